"""Verdicts of the billing, in a file: lines of one reading go together or not at all."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain, groupby, islice

from lk.meters.exchange.faults import Fault
from lk.meters.exchange.kinds import Layout
from lk.meters.exchange.rows import STEP, Judge, Judged, Tick
from lk.meters.exchange.values import exact
from lk.meters.service.importing.outcome import Counts, Outcome
from lk.meters.service.importing.plans import count_good
from lk.meters.service.importing.staging import FAULTS, RAW, TEXT, WHOLE, Stage, Told, still_good
from lk.meters.service.verdicts import VerdictFault, VerdictRow, apply_verdicts
from lk.tables import Table

_RAW = {"number": WHOLE, "verdict": TEXT, "zone": WHOLE, "value": WHOLE, "reason": TEXT}
# What `VerdictFault.column` is called here.
_COLUMNS = {"number": "id", "zone": "tariff_zone"}
# Readings that are judged at once: their faults stay in memory until they are told.
_READINGS = 10_000
# Lines that a reading may have; one for each of its zones is what they are for.
MOST_LINES = 100


def import_verdicts(
    made: Stage, table: Table, layout: Layout, *, by: str, at: datetime, tick: Tick
) -> Outcome:
    """The counts are those of readings."""
    rows = _load(made, table, layout, tick)
    made.take_write_lock()
    _check(made, layout)
    changed = same = 0
    with Told(made) as told:
        for some in _by_parts(_rows(made)):
            found = apply_verdicts(some, by=by, at=at)
            changed, same = changed + found.changed, same + found.same
            for each in found.faults:
                told.tell(_fault(each, layout))
    counts = Counts(changed=changed, same=same)
    return Outcome(rows, made.bad_rows(), counts, is_merged=True, faults=made.faults)


def _load(made: Stage, table: Table, layout: Layout, tick: Tick) -> int:
    made.create(RAW, {"line": WHOLE, **_RAW}, ["line"])
    made.index(RAW, ["number", "line"])
    with Told(made) as told:
        made.load(RAW, ("line", *_RAW), _judged(table, layout, told, tick))
    return count_good(made) + made.bad_rows()


def _judged(table: Table, layout: Layout, told: Told, tick: Tick) -> Iterator[Judged]:
    """Good rows; of a bad one, which is a fault by now, its number: its reading is spoilt."""
    judge, place = Judge(layout, told.tell).judge, layout.places["id"]
    for line, cells in table.rows:
        row = judge(line, cells)
        if row is not None:
            yield row
        elif place < len(cells) and cells[place].strip().isdecimal() and len(cells[place]) < 18:
            yield line, int(cells[place]), None, None, None, None
        if not line % STEP:
            tick()


def _check(made: Stage, layout: Layout) -> None:
    made.refuse(
        layout.name("id"),
        f"строк этого показания больше {MOST_LINES}: оставьте по одной на зону.",
        f"EXISTS (SELECT 1 FROM {RAW} AS w WHERE w.number = r.number LIMIT 1 OFFSET {MOST_LINES})",
    )
    made.refuse(
        layout.name("tariff_zone"),
        "у этого прибора несколько зон: укажите, какая.",
        "r.zone IS NULL AND r.value IS NOT NULL AND EXISTS"
        " (SELECT 1 FROM readings AS x WHERE x.id = r.number AND x.value2 IS NOT NULL)",
    )
    made.refuse(
        layout.name("id"),
        "в другой строке этого показания ошибка.",
        f"EXISTS (SELECT 1 FROM {RAW} AS w JOIN {FAULTS} AS f ON f.line = w.line"
        " WHERE w.number = r.number)",
    )


def _rows(made: Stage) -> Iterator[VerdictRow]:
    for part, facts in made.parts(RAW, "number"):
        query = (
            f"SELECT line, number, verdict, zone, value, reason FROM {RAW} AS r"
            f" WHERE {part} AND {still_good()} ORDER BY number, line"
        )
        for line, number, verdict, zone, value, reason in made.rows(query, **facts):
            values = {} if value is None else {zone or 1: exact(value)}
            yield VerdictRow(line, number, verdict, values, reason)


def _by_parts(rows: Iterator[VerdictRow]) -> Iterator[Iterator[VerdictRow]]:
    """The same rows; no reading is in two parts."""
    readings = (list(lines) for _number, lines in groupby(rows, key=lambda row: row.number))
    while some := list(islice(readings, _READINGS)):
        yield chain.from_iterable(some)


def _fault(found: VerdictFault, layout: Layout) -> Fault:
    """Without its way here, which would keep all the readings that were judged beside it."""
    found.with_traceback(None)
    return Fault(found.line, layout.name(_COLUMNS.get(found.column, found.column)), found.message)
