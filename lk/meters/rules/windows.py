"""When readings are taken; the standard library only."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

# Homes: taken from the 23rd, sent by the end of the 26th (PP 442, points 157 and 159). Others:
# as of 00:00 of the 1st, sent by its end; from memory, to be confirmed.
HOME_OPENS, HOME_CLOSES = 23, 26


@dataclass(frozen=True)
class Window:
    """Days on which readings of the month `period` (YYYY-MM) are taken, both included."""

    period: str
    opens: date
    closes: date


def open_window(kind: str, on: date) -> Window | None:
    """The window that is open on that day for a contract of this kind; None between windows."""
    found = _home(on) if kind == "person" else _others(on)
    return found if found.opens <= on <= found.closes else None


def _home(on: date) -> Window:
    return Window(f"{on:%Y-%m}", on.replace(day=HOME_OPENS), on.replace(day=HOME_CLOSES))


def _others(on: date) -> Window:
    """From the last day of a month to the first of the next."""
    month = on - timedelta(days=1) if on.day == 1 else on
    last = month.replace(day=monthrange(month.year, month.month)[1])
    return Window(f"{month:%Y-%m}", last, last + timedelta(days=1))
