"""What has happened to a meter and to those that stood in its place. The standard library only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lk.meters.rules.history import Device, Event

# Of one day the later act first.
_ORDER = ("removed", "replaced", "coefficient", "verified", "installed")


@dataclass(frozen=True, slots=True)
class Happening:
    """`events`: what the billing told of it, one a zone; none where only the day is known."""

    on: date
    code: str
    device: Device
    older: Device | None = None
    events: tuple[Event, ...] = ()

    @property
    def note(self) -> str:
        return next((each.note for each in self.events if each.note), "")


def life_of(devices: Sequence[Device]) -> list[Happening]:
    """The newest first. `devices`: the newest first too; each is followed by the one it replaced.

    That a device was installed in the place of another, and that other removed on that day, is one
    line: the replacement.
    """
    found: list[Happening] = []
    for place, device in enumerate(devices):
        older = devices[place + 1] if place + 1 < len(devices) else None
        found += _of_device(device, older, is_newest=place == 0)
    known = {(each.on, each.code, each.device.key): each for each in found}
    return sorted(known.values(), key=_order)


def _of_device(device: Device, older: Device | None, *, is_newest: bool) -> list[Happening]:
    begins = "installed" if older is None else "replaced"
    told = sorted({(each.on, each.code) for each in device.events})
    codes = {code for _, code in told}
    known = [(device.installed_on, begins), (device.removed_on, "removed")]
    days = [(on, code) for on, code in known if on is not None and code not in codes]
    if device.verified_on is not None:
        days.append((device.verified_on, "verified"))
    return [
        Happening(on, code, device, older if code == "replaced" else None, _told(device, code, on))
        for on, code in [*told, *days]
        if not (code == "installed" and older) and not (code == "removed" and not is_newest)
    ]


def _told(device: Device, code: str, on: date) -> tuple[Event, ...]:
    told = [each for each in device.events if (each.code, each.on) == (code, on)]
    return tuple(sorted(told, key=lambda each: each.zone))


def _order(happening: Happening) -> tuple[int, int]:
    rank = _ORDER.index(happening.code) if happening.code in _ORDER else len(_ORDER)
    return -happening.on.toordinal(), rank
