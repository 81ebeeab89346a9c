"""What an unusual amount may come from: a slip of the finger. The standard library only."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lk.meters.rules.consumption import fits

MOST_TIMES = 3
DIGITS = "0123456789"


@dataclass(frozen=True)
class Usual:
    """From the `previous` reading a register usually goes on by `count`."""

    previous: Decimal
    count: Decimal

    def is_exceeded_by(self, count: Decimal) -> bool:
        return count > self.count * MOST_TIMES

    def is_met_by(self, count: Decimal) -> bool:
        """Near enough to the usual to think that it was meant."""
        return self.count / MOST_TIMES <= count <= self.count * 2


def meant(typed: Decimal, usual: Usual, digits: int) -> Decimal | None:
    """What may have been meant: with two neighbours swapped, one digit too many or one wrong it
    would be a usual amount. Of several the one nearest to the usual; None if none is. A digit that
    was left out nobody can guess.
    """
    whole = typed.to_integral_value(rounding="ROUND_FLOOR")
    part = typed - whole
    for slips in (_swapped, _without_one, _with_another):
        values = {Decimal(each) + part for each in slips(f"{whole:f}") if each} - {typed}
        fitting = [
            each for each in values if fits(each, digits) and usual.is_met_by(each - usual.previous)
        ]
        if fitting:
            return min(fitting, key=lambda each: (_distance(each, usual), each))
    return None


def _distance(value: Decimal, usual: Usual) -> Decimal:
    return abs(value - usual.previous - usual.count)


def _swapped(text: str) -> Iterator[str]:
    for at in range(len(text) - 1):
        yield text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _without_one(text: str) -> Iterator[str]:
    for at in range(len(text)):
        yield text[:at] + text[at + 1 :]


def _with_another(text: str) -> Iterator[str]:
    for at in range(len(text)):
        for digit in DIGITS:
            yield text[:at] + digit + text[at + 1 :]
