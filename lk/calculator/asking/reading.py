"""The calculator's query: the same names for the page, its fragment, JSON and an application."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from lk.calculator.asking.names import LABELS, MAIN
from lk.calculator.asking.numbers import Bounds, NotRead, day_in, number_in
from lk.calculator.asking.offering import Offer
from lk.calculator.asking.opening import is_open
from lk.calculator.asking.usual import NO, TICKS, is_usual
from lk.calculator.rules import Question
from lk.web.forms import NUL_MESSAGE, is_storable

# What fig. 15 shows stands in the form of somebody who comes for the first time.
EXAMPLE = {"power": "15", "distance": "100", "voltage": "0.4", "reliability": "III"}
_BOUNDS = {
    "power": Bounds(Decimal(0), Decimal(1_000_000), places=3, is_open=True),
    "previous": Bounds(Decimal(0), Decimal(1_000_000), places=3),
    "distance": Bounds(Decimal(0), Decimal(100_000), places=2),
    "second_distance": Bounds(Decimal(0), Decimal(100_000), places=2),
    "sections": Bounds(Decimal(0), Decimal(100)),
    "meter_points": Bounds(Decimal(1), Decimal(1000)),
    "members": Bounds(Decimal(1), Decimal(100_000)),
}
# Under what name the rules know it, where that is another one.
KEYS = {
    "power": "power_kw",
    "distance": "distance_m",
    "second_distance": "second_distance_m",
    "previous": "previous_kw",
    "long": "is_long",
}
_WHOLE = {"sections", "meter_points", "members"}
_YES = {"y", "1", "true", "on"}
_SHOWN = 200


@dataclass(slots=True)
class Asked:
    """`typed`: what came, as it is shown again; `errors`: a message by name, in the order of the
    form. `question` stands only where nothing is wrong.
    """

    typed: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    question: Question | None = None


def sent_in(args: Mapping[str, str]) -> dict[str, str]:
    """Our names of a query with their texts; nothing when somebody comes for the first time."""
    return {name: args[name].strip() for name in LABELS if name in args}


def address_in(args: Mapping[str, str]) -> dict[str, str]:
    """Our names of a query as an address takes them: nothing foreign, nothing endless."""
    return {name: shown_again(text) for name, text in sent_in(args).items() if text}


def day_of(sent: Mapping[str, str], today: date) -> date | None:
    """The day to count for; None when something else than a day was typed."""
    text = sent.get("on", "")
    try:
        return day_in(text) if text else today
    except NotRead:
        return None


def read(sent: Mapping[str, str], offer: Offer, on: date | None) -> Asked:
    """The question in `sent`.

    A field that its opener keeps closed says nothing. What the tariff of this day has no rates for
    is asked all the same: the rules then say that there is none, so that no cost is left out.
    """
    asked = Asked({name: shown_again(text) for name, text in sent.items()})
    values: dict[str, Any] = {"on": on}
    if offer.lines:
        values["line"] = offer.lines[0]
    for name in LABELS:
        text = sent.get(name, "")
        if not text and name not in MAIN:
            continue
        if not is_open(name, sent) or (not offer.has(name) and is_usual(name, text, offer)):
            continue
        try:
            value = _value(name, text, offer)
        except NotRead as error:
            asked.errors[name] = error.message
        else:
            values[KEYS.get(name, name)] = value
    if not asked.errors:
        asked.question = Question(**values)
    return asked


def address_of(sent: Mapping[str, str], path: str) -> str:
    """The address with what was typed, short: empty ones say nothing."""
    said = {name: text for name, text in sent.items() if text}
    return f"{path}?{urlencode(said)}" if said else path


def shown_again(text: str) -> str:
    """What was typed, without what no page can hold, and no longer than anybody types."""
    return "".join(char for char in text[:_SHOWN] if char.isprintable())


def _value(name: str, text: str, offer: Offer) -> Any:
    label = LABELS[name]
    if not is_storable(text):
        raise NotRead(NUL_MESSAGE.format(label=label))
    if not text:
        raise NotRead(f"Заполните поле «{label}»")
    try:
        return _parsed(name, text, offer)
    except NotRead as error:
        raise NotRead(f"{label}: {error.message}") from None


def _parsed(name: str, text: str, offer: Offer) -> Any:
    if name in _BOUNDS:
        number = number_in(text, _BOUNDS[name])
        return int(number) if name in _WHOLE else number
    if name == "on":
        return day_in(text)
    if name in TICKS:
        return _tick(text)
    return _chosen(name, text, offer)


def _tick(text: str) -> bool:
    if text in _YES | NO:
        return text in _YES
    raise NotRead("отметьте поле галочкой или оставьте пустым")


def _chosen(name: str, text: str, offer: Offer) -> str:
    """One of the values on offer; «0,4» is «0.4». Where nothing is on offer, one that some tariff
    may know.
    """
    value = text.replace(",", ".") if name == "voltage" else text
    if not offer.allows(name, value) or len(value) > _SHOWN:
        raise NotRead("выберите значение из списка")
    return value
