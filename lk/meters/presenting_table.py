"""Many readings as the grid draws them: its cells, and what is said of them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lk.meters.models import Reading
from lk.meters.rules.history import zone_name
from lk.meters.rules.judging import Doubt, Fault, Register
from lk.meters.rules.masking import masked
from lk.meters.rules.numbers import shown
from lk.meters.rules.table import TableRow
from lk.meters.service.owning import OwnMeter
from lk.meters.service.table import Weighed
from lk.meters.service.table_rows import TableMeter
from lk.web.controls import Control, Rest

# Faults of the day above the grid, the same for each row.
OF_ALL_ROWS = ("future", "old")
NBSP = "\N{NO-BREAK SPACE}"
ZONE_FIRST = re.compile("Т[123]: ")


@dataclass(frozen=True)
class GridRow:
    """A meter of the grid. `last`: what the billing has; `sent`: what can still be corrected."""

    own: OwnMeter
    address: str
    last: str
    last_period: str
    sent: Reading | None
    sent_values: str
    cells: Sequence[Control]

    @property
    def has_zones(self) -> bool:
        return len(self.cells) > 1

    @property
    def problems(self) -> list[Rest]:
        """What is wrong with its cells, for the list on top: «№ 4502, Т1: непонятно…», of a meter
        of one zone «№ 4502. Непонятно…».
        """
        return [Rest(cell.name, [self._named(text) for text in cell.errors]) for cell in self.cells]

    def _named(self, text: str) -> str:
        number = f"№{NBSP}{self.own.meter.number}"
        return f"{number}, {text}" if ZONE_FIRST.match(text) else f"{number}. {text}"


def grid_of(
    meters: Iterable[TableMeter],
    typed: Mapping[str, TableRow],
    weighed: Iterable[Weighed] = (),
) -> list[GridRow]:
    """`typed` rows by the meter's public id; what is wrong stands at its cell."""
    wrong = {each.row.meter: each for each in weighed if each.faults}
    return [_grid_row(each, typed, wrong) for each in meters]


def _grid_row(
    each: TableMeter, typed: Mapping[str, TableRow], wrong: Mapping[str, Weighed]
) -> GridRow:
    meter = each.own.meter
    found = wrong.get(meter.public_id)
    row = typed.get(meter.public_id)
    cells = [
        Control(
            f"v-{meter.public_id}-{zone}",
            _cell_label(zone, meter.zones),
            value=row.values[zone - 1] if row else "",
            inputmode="decimal",
            width="reading",
            errors=_errors(found.faults, zone) if found else [],
        )
        for zone in range(1, meter.zones + 1)
    ]
    return GridRow(
        each.own,
        address_of(each.own),
        last_of(each.register),
        each.register.last_period,
        each.sent,
        zoned(dict(enumerate(each.sent.values, start=1)), meter.zones)
        if each.sent and each.own.binding.shows_all
        else "",
        cells,
    )


def _errors(faults: Sequence[Fault], zone: int) -> list[str]:
    """What is wrong with a cell; what concerns the meter stands in its first one."""
    return [
        fault.message
        for fault in faults
        if (fault.zone or 1) == zone and fault.code not in OF_ALL_ROWS
    ]


def of_the_day(weighed: Iterable[Weighed]) -> list[str]:
    """What is wrong with the one day of all rows."""
    faults = [fault for each in weighed for fault in each.faults if fault.code in OF_ALL_ROWS]
    return list(dict.fromkeys(fault.message for fault in faults))


def _cell_label(zone: int, zones: int) -> str:
    name = zone_name(zone, zones)
    return f"Т{zone} ({name})" if name else "Показание"


def address_of(own: OwnMeter) -> str:
    """As its reader may see it."""
    return own.meter.address if own.binding.shows_all else masked(own.meter.address)


def last_of(register: Register) -> str:
    """«74 525», or «Т1 74 525, Т2 1 200»; nothing where the reader is not to see it."""
    return zoned({zone: last.reading for zone, last in register.last.items()}, register.zones)


def zoned(values: Mapping[int, Decimal | None], zones: int) -> str:
    told = [(zone, shown(value)) for zone, value in sorted(values.items()) if value is not None]
    if zones == 1:
        return told[0][1] if told else ""
    return ", ".join(f"{zone_name(zone, zones)}{NBSP}{value}" for zone, value in told)


def said_of(each: Weighed) -> tuple[dict[int, list[str]], list[str]]:
    """What is said of a row while it is typed: by zone, and of the whole of it. What is not yet
    typed is not missed.
    """
    faults = [fault for fault in each.faults if fault.code != "missing" and not each.row.is_empty]
    by_zone = {
        zone: [fault.message for fault in faults if fault.zone == zone]
        for zone in range(1, each.zones + 1)
    }
    whole = [fault.message for fault in faults if fault.zone not in by_zone]
    judgement = None if each.faults else each.judgement
    whole += [asked_of(doubt) for doubt in (judgement.doubts if judgement else ())]
    used = judgement.consumption if judgement else {}
    if used and not whole:
        whole.append(f"Расход {shown(sum(used.values(), Decimal(0)))}{NBSP}кВт·ч.")
    return by_zone, whole


def asked_of(doubt: Doubt) -> str:
    """«Расход намного больше обычного. Возможно, 1 100?»"""
    meant = f" Возможно, {shown(doubt.suggestion)}?" if doubt.suggestion is not None else ""
    return f"{doubt.message[:1].upper()}{doubt.message[1:]}{meant}"
