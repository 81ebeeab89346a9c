"""A term as the table keeps it, and what is known of a case that a term is chosen for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["wd", "cd", "month", "year"]
Whose = Literal["consumer", "company"]

UNITS = ("wd", "cd", "month", "year")
SUBMITTED, RESUBMITTED, EVENT = "submitted", "resubmitted", "event"
BY_THE_RULES = "по правилам технологического присоединения"

_FORMS: Mapping[str, tuple[str, str, str]] = {
    "wd": ("рабочий день", "рабочих дня", "рабочих дней"),
    "cd": ("день", "дня", "дней"),
    "month": ("месяц", "месяца", "месяцев"),
    "year": ("год", "года", "лет"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What chooses a term. `distance_m` metres to the grid; `construction`: none, no, yes, or «»
    while the office has not said; `settlement` city or rural; `voltage` in kV as answers keep it.
    """

    category: str
    submitted_on: date
    distance_m: int | None = None
    settlement: str = ""
    voltage: str = ""
    construction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of terms.toml; its head says what each key means. Empty sets do not narrow."""

    code: str
    statuses: tuple[str, ...]
    whose: Whose
    what: str
    counts_from: tuple[str, ...]
    value: int
    unit: Unit
    law_ref: str
    effective_from: date
    certainty: Literal["confirmed", "memory"]
    source: str
    event: str = ""
    categories: tuple[str, ...] = ()
    voltages: tuple[str, ...] = ()
    construction: tuple[str, ...] = ()
    is_near: bool | None = None
    note: str = ""

    def suits(self, case: Case, *, is_near: bool | None) -> bool:
        """What is not known suits no row that asks for it."""
        return (
            self.effective_from <= case.submitted_on
            and _is_one_of(case.category, self.categories)
            and _is_one_of(case.voltage, self.voltages)
            and _is_one_of(case.construction, self.construction)
            and (self.is_near is None or self.is_near == is_near)
        )

    @property
    def length(self) -> str:
        """«10 рабочих дней», «6 месяцев»."""
        return counted(self.value, self.unit)

    @property
    def law_words(self) -> str:
        """The law's clause where it is certain; else the rules as a whole."""
        return self.law_ref if self.is_certain else BY_THE_RULES

    @property
    def is_certain(self) -> bool:
        return self.certainty == "confirmed"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a case: the row, the day it is counted from, the last day of it."""

    row: Row
    counted_from: date
    due_on: date


def counted(count: int, unit: Unit) -> str:
    """A number with its unit in Russian, tied by a no-break space."""
    one, few, many = _FORMS[unit]
    tail, tens = count % 10, count % 100
    word = many
    if tail == 1 and tens != 11:
        word = one
    elif tail in {2, 3, 4} and tens not in {12, 13, 14}:
        word = few
    return f"{count}\N{NO-BREAK SPACE}{word}"


def _is_one_of(known: str, allowed: Collection[str]) -> bool:
    return not allowed or known in allowed
