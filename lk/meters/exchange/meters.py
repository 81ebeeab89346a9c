"""Rows of meters: what one column says of another, and the key that a search looks through."""

from collections.abc import Iterator
from typing import Any

from lk.meters.exchange.faults import Fault
from lk.meters.exchange.kinds import METERS, Layout
from lk.meters.exchange.rows import Judged, Tell, Tick, judged
from lk.meters.rules import search_key_of
from lk.tables import Table

_NAMES = ("line", *METERS.columns)


def judged_meters(table: Table, layout: Layout, tell: Tell, tick: Tick) -> Iterator[Judged]:
    """As `rows.judged` without the status, and the search key after the rest."""
    for values in judged(table, layout, tell, tick):
        row = dict(zip(_NAMES, values, strict=True))
        fault = _fault(row, layout)
        if fault is not None:
            tell(fault)
            continue
        key = search_key_of(
            number=row["meter_no"],
            contract=row["contract_no"],
            address=row["address"],
            type=row["type"],
        )
        del row["status"]
        yield (*row.values(), key)


def _fault(row: dict[str, Any], layout: Layout) -> Fault | None:
    line, removed_on = row["line"], row["removed_date"]
    if row["status"] == "removed" and not removed_on:
        return Fault(line, layout.name("removed_date"), "счетчик снят, а дня нет: укажите его.")
    if row["status"] == "active" and removed_on:
        return Fault(line, layout.name("status"), "счетчик действует, а день снятия указан.")
    if removed_on and row["installed_date"] and removed_on < row["installed_date"]:
        return Fault(line, layout.name("removed_date"), "счетчик снят раньше, чем установлен.")
    if row["replaces"] == row["meter_no"]:
        return Fault(line, layout.name("replaces"), "счетчик не заменяет сам себя.")
    return None
