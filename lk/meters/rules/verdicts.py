"""What the billing says of a reading that was sent: one verdict, and it stays.

The standard library only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

ACCEPTED, CORRECTED, REJECTED = "accepted", "corrected", "rejected"
VERDICTS = (ACCEPTED, CORRECTED, REJECTED)
LONGEST_REASON = 300
# More than any register shows.
MOST_VALUE = Decimal(10) ** 11


@dataclass(frozen=True)
class VerdictRow:
    """A line of the billing's file. `number`: the reading's, as our file named it; `values`: by
    zone, what was taken into account; `reason`: words for the consumer.

    Lines of one reading, one for a zone, stand next to each other.
    """

    line: int
    number: int
    verdict: str
    values: Mapping[int, Decimal] = field(default_factory=dict)
    reason: str = ""


class VerdictFault(Exception):
    """Why a line was not taken; `column`: number, verdict, zone, value or reason."""

    def __init__(self, line: int, column: str, message: str) -> None:
        super().__init__(message)
        self.line, self.column, self.message = line, column, message


@dataclass(frozen=True)
class Ruling:
    """The verdict on one reading: `accepted` has a value for each zone, when they are others than
    those that were sent.
    """

    verdict: str
    accepted: tuple[Decimal, ...] = ()
    reason: str = ""


def ruling_of(rows: Sequence[VerdictRow], sent: Sequence[Decimal]) -> Ruling:
    """The verdict that the lines of one reading make together; raises VerdictFault."""
    verdict, reason = _verdict(rows), _reason(rows)
    values = _values(rows, len(sent))
    if verdict == REJECTED:
        if not reason:
            raise VerdictFault(rows[-1].line, "reason", "У отказа нет причины: напишите ее.")
        return Ruling(REJECTED, (), reason)
    taken = tuple(values.get(zone, value) for zone, value in enumerate(sent, start=1))
    if verdict == CORRECTED and not values:
        text = "Показание исправлено, а на какое — не сказано: укажите значение."
        raise VerdictFault(rows[-1].line, "value", text)
    if taken == tuple(sent):  # corrected to what it was is accepted
        return Ruling(ACCEPTED, (), reason)
    if verdict == ACCEPTED:
        text = "Показание принято, но значение не то, что передано: тогда это «corrected»."
        raise VerdictFault(rows[-1].line, "value", text)
    return Ruling(CORRECTED, taken, reason)


def _verdict(rows: Sequence[VerdictRow]) -> str:
    for row in rows:
        if row.verdict not in VERDICTS:
            text = f"Решение — одно из: {', '.join(VERDICTS)}."
            raise VerdictFault(row.line, "verdict", text)
    said = {row.verdict for row in rows}
    if REJECTED in said and len(said) > 1:
        text = "У зон одного показания разные решения: отклонить можно только все."
        raise VerdictFault(rows[-1].line, "verdict", text)
    return CORRECTED if CORRECTED in said else said.pop()


def _reason(rows: Sequence[VerdictRow]) -> str:
    said = dict.fromkeys(words for row in rows if (words := " ".join(row.reason.split())))
    text = "; ".join(said)
    if len(text) > LONGEST_REASON:
        long = f"Причина длиннее {LONGEST_REASON} знаков: сократите ее."
        raise VerdictFault(rows[-1].line, "reason", long)
    return text


def _values(rows: Sequence[VerdictRow], zones: int) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for row in rows:
        for zone, value in row.values.items():
            if not 1 <= zone <= zones:
                text = f"У этого показания нет зоны {zone}."
                raise VerdictFault(row.line, "zone", text)
            if not value.is_finite() or not 0 <= value < MOST_VALUE:
                raise VerdictFault(row.line, "value", "Такого показания быть не может.")
            if found.setdefault(zone, value) != value:
                text = f"Для зоны {zone} названы разные значения."
                raise VerdictFault(row.line, "value", text)
    return found
