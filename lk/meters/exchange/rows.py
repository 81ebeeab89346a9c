"""Rows of a file judged one by one: what may be written, and every cell that may not."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lk.meters.exchange.faults import Fault, Wrong
from lk.meters.exchange.kinds import Column, Layout
from lk.tables import Bad, Table

Tell = Callable[[Fault], None]
Tick = Callable[[], None]
# (line, a value for each column of the kind): absent columns have their defaults.
Judged = tuple[Any, ...]

# Rows between two words about how far it is.
STEP = 8192


class Judge:
    """`judge(line, cells)`: the row as values, or None after `tell` has had all its faults."""

    def __init__(self, layout: Layout, tell: Tell) -> None:
        self.layout, self._tell = layout, tell
        columns = layout.kind.columns.items()
        self._columns = [(key, each, layout.places.get(key, -1)) for key, each in columns]
        self._width = len(layout.heading)

    def judge(self, line: int, cells: Sequence[str]) -> Judged | None:
        faults: list[Fault] = []
        if any(each.strip() for each in cells[self._width :]):
            faults.append(Fault(line, "", "ячеек больше, чем столбцов: лишний разделитель?"))
        row: list[Any] = [line]
        for key, column, place in self._columns:
            try:
                row.append(value_of(column, cells[place] if 0 <= place < len(cells) else ""))
            except Wrong as error:
                faults.append(Fault(line, self.layout.name(key), str(error)))
        for fault in faults:
            self._tell(fault)
        return None if faults else tuple(row)


def value_of(column: Column, cell: str) -> Any:
    if isinstance(cell, Bad):
        raise Wrong(f"{cell.why}.")
    found = cell.strip()
    if not found:
        if column.is_needed:
            raise Wrong("пусто: нужно значение.")
        return column.default
    return column.parse(found)


def judged(table: Table, layout: Layout, tell: Tell, tick: Tick) -> Iterator[Judged]:
    """All rows that are good in themselves. Raises TableError where the file breaks."""
    judge = Judge(layout, tell).judge
    for line, cells in table.rows:
        row = judge(line, cells)
        if row is not None:
            yield row
        if not line % STEP:
            tick()
