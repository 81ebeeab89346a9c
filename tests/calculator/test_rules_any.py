"""What holds for any question under any tariff."""

import random
import re
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from lk.calculator.rules import Estimate, Unavailable, calculate, options
from tests.calculator.by_chance import distances, powers, questions, tariffs

KOPECK = Decimal("0.01")
quickly = settings(max_examples=50, deadline=None)
# What a reader is told to do when there is no number.
ADVICE = re.compile(r"Измените условия|подайте заявку|Выберите|Смотрите")


def ways(answer):
    return (answer.standard, answer.per_kw)


def numbers(answer):
    return [way for way in ways(answer) if isinstance(way, Estimate)]


def sentences(answer):
    for way in numbers(answer):
        yield from way.notes
        for line in way.lines:
            yield from line.why
    yield from (way.reason for way in ways(answer) if isinstance(way, Unavailable))
    if answer.reduced and answer.reduced.amount is None:
        yield answer.reduced.reason


@quickly
@given(questions, tariffs())
def test_any_question_under_any_tariff_is_answered_in_decimals(question, tariff):
    answer = calculate(question, tariff)

    assert all(isinstance(way, Estimate | Unavailable) for way in ways(answer))
    for way in numbers(answer):
        figures = [way.exact, way.total, way.without_vat, way.vat, way.rounding]
        for line in way.lines:
            figures += [line.rate, line.quantity, line.share, line.index, line.amount]
        assert {type(figure) for figure in figures} == {Decimal}
        assert all(figure.is_finite() for figure in figures)


@quickly
@given(questions, tariffs())
def test_the_lines_give_the_exact_sum_and_the_parts_give_the_total(question, tariff):
    for way in numbers(calculate(question, tariff)):
        for line in way.lines:
            assert line.amount == line.rate * line.quantity * line.share * line.index
        assert sum(line.amount for line in way.lines) == way.exact
        factor = 1 + tariff.vat_percent / 100 if tariff.vat_mode == "excluded" else 1
        assert way.total - way.rounding == way.exact * factor
        assert way.total == way.without_vat + way.vat
        assert abs(way.rounding) <= KOPECK / 2
        assert way.vat >= 0
        assert way.total == way.total.quantize(KOPECK)


@quickly
@given(questions, tariffs(), st.integers())
def test_the_order_of_rates_changes_nothing(question, tariff, seed):
    mixed = list(tariff.rates)
    random.Random(seed).shuffle(mixed)
    other = replace(tariff, rates=tuple(mixed))

    one, two = calculate(question, tariff), calculate(question, other)

    assert ways(one) == ways(two)
    assert (one.reduced, one.cheaper) == (two.reduced, two.cheaper)
    assert options(tariff) == options(other)


@quickly
@given(questions, tariffs())
def test_every_refusal_and_reason_is_a_sentence_that_says_what_to_do(question, tariff):
    answer = calculate(question, tariff)

    for sentence in sentences(answer):
        assert re.fullmatch(r"[А-Я].*\.", sentence)
        assert not re.search(r"None|Decimal|  |\d (кВ|м|%|руб)|,,|\(\)|ё", sentence)
    for way in ways(answer):
        assert isinstance(way, Estimate) or ADVICE.search(way.reason)
    if answer.reduced and answer.reduced.amount is None:
        assert ADVICE.search(answer.reduced.reason)


@quickly
@given(questions, tariffs())
def test_the_cheaper_way_is_named_only_beside_another(question, tariff):
    answer = calculate(question, tariff)

    if len(numbers(answer)) < 2:
        assert answer.cheaper == ""
    else:
        one, two = answer.standard.total, answer.per_kw.total
        assert answer.cheaper == ("equal" if one == two else "standard" if one < two else "per_kw")


@quickly
@given(questions, tariffs())
def test_a_benefit_never_costs_more_than_the_least_it_is_taken_from(question, tariff):
    answer = calculate(question, tariff)
    fee, rule = answer.reduced, tariff.reduced

    if fee is None or fee.amount is None:
        return
    assert all(condition.holds is not False for condition in fee.conditions)
    assert any(condition.holds is None for condition in fee.conditions)
    if rule.mode == "min_per_kw" and isinstance(answer.standard, Estimate):
        assert fee.amount <= answer.standard.total


@quickly
@given(questions, tariffs(), distances)
def test_it_never_gets_cheaper_with_distance(question, tariff, farther):
    """Every line counts metres at a fixed rate, and no rule looks at how many there are."""
    further = replace(question, distance_m=question.distance_m + farther)

    grows(calculate(question, tariff), calculate(further, tariff))


@quickly
@given(questions, tariffs(), distances)
def test_nor_with_the_distance_to_the_second_source(question, tariff, farther):
    near = replace(question, second_distance_m=question.second_distance_m or Decimal(0))
    further = replace(near, second_distance_m=near.second_distance_m + farther)

    grows(calculate(near, tariff), calculate(further, tariff))


@quickly
@given(questions, tariffs(with_bands=False), powers)
def test_it_never_gets_cheaper_with_power_where_rates_have_no_bands(question, tariff, more):
    """Rates count kilowatts, and past the bound of the small the share only rises."""
    bigger = replace(question, power_kw=question.power_kw + more)

    grows(calculate(question, tariff), calculate(bigger, tariff))


@quickly
@given(questions, tariffs(), powers)
def test_it_never_gets_cheaper_with_earlier_connected_power(question, tariff, more):
    bigger = replace(question, previous_kw=question.previous_kw + more)

    grows(calculate(question, tariff), calculate(bigger, tariff))


def grows(less, more):
    """Where both have a number; a rate or a method may be missing on either side."""
    for one, two in zip(ways(less), ways(more), strict=True):
        if isinstance(one, Estimate) and isinstance(two, Estimate):
            assert one.total <= two.total
