"""Whether the whole power lies within the category of a kind (Правила № 861: 15, 150, 670 kW)."""

from decimal import Decimal
from typing import Literal

from lk.applications.catalogue import Answers, Category, Kind
from lk.applications.catalogue.dictionaries import TWO_SOURCES

Breach = Literal["over", "under"]


def total_of(answers: Answers) -> Decimal | None:
    """All kilowatts, new and connected before; None while a part of them is unknown."""
    total = answers.get("p_total")
    return Decimal(total) if isinstance(total, str) else None


def wants_two_sources(answers: Answers) -> bool:
    return answers.get("reliability") in TWO_SOURCES


def members_of(answers: Answers) -> int:
    """By how many the bound of the category is multiplied: members of a cooperative, else 1."""
    members = answers.get("members_count")
    return members if isinstance(members, int) else 1


def breach_of(kind: Kind, answers: Answers) -> Breach | None:
    """Which bound of the category these answers (parsed, open ones) break."""
    total = total_of(answers)
    if total is None:
        return None
    if _is_over(kind.category, total, members_of(answers)):
        return "over"
    any_power = kind.category.takes_two_sources and wants_two_sources(answers)
    return "under" if _is_under(kind.category, total) and not any_power else None


def _is_over(category: Category, total: Decimal, members: int) -> bool:
    at_most, below = category.at_most, category.below
    return (at_most is not None and total > at_most * members) or (
        below is not None and total >= below
    )


def _is_under(category: Category, total: Decimal) -> bool:
    above, at_least = category.above, category.at_least
    return (above is not None and total <= above) or (at_least is not None and total < at_least)
