"""Rows of the history of charges, of which there are millions: the way for them that is quick."""

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from lk.meters.exchange.faults import Wrong
from lk.meters.exchange.kinds import Column, Layout
from lk.meters.exchange.rows import STEP, Judge, Judged, Tell, Tick, value_of
from lk.meters.exchange.values import MOST_DIGITS, SCALE
from lk.tables import Bad, Table

# How many different texts of a column are remembered with their values.
MOST_REMEMBERED = 20_000
MOST_SIGNS = 40


class _Memory(dict[str, Any]):
    """What the texts of a column mean: months, zones, methods and days repeat. Raises Wrong."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self._column = column

    def __missing__(self, cell: str) -> Any:
        found = value_of(self._column, cell)
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[cell] = found
        return found


def judged_history(table: Table, layout: Layout, tell: Tell, tick: Tick) -> Iterator[Judged]:
    """As `rows.judged`: (line, contract, meter, period, zone, reading, consumption, method, day).

    Most cells are digits or repeat; whatever is wrong goes the common way and is told there.
    """
    judge, quick = Judge(layout, tell).judge, _quick(layout)
    width, is_plain = len(layout.heading), table.is_plain
    for line, cells in table.rows:
        row: Judged | None
        try:
            if len(cells) != width or not (is_plain or _is_plain(cells)):
                row = judge(line, cells)
            else:
                row = quick(line, cells)
        except Wrong:
            row = judge(line, cells)
        if row is not None:
            yield row
        if not line % STEP:
            tick()


def _quick(layout: Layout) -> Callable[[int, list[str]], Judged]:
    """`quick(line, cells)`: the row as values; raises Wrong for one that needs a closer look."""
    absent = len(layout.heading)
    columns = layout.kind.columns
    pick = itemgetter(*(layout.places.get(key, absent) for key in columns))
    memory = {key: _Memory(column) for key, column in columns.items()}
    contracts, meters, periods, zones, readings, amounts, methods, days = memory.values()

    def quick(line: int, cells: list[str]) -> Judged:
        cells.append("")  # where absent columns are
        contract, meter, period, zone, reading, amount, method, day = pick(cells)
        return (
            line,
            contract if contract.isalnum() and len(contract) <= MOST_SIGNS else contracts[contract],
            meter if meter.isalnum() and len(meter) <= MOST_SIGNS else meters[meter],
            periods[period],
            zones[zone],
            int(reading) * SCALE
            if reading.isdecimal() and len(reading) <= MOST_DIGITS
            else readings[reading],
            int(amount) * SCALE
            if amount.isdecimal() and len(amount) <= MOST_DIGITS
            else amounts[amount],
            methods[method],
            days[day],
        )

    return quick


def _is_plain(cells: Sequence[str]) -> bool:
    return not any(type(each) is Bad for each in cells)
