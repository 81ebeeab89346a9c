"""When readings are taken; the standard library only."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from lk.meters.rules.periods import before, words_of

HOME = "person"


class Term(Protocol):
    """Days of a month, both included; 31 is the last day of any. One that closes before it opens
    closes in the next month. Since when it holds, and which rule says so.
    """

    @property
    def since(self) -> date: ...
    @property
    def opens(self) -> int: ...
    @property
    def closes(self) -> int: ...
    @property
    def source(self) -> str: ...


class Calendar(Protocol):
    """When readings of homes and of all others are taken, the settings of the company."""

    @property
    def homes(self) -> Sequence[Term]: ...
    @property
    def others(self) -> Sequence[Term]: ...


@dataclass(frozen=True)
class Days:
    """A plain term."""

    opens: int
    closes: int
    since: date = date.min
    source: str = ""


@dataclass(frozen=True)
class Months:
    """A plain calendar."""

    homes: Sequence[Term]
    others: Sequence[Term]


# Homes: taken from the 23rd, sent by the end of the 26th (PP 442, points 157 and 159). Others:
# as of 00:00 of the 1st, sent by its end; from memory, to be confirmed.
USUAL = Months(homes=(Days(23, 26),), others=(Days(31, 1),))


@dataclass(frozen=True)
class Window:
    """Days on which readings of the month `period` (YYYY-MM) are taken, both included; `source`:
    which act says so.
    """

    period: str
    opens: date
    closes: date
    source: str = field(default="", compare=False)

    def is_open(self, on: date) -> bool:
        return self.opens <= on <= self.closes

    @property
    def month(self) -> str:
        """«ноябрь 2026», inside of a sentence."""
        return words_of(self.period).lower()

    @property
    def days(self) -> str:
        """«с 23.11.2026 по 26.11.2026»."""
        return f"с {self.opens:%d.%m.%Y} по {self.closes:%d.%m.%Y}"


def window_of(kind: str, period: str, calendar: Calendar = USUAL) -> Window:
    """The window of that month for a contract of this kind."""
    terms = calendar.homes if kind == HOME else calendar.others
    month_end = _day(period, 31)
    term = _holding(terms, month_end)
    closing = period if term.closes >= term.opens else before(period, -1)
    return Window(period, _day(period, term.opens), _day(closing, term.closes), term.source)


def open_window(kind: str, on: date, calendar: Calendar = USUAL) -> Window | None:
    """The window that is open on that day for a contract of this kind; None between windows."""
    month = f"{on:%Y-%m}"
    for period in (month, before(month)):
        window = window_of(kind, period, calendar)
        if window.is_open(on):
            return window
    return None


def next_window(kind: str, on: date, calendar: Calendar = USUAL) -> Window:
    """The one that is open on that day, or opens next."""
    month = f"{on:%Y-%m}"
    near = (window_of(kind, before(month, back), calendar) for back in (1, 0, -1, -2))
    return next(window for window in near if window.closes >= on)


def outside(window: Window, on: date) -> str:
    """What to say of a reading that comes outside of its window; nothing inside."""
    if window.is_open(on):
        return ""
    month = window.month
    if on < window.opens:
        return (
            f"Показания за {month} обычно принимают {window.days}. Ваше показание мы возьмем и"
            f" сейчас: оно будет учтено за {month}."
        )
    return (
        f"Срок передачи за {month} был {window.days}. Ваше показание мы все равно возьмем: оно"
        f" пойдет в расчет за {month}, но может попасть в счет только следующего месяца."
    )


def _holding(terms: Sequence[Term], on: date) -> Term:
    """The newest of those that hold on that day; before them all the oldest."""
    ordered = sorted(terms, key=lambda term: term.since)
    return next((term for term in reversed(ordered) if term.since <= on), ordered[0])


def _day(period: str, day: int) -> date:
    year, month = int(period[:4]), int(period[5:])
    return date(year, month, min(day, monthrange(year, month)[1]))
