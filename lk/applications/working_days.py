"""Working days by the Russian calendar, with moved days off and exceptions of one's own.

Decrees move days off a year ahead; for later years the calendar knows the law's holidays only.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from pathlib import Path

_FILE = Path(__file__).parent / "terms" / "calendar.toml"
_SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """Exceptions that are stronger than the common calendar: days off, and working days."""

    off: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()

    def also(self, days: Iterable[tuple[date, bool]]) -> "Calendar":
        """With these days too (day, is it a working one); the later word counts."""
        off, working = set(self.off), set(self.working)
        for day, is_working in days:
            (working if is_working else off).add(day)
            (off if is_working else working).discard(day)
        return Calendar(frozenset(off), frozenset(working))


def _shipped() -> Calendar:
    rows = tomllib.loads(_FILE.read_text("utf-8")).get("day", ())
    return Calendar().also((row["day"], row["is_working"]) for row in rows)


SHIPPED = _shipped()


def is_working_day(day: date, calendar: Calendar = SHIPPED) -> bool:
    if day in calendar.working:
        return True
    if day in calendar.off:
        return False
    off, working = _year(day.year)
    return day in working if day.weekday() >= _SATURDAY else day not in off


def working_days_after(start: date, days: int, calendar: Calendar = SHIPPED) -> date:
    """The last of `days` working days, the first of them being after `start` (ГК РФ ст. 191)."""
    day = start
    left = days
    while left > 0:
        day += timedelta(days=1)
        if is_working_day(day, calendar):
            left -= 1
    return day


def working_days_between(start: date, end: date, calendar: Calendar = SHIPPED) -> int:
    """How many working days come after `start`, up to and with `end`; 0 when it is not later."""
    span = (end - start).days
    return sum(is_working_day(start + timedelta(days=n), calendar) for n in range(1, span + 1))


@cache
def _year(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Days off of the common calendar, and weekends that it makes working days.

    The package takes long to load, so it is loaded when somebody counts.
    """
    found = import_module("holidays").country_holidays("RU", years=year)
    return frozenset(found), frozenset(getattr(found, "weekend_workdays", ()))
