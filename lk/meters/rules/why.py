"""«Почему столько?»: which of the ways to count gives what the billing charged for a month.

Each way is tried and told only where its figure is the billing's; where none is, that is said.
The standard library only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lk.meters.rules.history import ACTUAL, Charge, Device, Event, History
from lk.meters.rules.periods import before

HALF = Decimal("0.5")
# Over how many months before a mean is looked for.
MEANS = (6, 12)


@dataclass(frozen=True, slots=True)
class Part:
    """A register that ran from one reading to another; `rolled`: through its nines."""

    device: Device
    start: Decimal
    end: Decimal
    coefficient: Decimal

    @property
    def rolled(self) -> bool:
        return self.end < self.start

    @property
    def used(self) -> Decimal:
        """What the register counted, before the coefficient."""
        return self.end - self.start + (Decimal(10) ** self.device.digits if self.rolled else 0)

    @property
    def amount(self) -> Decimal:
        return self.used * self.coefficient

    @property
    def is_whole(self) -> bool:
        return self.start == self.start.to_integral() and self.end == self.end.to_integral()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a month of a zone costs what it does.

    `kind`: difference, settled (what was charged by a mean is taken off), overpaid (more was),
    replaced, coefficient, mixed (a part of the month by each coefficient), mean, average, norm,
    calculated (another way), first, hidden, unknown_start (nobody told the readings of a
    replacement), lower, unexplained. `counted`: what the parts give; it differs from what was
    charged by no more than rounding (`is_rounded`), except where it is unexplained.
    """

    kind: str
    charge: Charge
    parts: tuple[Part, ...] = ()
    counted: Decimal = Decimal(0)
    previous: Charge | None = None
    months: tuple[tuple[str, Decimal], ...] = ()
    taken_off: Decimal = Decimal(0)
    change: Event | None = None

    @property
    def difference(self) -> Decimal:
        return self.charge.consumption - self.counted

    @property
    def is_rounded(self) -> bool:
        return bool(self.parts) and self.is_explained and self.difference != 0

    @property
    def is_explained(self) -> bool:
        return self.kind not in {"unexplained", "lower", "unknown_start"}


def explain(history: History, charge: Charge) -> Reason:
    """Why that month of that zone; never another figure than the billing's."""
    if charge.method != ACTUAL:
        return _calculated(history, charge)
    tried = list(_ways(history, charge))
    for fits in (_is_exact, _is_near, _is_between, _is_overpaid):
        for reason in tried:
            if found := fits(reason):
                return found
    return _unexplained(history, charge, tried)


def _calculated(history: History, charge: Charge) -> Reason:
    previous = history.previous(charge)
    if charge.method != "average":
        kind = charge.method if charge.method == "norm" else "calculated"
        return Reason(kind, charge, previous=previous)
    known = history.zone_totals(charge.zone)
    for count in MEANS:
        periods = [before(charge.period, each) for each in range(count, 0, -1)]
        months = tuple((each, known[each]) for each in periods if each in known)
        total = sum((amount for _, amount in months), Decimal(0))
        if len(months) == count and abs(total / count - charge.consumption) <= HALF:
            return Reason("mean", charge, counted=total, previous=previous, months=months)
    return Reason("average", charge, previous=previous)


def _ways(history: History, charge: Charge) -> Iterator[Reason]:
    """All ways that this month may have been counted, the plainest first."""
    previous, device = history.previous(charge), history.device(charge)
    if previous is None:
        yield from _from_a_replacement(history, charge)
        return
    swaps = _within(device.of_code("replaced"), previous, charge)
    if swap := next((each for each in swaps if each.zone == charge.zone), None):
        yield from _over(swap, previous, device, charge, device)
    yield from _differences(device, charge, previous)
    if previous.is_calculated:
        yield from _settled(history, charge, previous)


def _differences(
    device: Device,
    charge: Charge,
    previous: Charge,
    taken_off: Decimal | None = None,
) -> Iterator[Reason]:
    """Difference × coefficient, by each coefficient that held meanwhile, the last one first."""
    changes = _within(device.of_code("coefficient"), previous, charge)
    held = [device.coefficient_on(charge.day)]
    held += [each.before for each in reversed(changes) if each.before is not None]
    plain = "difference" if taken_off is None else "settled"
    for coefficient in dict.fromkeys(held):
        part = Part(device, previous.reading, charge.reading, coefficient)
        yield Reason(
            "coefficient" if changes else plain,
            charge,
            (part,),
            part.amount - (taken_off or 0),
            previous,
            taken_off=taken_off or Decimal(0),
            change=changes[-1] if changes else None,
        )


def _settled(history: History, charge: Charge, previous: Charge) -> Iterator[Reason]:
    """From the last reading that somebody took: what was charged since is taken off."""
    taken_off, at, oldest = Decimal(0), previous, previous
    while at is not None and at.is_calculated:
        taken_off, oldest = taken_off + at.consumption, at
        at = history.previous(at)  # type: ignore[assignment]
    base = at or oldest
    yield from _differences(history.device(charge), charge, base, taken_off)


def _from_a_replacement(history: History, charge: Charge) -> Iterator[Reason]:
    """The first month of a device: with the rest of the old one's, or without."""
    device = history.device(charge)
    older = history.older(device)
    told = (each for each in device.of_code("replaced") if each.zone == charge.zone)
    swap = next(told, None)
    if older is None or swap is None:
        return
    last = history.last_of(older, charge.zone)
    if last and last.period < charge.period:
        yield from _over(swap, last, older, charge, device)
    if swap.after is not None:
        part = Part(device, swap.after, charge.reading, device.coefficient_on(charge.day))
        yield Reason("replaced", charge, (part,), part.amount, change=swap)


def _over(
    swap: Event, last: Charge, older: Device, charge: Charge, device: Device
) -> Iterator[Reason]:
    """The old register up to the replacement, then the new one."""
    if swap.before is None or swap.after is None:
        return
    parts = (
        Part(older, last.reading, swap.before, older.coefficient_on(swap.on)),
        Part(device, swap.after, charge.reading, device.coefficient_on(charge.day)),
    )
    counted = sum((each.amount for each in parts), Decimal(0))
    yield Reason("replaced", charge, parts, counted, last, change=swap)


def _within(events: Sequence[Event], previous: Charge, charge: Charge) -> list[Event]:
    return [each for each in events if previous.day <= each.on <= charge.day]


def _is_exact(reason: Reason) -> Reason | None:
    return reason if reason.difference == 0 else None


def _is_near(reason: Reason) -> Reason | None:
    """Billing counts by readings that are not rounded: each whole one hides a part of a step."""
    step = Decimal(0)
    for part in reason.parts:
        step += max(Decimal(1), part.coefficient) if part.is_whole else 1
    return reason if abs(reason.difference) <= step else None


def _is_between(reason: Reason) -> Reason | None:
    """A month in which the coefficient changed, charged by each for its part."""
    change = reason.change
    if reason.kind != "coefficient" or change is None or None in (change.before, change.after):
        return None
    used = reason.parts[0].used
    by_each = sorted(used * each for each in (change.before, change.after) if each is not None)
    if not by_each[0] <= reason.charge.consumption <= by_each[1]:
        return None
    return Reason("mixed", reason.charge, reason.parts, reason.charge.consumption,
                  reason.previous, change=change)  # fmt: skip


def _is_overpaid(reason: Reason) -> Reason | None:
    if reason.kind != "settled" or reason.charge.consumption != 0 or reason.counted > 0:
        return None
    return Reason("overpaid", reason.charge, reason.parts, Decimal(0), reason.previous,
                  taken_off=reason.taken_off)  # fmt: skip


def _unexplained(history: History, charge: Charge, tried: Sequence[Reason]) -> Reason:
    """Nothing fits: with what was tried, if it says anything."""
    if not tried:
        has_older = history.older(history.device(charge)) is not None
        kind = "hidden" if history.is_cut else "unknown_start" if has_older else "first"
        return Reason(kind, charge)
    plain = tried[0]
    kind = "lower" if plain.parts[0].rolled else "unexplained"
    return Reason(kind, charge, plain.parts, plain.counted, plain.previous, change=plain.change)
