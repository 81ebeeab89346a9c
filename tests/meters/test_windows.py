from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lk.company import DEFAULT_FILE, CompanyFileError, load
from lk.meters.rules.periods import before, period_of
from lk.meters.rules.windows import (
    USUAL,
    Days,
    Months,
    Window,
    next_window,
    open_window,
    outside,
    window_of,
)

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
KINDS = st.sampled_from(["person", "entrepreneur", "organisation", "cooperative"])


@pytest.mark.parametrize(
    ("day", "is_open"), [(22, False), (23, True), (26, True), (27, False), (1, False)]
)
def test_people_send_from_the_23rd_to_the_26th(day, is_open):
    window = open_window("person", date(2026, 11, day))

    assert (window is not None) == is_open


def test_others_send_from_the_last_day_to_the_1st():
    open_on = [
        on
        for shift in range(5)
        for on in [date(2026, 2, 26) + timedelta(shift)]
        if open_window("organisation", on)
    ]

    assert open_on == [date(2026, 2, 28), date(2026, 3, 1)]
    window = open_window("organisation", date(2026, 3, 1))
    assert window == Window("2026-02", date(2026, 2, 28), date(2026, 3, 1))


def test_window_over_new_year_belongs_to_december():
    window = open_window("organisation", date(2027, 1, 1))

    assert window == Window("2026-12", date(2026, 12, 31), date(2027, 1, 1))


def test_between_windows_the_next_one_is_told():
    assert next_window("person", date(2026, 11, 27)).opens == date(2026, 12, 23)
    assert next_window("person", date(2026, 11, 24)).opens == date(2026, 11, 23)
    assert next_window("organisation", date(2026, 12, 2)).opens == date(2026, 12, 31)


def test_new_days_hold_from_their_date_and_earlier_months_keep_theirs():
    calendar = Months(homes=(Days(23, 26), Days(20, 25, since=date(2027, 1, 1))), others=())

    old, new = (window_of("person", each, calendar) for each in ("2026-12", "2027-01"))

    assert (old.opens.day, old.closes.day) == (23, 26)
    assert (new.opens.day, new.closes.day) == (20, 25)


def test_company_sets_the_days_and_says_where_they_are_from():
    window = window_of("person", "2026-11", load(DEFAULT_FILE).readings)

    assert (window.opens, window.closes) == (date(2026, 11, 23), date(2026, 11, 26))
    assert "пункты 157 и 159" in window.source


@pytest.mark.parametrize(("was", "becomes"), [("opens = 23", "opens = 0"), ("= 26", "= 32")])
def test_a_day_that_no_month_has_is_refused_with_its_key(tmp_path, was, becomes):
    text = DEFAULT_FILE.read_text(encoding="utf-8")
    path = tmp_path / "company.toml"
    path.write_text(text.replace(was, becomes, 1), encoding="utf-8")

    with pytest.raises(CompanyFileError, match="readings"):
        load(path)


@given(KINDS, DAYS)
def test_next_window_is_never_over_and_at_most_a_month_away(kind, on):
    window = next_window(kind, on)

    assert window.closes >= on
    assert window.opens - on <= timedelta(days=31)
    assert window.period in {before(f"{on:%Y-%m}", 1), f"{on:%Y-%m}", before(f"{on:%Y-%m}", -1)}


@given(KINDS, DAYS)
def test_open_window_takes_readings_of_its_own_month(kind, on):
    window = open_window(kind, on)

    assert window is None or window == window_of(kind, window.period, USUAL)
    assert window is None or period_of(on) == window.period


@given(KINDS, DAYS)
def test_something_is_said_outside_of_the_window_only(kind, on):
    window = window_of(kind, period_of(on))

    assert bool(outside(window, on)) == (open_window(kind, on) is None)
