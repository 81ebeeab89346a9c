"""Many readings as pages draw them: cells of the grid, rows of the dry run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lk.meters.models import Reading
from lk.meters.rules import ANSWERS
from lk.meters.rules.history import zone_name
from lk.meters.rules.judging import Doubt, Fault, Register
from lk.meters.rules.masking import masked
from lk.meters.rules.numbers import shown
from lk.meters.rules.table import TableRow, carried
from lk.meters.service.owning import OwnMeter
from lk.meters.service.table import MEANT, Weighed
from lk.meters.service.table_rows import TableMeter
from lk.web.controls import Control

# Of the rows that something is wrong with, a page shows so many; a file has all of them.
MOST_SHOWN = 100
MOST_GOOD_SHOWN = 50
# Faults of the day above the grid, the same for each row.
OF_ALL_ROWS = ("future", "old")
NBSP = "\N{NO-BREAK SPACE}"


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


@dataclass(frozen=True)
class Line:
    """A row of the dry run. `choice`: where an answer is asked for."""

    number: int
    meter: str
    contract: str
    address: str
    values: str
    used: str = ""
    words: str = ""
    choice: Control | None = None


@dataclass(frozen=True)
class Preview:
    """`rows`: all that came, `bad_rows`: what has to be mended, as texts that a form carries."""

    good: Sequence[Line]
    doubts: Sequence[Line]
    bad: Sequence[Line]
    counts: Mapping[str, int]
    notes: Sequence[str]
    rows: str
    bad_rows: str


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
        _zoned(dict(enumerate(each.sent.values, start=1)), meter.zones)
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
    return _zoned({zone: last.reading for zone, last in register.last.items()}, register.zones)


def _zoned(values: Mapping[int, Decimal | None], zones: int) -> str:
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
    whole += [_asked(doubt) for doubt in (judgement.doubts if judgement else ())]
    used = judgement.consumption if judgement else {}
    if used and not whole:
        whole.append(f"Расход {shown(sum(used.values(), Decimal(0)))}{NBSP}кВт·ч.")
    return by_zone, whole


def preview_of(weighed: Sequence[Weighed]) -> Preview:
    good = [each for each in weighed if each.is_good]
    doubted = [each for each in weighed if each.is_doubted]
    bad = [each for each in weighed if each.faults]
    counts = {
        "good": len(good),
        "doubts": len(doubted),
        "bad": len(bad),
        "corrected": len([each for each in good if each.standing and not each.is_same]),
        "same": len([each for each in good if each.is_same]),
    }
    notes = [note for each in [*good, *doubted] if each.judgement for note in each.judgement.notes]
    return Preview(
        [_line(each) for each in good[:MOST_GOOD_SHOWN]],
        [_line(each, asks=True) for each in doubted[:MOST_SHOWN]],
        [_line(each) for each in bad[:MOST_SHOWN]],
        counts,
        list(dict.fromkeys(notes))[:3],
        carried(each.row for each in weighed),
        carried(each.row for each in bad),
    )


def lines_of(weighed: Sequence[Weighed]) -> list[Line]:
    """Rows that were not sent, as many as a page shows."""
    return [_line(each) for each in weighed[:MOST_SHOWN]]


def _line(each: Weighed, *, asks: bool = False) -> Line:
    own, row = each.own, each.row
    used = each.judgement.consumption if each.judgement else {}
    offered = _zoned(each.offered.values, each.zones) if each.offered else ""
    return Line(
        row.line,
        own.meter.number if own else row.number,
        own.contract.number if own else row.contract,
        address_of(own) if own else "",
        offered or " ".join(value for value in row.values if value),
        f"{shown(sum(used.values(), Decimal(0)))}{NBSP}кВт·ч" if used else "",
        _all_asked(each) if asks else each.words,
        _choice(each) if asks else None,
    )


def _asked(doubt: Doubt) -> str:
    """«Расход намного больше обычного. Возможно, 1 100?»"""
    meant = f" Возможно, {shown(doubt.suggestion)}?" if doubt.suggestion is not None else ""
    return f"{doubt.message[:1].upper()}{doubt.message[1:]}{meant}"


def _all_asked(each: Weighed) -> str:
    return " ".join(_asked(doubt) for doubt in (each.judgement.doubts if each.judgement else ()))


def _choice(each: Weighed) -> Control:
    judgement = each.judgement
    meant = [doubt for doubt in judgement.doubts if doubt.suggestion] if judgement else []
    values = _zoned({doubt.zone: doubt.suggestion for doubt in meant}, each.zones)
    offered = [(MEANT, f"Исправить на {values}")] if meant else []
    answers = [(code, ANSWERS[code]) for code in (judgement.answers if judgement else ())]
    return Control(
        f"answer-{each.row.line}",
        f"Ответ к строке {each.row.line}",
        "select",
        choices=[*offered, *answers],
        empty="Пока не передавать",
    )
