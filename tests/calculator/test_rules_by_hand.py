"""Every case worked by hand comes out to the kopeck."""

import pytest

from lk.calculator.rules import Estimate, Unavailable, calculate
from tests.calculator.by_hand_arithmetic import to_kopecks, worked_out
from tests.calculator.by_hand_benefits import FIXED, LEAST_OF_TWO
from tests.calculator.by_hand_others import DEMO_CASES, OTHERS
from tests.calculator.by_hand_region import FROM_2023, UNTIL_2022

CASES = [*DEMO_CASES, *UNTIL_2022, *FROM_2023, *FIXED, *LEAST_OF_TWO, *OTHERS]

each_case = pytest.mark.parametrize("case", CASES, ids=[each.name for each in CASES])


def plain(text):
    return text.replace("\u00a0", " ")


def test_there_are_enough_cases_and_no_two_alike():
    assert len({each.name for each in CASES}) == len(CASES) >= 40


@each_case
def test_a_case_worked_by_hand_comes_out_to_the_kopeck(case):
    answer = calculate(case.question, case.tariff)

    agree(answer.standard, case.standard, case.net, case.no_standard)
    agree(answer.per_kw, case.per_kw, case.net_per_kw, case.no_per_kw)
    if case.lines:
        assert [line.code for line in answer.standard.lines] == case.lines.split()
    if case.cheaper:
        assert answer.cheaper == case.cheaper


def agree(counted, arithmetic, net, refusal):
    if refusal:
        assert isinstance(counted, Unavailable)
        assert refusal in plain(counted.reason)
        return
    assert isinstance(counted, Estimate), counted
    assert counted.total == to_kopecks(arithmetic)
    if net:
        assert counted.without_vat == to_kopecks(net)


@each_case
def test_the_reduced_fee_of_a_case_comes_out(case):
    fee = calculate(case.question, case.tariff).reduced

    if case.reduced:
        assert fee.amount == to_kopecks(case.reduced)
        assert fee.reason == ""
    elif case.no_reduced:
        assert fee.amount is None
        assert case.no_reduced in plain(fee.reason)
    else:
        assert fee is None


def test_the_arithmetic_of_the_cases_is_exact():
    assert str(worked_out("0.1 + 0.2")) == "0.3"
    assert str(to_kopecks("1.005 * 1")) == "1.01"
    with pytest.raises(ValueError, match="not arithmetic"):
        worked_out("2 ** 3 if 1 else name")
