"""Where rows of a file stand before they are merged: temporary tables of one connection."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self

from sqlalchemy import Connection, text

from lk.db import db
from lk.meters.exchange.faults import Fault
from lk.meters.service.importing.errors import ImportIsRunning

TEXT, WHOLE, YES_NO, DAY = "TEXT", "BIGINT", "BOOLEAN", "DATE"

RAW, READY, FAULTS, TWINS, EDGES = (
    f"import_{name}" for name in ("raw", "ready", "faults", "twins", "edges")
)
_TABLES = (RAW, READY, FAULTS, TWINS, EDGES)
_LOCK = 0x6C6B6D
# Pages of the file that SQLite keeps in memory while it merges: 64 MB.
_CACHE = -65_536


class Stage:
    """Temporary tables: `RAW`, the rows as they came; `READY`, those to be merged; `FAULTS`."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.is_sqlite = connection.dialect.name == "sqlite"

    def run(self, sql: str, **facts: Any) -> int:
        """How many rows it has touched."""
        return self.connection.execute(text(sql), facts).rowcount

    def number(self, sql: str, **facts: Any) -> int:
        found = self.connection.execute(text(sql), facts).scalar()
        return int(found or 0)

    def rows(self, sql: str, **facts: Any) -> Iterator[Any]:
        yield from self.connection.execute(text(sql), facts)

    def create(self, name: str, columns: Mapping[str, str], key: Iterable[str] = ()) -> None:
        """A temporary table; `key`: its primary key, in whose order SQLite keeps the rows."""
        lines = [f'"{column}" {kind}' for column, kind in columns.items()]
        key, tail = list(key), ""
        if key:
            lines.append(f"PRIMARY KEY ({quoted(key)})")
            tail = " WITHOUT ROWID" if self.is_sqlite else ""
        tail = tail if self.is_sqlite else f"{tail} ON COMMIT DROP"
        self.run(f"CREATE TEMPORARY TABLE {name} ({', '.join(lines)}){tail}")

    def load(self, name: str, columns: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> int:
        """All rows by the quickest way that the database has; returns how many there were."""
        names = list(columns)
        cursor: Any = self.connection.connection.cursor()
        try:
            if self.is_sqlite:
                marks = ", ".join("?" * len(names))
                cursor.executemany(f"INSERT INTO {name} ({quoted(names)}) VALUES ({marks})", rows)
            else:
                with cursor.copy(f"COPY {name} ({quoted(names)}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
        finally:
            cursor.close()
        if not self.is_sqlite:
            self.run(f"ANALYZE {name}")
        return self.number(f"SELECT count(*) FROM {name}")

    def refuse(self, name: str, message: str, where: str, **facts: Any) -> int:
        """Make faults of the raw rows `r` that are none yet; returns of how many."""
        return self.run(
            f"INSERT INTO {FAULTS} (line, name, message) SELECT r.line, :name, :message"
            f" FROM {RAW} AS r WHERE ({where}) AND r.line NOT IN (SELECT line FROM {FAULTS})",
            name=name,
            message=message,
            **facts,
        )

    def faults(self) -> Iterator[Fault]:
        """By their lines."""
        order = f"SELECT line, name, message FROM {FAULTS} ORDER BY line, name, message"
        for line, name, message in self.rows(order):
            yield Fault(line, name, message)

    def bad_rows(self) -> int:
        return self.number(f"SELECT count(DISTINCT line) FROM {FAULTS}")

    def take_write_lock(self) -> None:
        """From here on nobody else writes. On SQLite what was staged is kept: it is temporary."""
        if self.is_sqlite:
            self.connection.exec_driver_sql("COMMIT")
            self.connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def stage() -> Iterator[Stage]:
    """The stage on the connection of the current transaction, which must hold no changes yet.

    On SQLite the write lock is let go until `take_write_lock`: reading a long file keeps nobody
    waiting.
    """
    made = Stage(db.session.connection())
    if made.is_sqlite:
        made.connection.exec_driver_sql("COMMIT")
    before = _begin(made)
    try:
        yield made
    finally:
        if made.is_sqlite:
            made.connection.exec_driver_sql(f"PRAGMA cache_size = {before}")


def _begin(made: Stage) -> int:
    """The size of SQLite's cache before."""
    before = 0
    if made.is_sqlite:
        before = made.connection.exec_driver_sql("PRAGMA cache_size").scalar() or 0
        made.connection.exec_driver_sql(f"PRAGMA cache_size = {_CACHE}")
        made.connection.exec_driver_sql("BEGIN")
        for name in _TABLES:  # of an import that failed on this connection
            made.run(f"DROP TABLE IF EXISTS temp.{name}")
    elif not made.number(f"SELECT pg_try_advisory_xact_lock({_LOCK})::int"):
        raise ImportIsRunning
    made.create(FAULTS, {"line": WHOLE, "name": TEXT, "message": TEXT})
    return before


class Told:
    """Faults told while rows are loaded: a stream of COPY takes no other statement, so they wait
    in a file.
    """

    def __init__(self, made: Stage) -> None:
        self._stage = made

    def __enter__(self) -> Self:
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file)
        return self

    def tell(self, fault: Fault) -> None:
        self._writer.writerow((fault.line, fault.column, fault.message))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: Any
    ) -> None:
        with self._file:
            if error is None:
                self._file.seek(0)
                rows = ((int(line), *words) for line, *words in csv.reader(self._file))
                self._stage.load(FAULTS, ("line", "name", "message"), rows)


def quoted(names: Iterable[str], of: str = "") -> str:
    """Names of columns by commas, `on` and `before` among them."""
    return ", ".join(f'{of}."{name}"' if of else f'"{name}"' for name in names)
