"""Terms in working days by the Russian calendar, with its moved days off.

Decrees move days off a year ahead; for later years the calendar knows the law's holidays only.
"""

from datetime import date, timedelta

import holidays

_RUSSIA = holidays.country_holidays("RU")


def is_working_day(day: date) -> bool:
    return bool(_RUSSIA.is_working_day(day))


def working_days_after(start: date, days: int) -> date:
    """The last of `days` working days, the first of them being after `start` (ГК РФ ст. 191)."""
    day = start
    left = days
    while left > 0:
        day += timedelta(days=1)
        if is_working_day(day):
            left -= 1
    return day
