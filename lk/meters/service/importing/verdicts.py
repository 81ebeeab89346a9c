"""Verdicts of the billing, in a file: lines of one reading go together or not at all."""

from collections.abc import Iterator
from datetime import datetime

from lk.meters.exchange.kinds import Layout
from lk.meters.exchange.rows import STEP, Judge, Judged, Tick
from lk.meters.exchange.values import exact
from lk.meters.service.importing.outcome import Counts, Outcome
from lk.meters.service.importing.staging import (
    FAULTS,
    RAW,
    TEXT,
    TWINS,
    WHOLE,
    Stage,
    Told,
    still_good,
)
from lk.meters.service.verdicts import VerdictRow, apply_verdicts
from lk.tables import Table

_RAW = {"number": WHOLE, "verdict": TEXT, "zone": WHOLE, "value": WHOLE, "reason": TEXT}
# What `VerdictFault.column` is called here.
_COLUMNS = {"number": "id", "zone": "tariff_zone"}


def import_verdicts(
    made: Stage, table: Table, layout: Layout, *, by: str, at: datetime, tick: Tick
) -> Outcome:
    """The counts are those of readings."""
    rows = _load(made, table, layout, tick)
    made.take_write_lock()
    _check(made, layout)
    found = apply_verdicts(_rows(made), by=by, at=at)
    made.load(
        FAULTS,
        ("line", "name", "message"),
        [
            (each.line, layout.name(_COLUMNS.get(each.column, each.column)), each.message)
            for each in found.faults
        ],
    )
    counts = Counts(changed=found.changed, same=found.same)
    return Outcome(rows, made.bad_rows(), counts, is_merged=True, faults=made.faults)


def _load(made: Stage, table: Table, layout: Layout, tick: Tick) -> int:
    spoilt = set[str]()
    made.create(RAW, {"line": WHOLE, **_RAW}, ["line"])
    with Told(made) as told:
        good = made.load(RAW, ("line", *_RAW), _judged(table, layout, told, spoilt, tick))
    made.create(TWINS, {"number": WHOLE})
    made.load(TWINS, ["number"], [(int(each),) for each in spoilt])
    return good + made.bad_rows()


def _judged(
    table: Table, layout: Layout, told: Told, spoilt: set[str], tick: Tick
) -> Iterator[Judged]:
    """Good rows; `spoilt` gets the numbers of readings that have a bad one."""
    judge, place = Judge(layout, told.tell).judge, layout.places["id"]
    for line, cells in table.rows:
        row = judge(line, cells)
        if row is not None:
            yield row
        elif place < len(cells) and cells[place].strip().isdecimal() and len(cells[place]) < 18:
            spoilt.add(cells[place].strip())
        if not line % STEP:
            tick()


def _check(made: Stage, layout: Layout) -> None:
    made.refuse(
        layout.name("tariff_zone"),
        "у этого прибора несколько зон: укажите, какая.",
        "r.zone IS NULL AND r.value IS NOT NULL AND EXISTS"
        " (SELECT 1 FROM readings AS x WHERE x.id = r.number AND x.value2 IS NOT NULL)",
    )
    made.refuse(
        layout.name("id"),
        "в другой строке этого показания ошибка.",
        f"r.number IN (SELECT number FROM {TWINS} UNION SELECT w.number FROM {RAW} AS w"
        f" JOIN {FAULTS} AS f ON f.line = w.line)",
    )


def _rows(made: Stage) -> Iterator[VerdictRow]:
    query = (
        f"SELECT line, number, verdict, zone, value, reason FROM {RAW} AS r"
        f" WHERE {still_good()} ORDER BY number, line"
    )
    for line, number, verdict, zone, value, reason in made.rows(query):
        values = {} if value is None else {zone or 1: exact(value)}
        yield VerdictRow(line, number, verdict, values, reason)
