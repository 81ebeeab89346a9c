"""From one status to another: the facts of a move, and who may make it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from lk.applications.errors import FactMissing, FactRefused, MoveRefused
from lk.applications.statuses import status

Day: TypeAlias = date

# What has to be built for a connection, said by the office; terms depend on it.
CONSTRUCTION = ("none", "no", "yes")
# An application may be withdrawn until the contract is made.
_WITHDRAWN_FROM = ("submitted", "registered", "review", "need_docs", "offer_posted")
_CONSUMER_MOVES = {
    ("draft", "submitted"),
    ("need_docs", "review"),
    *((code, "cancelled") for code in _WITHDRAWN_FROM),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a move: a day, a document's number, per cent done, words.

    `due` is a term that the office sets itself; without it the table of terms has its say.
    `construction`: what has to be built, one of `CONSTRUCTION`.
    """

    date: Day | None = None
    number: str | None = None
    due: Day | None = None
    progress: int | None = None
    comment: str | None = None
    construction: str | None = None


def complete_facts(target: str, facts: Facts, *, today: date) -> Facts:
    """The facts with what follows by itself: the notice of `need_docs` is given today."""
    if target != "need_docs" or facts.date:
        return facts
    return replace(facts, date=today)


def check_move(current: str, target: str, facts: Facts) -> None:
    """UnknownStatus, MoveRefused with the allowed moves, FactMissing, FactRefused; else nothing."""
    here, there = status(current), status(target)
    if target not in here.allowed:
        raise MoveRefused(current, target, here.allowed)
    for fact in there.needs:
        known = getattr(facts, fact)
        if known is None or (isinstance(known, str) and not known.strip()):
            raise FactMissing(target, fact)
    if facts.progress is not None and not 0 <= facts.progress <= 100:
        raise FactRefused("progress", "Ход работ — число от 0 до 100.")
    if facts.construction is not None and facts.construction not in CONSTRUCTION:
        raise FactRefused("construction", f"Строительство: {', '.join(CONSTRUCTION)}.")
    if facts.date is not None and facts.due is not None and facts.due < facts.date:
        raise FactRefused("due", "Срок раньше даты. Проверьте --date и --due.")


def check_day(day: date, *, submitted_on: date, today: date) -> None:
    """A status may be written down late, but not before the application itself or before it
    happens. FactRefused.
    """
    if day > today:
        raise FactRefused(
            "date", f"День {day:%d.%m.%Y} еще не наступил. Переведите заявку, когда это произойдет."
        )
    if day < submitted_on:
        raise FactRefused(
            "date", f"День {day:%d.%m.%Y} раньше подачи заявки ({submitted_on:%d.%m.%Y})."
        )


def consumer_may_move(current: str, target: str) -> bool:
    """The moves that the applicant makes; all others are the office's."""
    return (current, target) in _CONSUMER_MOVES
