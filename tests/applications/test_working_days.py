import subprocess
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

from lk.applications import terms
from lk.applications.working_days import (
    Calendar,
    is_working_day,
    working_days_after,
    working_days_between,
)

FILE = Path(terms.__file__).with_name("calendar.toml")
OWN = tomllib.loads(FILE.read_text("utf-8"))["day"]


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2026, 1, 9), False),
        (date(2026, 1, 12), True),
        (date(2026, 3, 9), False),
        (date(2026, 5, 11), False),
        (date(2026, 11, 4), False),
        (date(2026, 11, 5), True),
        (date(2026, 12, 31), False),
        (date(2027, 1, 8), False),
        (date(2027, 1, 11), True),
        (date(2027, 2, 20), True),
        (date(2027, 2, 22), False),
        (date(2027, 5, 3), False),
        (date(2027, 11, 5), False),
        (date(2027, 11, 6), False),
        (date(2027, 12, 31), False),
        (date(2028, 1, 10), True),
    ],
)
def test_days_of_2026_and_2027(day: date, is_working: bool) -> None:
    assert is_working_day(day) is is_working


def test_own_table_agrees_with_the_common_calendar_and_names_its_sources() -> None:
    common = holidays.country_holidays("RU")

    assert OWN
    for row in OWN:
        assert common.is_working_day(row["day"]) is row["is_working"]
        assert row["source"]


def test_own_table_is_stronger_than_a_calendar_that_does_not_know_yet() -> None:
    days = Calendar().also((row["day"], row["is_working"]) for row in OWN)

    assert date(2027, 2, 20) in days.working
    assert date(2026, 12, 31) in days.off


def test_later_word_on_a_day_counts() -> None:
    day = date(2026, 11, 28)
    calendar = Calendar().also([(day, True)]).also([(day, False)])

    assert not is_working_day(day, calendar)
    assert is_working_day(day, calendar.also([(day, True)]))


@pytest.mark.parametrize("days", range(1, 30))
def test_days_after_and_days_between_agree(days: int) -> None:
    start = date(2026, 12, 18)

    assert working_days_between(start, working_days_after(start, days)) == days


def test_nothing_lies_between_a_day_and_an_earlier_one() -> None:
    day = date(2026, 11, 24)

    assert working_days_between(day, day) == 0
    assert working_days_between(day, day - timedelta(days=9)) == 0


def test_calendar_is_loaded_when_somebody_counts() -> None:
    code = "import lk.applications.terms, sys; print('holidays' in sys.modules)"

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "False"
