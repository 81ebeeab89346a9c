"""What the billing said of a meter and of those that stood in its place, as one history.

Nothing here counts a consumption anew. The standard library only.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from lk.meters.rules.periods import before

# Names of zones by how many there are (T1, T2, T3).
ZONES: Mapping[int, tuple[str, ...]] = {
    1: ("",),
    2: ("день", "ночь"),
    3: ("пик", "ночь", "полупик"),
}
ACTUAL = "actual"
# Within so many days two papers may tell of one replacement.
NEAR = 31


def zone_name(zone: int, zones: int) -> str:
    """«день»; nothing for a meter of one zone."""
    names = ZONES.get(zones, ())
    return names[zone - 1] if 0 < zone <= len(names) else f"зона {zone}"


@dataclass(frozen=True, slots=True)
class Event:
    """A line that the billing told of a device; `before` and `after` as in the model."""

    on: date
    code: str
    zone: int = 1
    before: Decimal | None = None
    after: Decimal | None = None
    note: str = ""


@dataclass(frozen=True)
class Device:
    """A meter of the chain; `key` tells it from the others."""

    key: int
    number: str
    digits: int
    zones: int = 1
    coefficient: Decimal = Decimal(1)
    installed_on: date | None = None
    verified_on: date | None = None
    removed_on: date | None = None
    events: tuple[Event, ...] = ()

    def of_code(self, code: str) -> list[Event]:
        """Its events of this code, the oldest first."""
        return sorted((each for each in self.events if each.code == code), key=lambda e: e.on)

    def coefficient_on(self, day: date) -> Decimal:
        """Which coefficient held at the end of that day; the changes are told backwards."""
        held = self.coefficient
        for change in reversed(self.of_code("coefficient")):
            if change.on > day and change.before is not None:
                held = change.before
        return held


@dataclass(frozen=True, slots=True)
class Charge:
    """A month of one zone of a device, as the billing gave it."""

    device: int
    period: str
    zone: int
    reading: Decimal
    consumption: Decimal
    method: str = ACTUAL
    taken_on: date | None = None

    @property
    def day(self) -> date:
        """When its reading was taken; the first of the next month where nobody said."""
        following = before(self.period, -1)
        return self.taken_on or date(int(following[:4]), int(following[5:]), 1)

    @property
    def is_calculated(self) -> bool:
        return self.method != ACTUAL


@dataclass(frozen=True, slots=True)
class Month:
    """A line of the history: a month of one device, its zones in their order."""

    period: str
    device: Device
    charges: tuple[Charge, ...]

    @property
    def consumption(self) -> Decimal:
        return sum((each.consumption for each in self.charges), Decimal(0))

    @property
    def is_calculated(self) -> bool:
        return any(each.is_calculated for each in self.charges)

    @property
    def methods(self) -> list[str]:
        """How it was counted when it was not by a reading."""
        return sorted({each.method for each in self.charges if each.is_calculated})


@dataclass(frozen=True)
class History:
    """`devices`: the newest first, each replaced the next one. `charges`: any order.

    `is_cut`: the reader is not shown what came before the first of them.
    """

    devices: Sequence[Device]
    charges: Sequence[Charge]
    is_cut: bool = False

    @cached_property
    def months(self) -> list[Month]:
        """The newest first; in the month of a replacement the new device first."""
        found: dict[tuple[str, int], list[Charge]] = defaultdict(list)
        for each in self.charges:
            if each.device in self._places:
                found[each.period, self._places[each.device]].append(each)
        ordered = sorted(found, key=lambda key: (key[0], -key[1]), reverse=True)
        return [
            Month(period, self.devices[place], tuple(sorted(of, key=lambda each: each.zone)))
            for period, place in ordered
            for of in [found[period, place]]
        ]

    @cached_property
    def totals(self) -> dict[str, Decimal]:
        """Consumption by period: zones and devices together."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        for each in self.charges:
            found[each.period] += each.consumption
        return found

    @cached_property
    def calculated(self) -> set[str]:
        """Periods of which a part at least was not counted by a reading."""
        return {each.period for each in self.charges if each.is_calculated}

    def zone_totals(self, zone: int) -> dict[str, Decimal]:
        """Consumption of one zone by period, over all devices."""
        return self._by_zone.get(zone, {})

    def previous(self, charge: Charge) -> Charge | None:
        """The month before it that the same device has of the same zone."""
        return self._neighbours.get((charge.device, charge.zone, charge.period))

    def device(self, charge: Charge) -> Device:
        return self.devices[self._places[charge.device]]

    def older(self, device: Device) -> Device | None:
        """The device that stood there before."""
        place = self._places[device.key] + 1
        return self.devices[place] if place < len(self.devices) else None

    def last_of(self, device: Device, zone: int) -> Charge | None:
        """The last month of a zone that this device has."""
        own = [each for each in self.charges if (each.device, each.zone) == (device.key, zone)]
        return max(own, key=lambda each: each.period, default=None)

    @cached_property
    def _places(self) -> dict[int, int]:
        return {device.key: place for place, device in enumerate(self.devices)}

    @cached_property
    def _by_zone(self) -> dict[int, dict[str, Decimal]]:
        found: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        for each in self.charges:
            found[each.zone][each.period] += each.consumption
        return found

    @cached_property
    def _neighbours(self) -> dict[tuple[int, int, str], Charge]:
        found: dict[tuple[int, int, str], Charge] = {}
        last: dict[tuple[int, int], Charge] = {}
        for each in sorted(self.charges, key=lambda charge: charge.period):
            register = (each.device, each.zone)
            if register in last:
                found[(*register, each.period)] = last[register]
            last[register] = each
        return found


def with_replacements(devices: Sequence[Device]) -> list[Device]:
    """The same, the newest first, each replacement on the life of the new device: some billings
    tell it on the old one's.
    """
    found = list(devices)
    for place in range(len(found) - 1):
        new, old = found[place], found[place + 1]
        day = new.installed_on or old.removed_on
        is_first = place + 2 == len(found)
        moved = tuple(
            each
            for each in old.of_code("replaced")
            if (abs((each.on - day).days) <= NEAR if day else is_first)
        )
        if new.of_code("replaced") or not moved:
            continue
        kept = tuple(each for each in old.events if each not in moved)
        found[place] = replace(new, events=new.events + moved)
        found[place + 1] = replace(old, events=kept)
    return found
