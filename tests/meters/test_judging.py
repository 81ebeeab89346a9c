from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from lk.meters.rules.doubts import Usual, meant
from lk.meters.rules.judging import Last, Offered, Register, faults_of, judge

TODAY = date(2026, 11, 24)
OCTOBER = Last("2026-10", Decimal(74345), date(2026, 11, 1), "2026-10")
REGISTER = Register(digits=5, last={1: OCTOBER}, means={1: Decimal(200)})


def offered(value, answer="", day=TODAY):
    return Offered({1: Decimal(value)}, day, answer)


def codes(judgement):
    return [each.code for each in (*judgement.faults, *judgement.doubts)]


def test_usual_reading_is_clean():
    found = judge(REGISTER, offered(74525), TODAY)

    assert found.is_clean
    assert (found.period, found.consumption, found.notes) == ("2026-11", {1: Decimal(180)}, ())


def test_equal_reading_is_asked_about_once_where_something_is_usual():
    assert codes(judge(REGISTER, offered(74345), TODAY)) == ["zero"]
    assert judge(REGISTER, offered(74345, "insist"), TODAY).may_pass


def test_too_many_digits_of_a_new_meter_without_a_month_are_a_fault():
    register = Register(digits=5, last={1: Last("", Decimal(12), date(2026, 11, 1), "")})

    assert codes(judge(register, offered(123456), TODAY)) == ["digits"]


@pytest.mark.parametrize("means", [{}, {1: Decimal(0)}])
def test_equal_reading_is_clean_where_nothing_is_usual(means):
    register = replace(REGISTER, means=means)

    assert judge(register, offered(74345), TODAY).is_clean


def test_lower_reading_asks_why_and_no_zeros_were_passed_far_from_the_end():
    found = judge(REGISTER, offered(74000), TODAY)

    assert codes(found) == ["lower"]
    assert found.answers == ("replaced", "earlier_error", "insist")
    assert not judge(REGISTER, offered(74000, "rollover"), TODAY).may_pass


@pytest.mark.parametrize(("last", "may_roll"), [(90000, False), (90001, True)])
def test_zeros_are_offered_above_nine_tenths_of_the_register(last, may_roll):
    register = replace(REGISTER, last={1: replace(OCTOBER, reading=Decimal(last))})

    assert ("rollover" in judge(register, offered(10), TODAY).answers) == may_roll


def test_zeros_passed_are_counted_by_the_digits():
    register = replace(
        REGISTER,
        coefficient=Decimal(20),
        last={1: replace(OCTOBER, reading=Decimal(99990))},
        means={1: Decimal(400)},
    )

    found = judge(register, offered(10, "rollover"), TODAY)

    assert found.may_pass
    assert found.consumption == {1: Decimal(400)}


@pytest.mark.parametrize("answer", ["replaced", "earlier_error", "insist"])
def test_other_answers_let_it_pass_and_leave_the_amount_to_the_billing(answer):
    found = judge(REGISTER, offered(74000, answer), TODAY)

    assert (found.may_pass, found.answer, found.consumption) == (True, answer, {})


@pytest.mark.parametrize(("value", "is_high"), [(74945, False), (74946, True)])
def test_more_than_three_times_the_usual_is_asked_about(value, is_high):
    assert codes(judge(REGISTER, offered(value), TODAY)) == (["high"] if is_high else [])


def test_usual_is_that_of_all_months_that_were_not_read():
    register = replace(REGISTER, last={1: replace(OCTOBER, actual="2026-08")})

    assert judge(register, offered(74345 + 1800), TODAY).is_clean
    assert codes(judge(register, offered(74345 + 1801), TODAY)) == ["high"]


def test_swapped_digits_are_found():
    found = judge(REGISTER, offered(75425), TODAY)

    assert found.doubts[0].suggestion == 74525
    assert "1\N{NO-BREAK SPACE}080" in found.doubts[0].message


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("75425", "74525"),  # two neighbours swapped
        ("745225", "74525"),  # one too many
        ("94525", "74525"),  # a wrong one
        ("75425.5", "74525.5"),
        ("7452", None),  # one left out: nobody knows which
        ("30000", None),
    ],
)
def test_a_slip_is_found_where_a_usual_amount_comes_of_it(typed, suggested):
    usual = Usual(Decimal(74345), Decimal(200))

    found = meant(Decimal(typed), usual, 5)

    assert found == (Decimal(suggested) if suggested else None)


def test_too_many_digits_are_a_fault_that_offers_what_was_meant():
    found = judge(REGISTER, offered(745225), TODAY)

    assert codes(found) == ["digits"]
    assert "5\N{NO-BREAK SPACE}цифр до запятой" in found.faults[0].message
    assert "Возможно, 74\N{NO-BREAK SPACE}525?" in found.faults[0].message


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (TODAY + timedelta(1), "future"),
        (date(9999, 12, 31), "future"),
        (date(2026, 11, 1), "billed"),
        (date(2026, 10, 24), "billed"),
        (date(1, 1, 1), "billed"),
        (TODAY, ""),
        (date(2026, 11, 2), ""),
    ],
)
def test_day_is_after_the_last_charged_and_not_in_the_future(day, code):
    assert "".join(codes(judge(REGISTER, offered(74525, day=day), TODAY))) == code


def test_day_of_a_month_that_is_charged_is_refused_though_it_is_later():
    register = replace(REGISTER, last={1: replace(OCTOBER, taken_on=date(2026, 10, 25))})

    found = judge(register, offered(74525, day=date(2026, 10, 28)), TODAY)

    assert codes(found) == ["billed"]
    assert "за ноябрь 2026" in found.faults[0].message


def test_day_of_more_than_a_year_ago_is_a_slip():
    register = Register(digits=5)

    assert codes(judge(register, offered(5, day=date(2025, 11, 20)), TODAY)) == ["old"]
    assert codes(judge(register, offered(5, day=date(1, 1, 1)), TODAY)) == ["old"]


def test_removed_meter_and_one_whose_holder_may_not_send_say_so():
    removed, forbidden = replace(REGISTER, removed=True), replace(REGISTER, may_send=False)

    assert judge(removed, offered(74525), TODAY).faults[0].message == (
        "Счетчик снят с учета, внесение данных не возможно."
    )
    assert codes(judge(forbidden, offered(74525), TODAY)) == ["forbidden"]


def test_contract_whose_flag_is_off_is_named_and_told_what_to_do():
    """A company whose flag is off is not told that companies are welcome."""
    forbidden = replace(REGISTER, may_send=False)

    (fault,) = judge(forbidden, offered(74525), TODAY).faults

    assert fault.message.startswith("По этому договору показания через портал не принимаются.")
    assert fault.message.endswith("позвоните нам.")


def test_wrong_day_and_wrong_values_are_told_at_once():
    register = Register(digits=5, zones=3)
    wrong = Offered({1: Decimal(280_000), 3: Decimal(5)}, TODAY + timedelta(1))

    found = judge(register, wrong, TODAY)

    assert [(each.zone, each.code) for each in found.faults] == [
        (0, "future"),
        (1, "digits"),
        (2, "missing"),
    ]


def test_values_are_judged_without_a_day_and_without_the_others():
    register = Register(digits=5, zones=3)

    found = faults_of(register, {1: Decimal(280_000)}, None, TODAY)

    assert [(each.zone, each.code) for each in found] == [(1, "digits")]


def test_outside_the_window_it_is_taken_with_a_word_on_its_month():
    early, late = date(2026, 11, 5), date(2026, 11, 28)

    notes = [judge(REGISTER, offered(74525, day=on), on).notes for on in (early, late)]

    assert all("за ноябрь 2026" in note for (note,) in notes)


def test_each_zone_is_judged_by_its_own_last_reading():
    register = Register(
        digits=6,
        zones=2,
        last={1: OCTOBER, 2: replace(OCTOBER, reading=Decimal(500))},
        means={1: Decimal(200), 2: Decimal(100)},
    )

    found = judge(register, Offered({1: Decimal(74500), 2: Decimal(400)}, TODAY), TODAY)

    assert [(each.zone, each.code) for each in found.doubts] == [(2, "lower")]
    assert found.doubts[0].message.startswith("Т2 (ночь): 400 меньше")
    assert codes(judge(register, offered(74500), TODAY)) == ["missing"]


def test_what_a_reader_is_not_shown_is_not_told_by_questions():
    hidden = replace(REGISTER, last={1: replace(OCTOBER, reading=None)})

    assert judge(hidden, offered(1), TODAY).is_clean
