"""What may have been meant instead of what was typed: offered, and taken by one press."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from lk.meters.rules.judging import Doubt

Spelled = Callable[[Decimal], str]


class Offer(NamedTuple):
    """Of a button: what it sends, `1:280;2:530`, and what it says."""

    value: str
    words: str


def offers_of(
    doubts: Sequence[Doubt], values: Mapping[int, Decimal], spelled: Spelled
) -> list[Offer]:
    """Of a meter of several zones: all that is offered at once, then each zone by itself.

    The first promises to send where no doubt is left without an offer: all values are named then.
    """
    meant = {each.zone: each.suggestion for each in doubts if each.suggestion is not None}
    if not meant:
        return []
    if len(meant) == len(doubts):
        whole = {**values, **meant}
        named = ", ".join(f"Т{zone} {spelled(whole[zone])}" for zone in sorted(whole))
        first = Offer(_sent(meant, spelled), f"Да, передать {named}")
    else:
        first = _mending(meant, spelled)
    each_alone = [_mending({zone: value}, spelled) for zone, value in meant.items()]
    return [first, *(each_alone if len(meant) > 1 else ())]


def meant_by(text: str) -> Iterator[tuple[str, str]]:
    """Zones and values that the press of such a button sends."""
    for part in text.split(";"):
        zone, _, value = part.partition(":")
        yield zone, value


def _mending(meant: Mapping[int, Decimal], spelled: Spelled) -> Offer:
    named = ", ".join(f"Т{zone} на {spelled(value)}" for zone, value in meant.items())
    return Offer(_sent(meant, spelled), f"Исправить {named}")


def _sent(meant: Mapping[int, Decimal], spelled: Spelled) -> str:
    return ";".join(f"{zone}:{spelled(value)}" for zone, value in meant.items())
