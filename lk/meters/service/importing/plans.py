"""How each kind of file gets from raw rows to its table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lk.meters.exchange.kinds import Layout
from lk.meters.exchange.rows import Judged, Tell, Tick, judged
from lk.meters.service.importing.merging import Target
from lk.meters.service.importing.staging import RAW, Stage, still_good
from lk.tables import Table

Rows = Callable[[Table, Layout, Tell, Tick], Iterator[Judged]]
Check = Callable[[Stage, Layout, date], None]
Change = Callable[[Stage, Layout], int]


def _nothing(_stage: Stage, _layout: Layout, _on: date) -> None: ...


@dataclass(frozen=True)
class Plan:
    """`raw`: the columns of the raw rows beside `line`, as `rows` yields them.

    `check`: faults that are found before rows are matched; `source`: the SELECT that matches them;
    `explain`: faults of rows that it did not match; `links`: faults of rows by each other.
    `is_judged_apart`: before the write lock is taken, for there are many rows, and meters that
    were found stay. `changed`: how many rows will change, where the merge cannot count it;
    `finish` comes after it.
    """

    raw: Mapping[str, str]
    target: Callable[[Layout], Target]
    source: Callable[[Layout], str]
    rows: Rows = judged
    check: Check = _nothing
    explain: Check = _nothing
    links: Check = _nothing
    is_judged_apart: bool = False
    changed: Change | None = None
    finish: Callable[[Stage, Layout], None] | None = None


def absent(layout: Layout, target_of: Mapping[str, str]) -> frozenset[str]:
    """Columns of the table whose column the file has not; `target_of`: by the file's names."""
    return frozenset(name for key, name in target_of.items() if key not in layout.places)


def count_good(stage: Stage) -> int:
    return stage.number(f"SELECT count(*) FROM {RAW} AS r WHERE {still_good()}")
