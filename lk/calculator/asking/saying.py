"""What an address says, in words for a person, and a question as an address again."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from lk.calculator.asking.names import LABELS, MAIN
from lk.calculator.asking.numbers import NotRead, day_in
from lk.calculator.asking.offering import Offer
from lk.calculator.asking.opening import is_open
from lk.calculator.asking.usual import NO, RADIOS, TICKS, is_usual, usual_of
from lk.calculator.rules import Question


def said_in(typed: Mapping[str, str], offer: Offer) -> dict[str, str]:
    """What changes the result: for a short address, and for the fold that holds it."""
    return {
        name: text for name, text in typed.items() if name in MAIN or is_said(name, typed, offer)
    }


def told(query: Mapping[str, str], offer: Offer) -> list[tuple[str, str]]:
    """The conditions in words, for the paper: labels with what was answered."""
    return [(LABELS[name], _told(name, text, offer)) for name, text in query.items() if text]


def _told(name: str, text: str, offer: Offer) -> str:
    value = value_of(name, text, offer)
    if name in TICKS:
        return "да"
    return dict(offer.choices(name)).get(value, value)


def is_said(name: str, typed: Mapping[str, str], offer: Offer) -> bool:
    """Whether the field is asked, and something else than the usual stands in it."""
    text = typed.get(name, "")
    return bool(text) and is_open(name, typed) and not is_usual(name, text, offer)


def value_of(name: str, typed: str, offer: Offer) -> str:
    """As it was typed; a choice by its value, a day as people write it."""
    if name in RADIOS:
        return typed or usual_of(name, offer)
    if name in TICKS:
        return "" if typed in {"", *NO} else "y"
    if name == "voltage":
        return typed.replace(",", ".")
    return _day(typed) if name == "on" else typed


def _day(typed: str) -> str:
    try:
        found: date = day_in(typed)
    except NotRead:
        return typed
    return f"{found:%d.%m.%Y}"


def typed_of(question: Question) -> dict[str, str]:
    """The names of an address with what a person would have typed to ask this."""
    second = question.second_distance_m
    return {
        "power": _number(question.power_kw),
        "distance": _number(question.distance_m),
        "voltage": question.voltage,
        "reliability": question.reliability,
        "second_distance": "" if second is None else _number(second),
        "territory": question.territory,
        "scheme": question.scheme,
        "builds_line": _tick(question.builds_line),
        "on": f"{question.on:%d.%m.%Y}",
        "line": question.line,
        "line_kind": question.line_kind,
        "sections": str(question.sections),
        "section_kind": question.section_kind,
        "substation": question.substation,
        "meter_kind": question.meter_kind,
        "meter_points": str(question.meter_points),
        "long": _tick(question.is_long),
        "previous": _number(question.previous_kw),
        "group": question.group,
        "members": str(question.members),
    }


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def _tick(is_set: bool) -> str:
    return "y" if is_set else ""
