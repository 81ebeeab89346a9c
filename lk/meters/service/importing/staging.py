"""Where rows of a file stand before they are merged: temporary tables of one connection.

SQLite keeps what is temporary in memory, so there it is a file that has no name any more.
"""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, text

from lk.db import db
from lk.meters.exchange.faults import Fault
from lk.meters.service.importing.errors import ImportIsRunning
from lk.sqlite import begin_immediate, close_after

TEXT, WHOLE, YES_NO, DAY = "TEXT", "BIGINT", "BOOLEAN", "DATE"

RAW, READY, FAULTS, SECONDS, TWINS, LINKS, EDGES = (
    f"import_{name}" for name in ("raw", "ready", "faults", "seconds", "twins", "links", "edges")
)
_LOCK = 0x6C6B6D
# Rows that SQLite sorts or changes at once; of those that lie far apart it keeps a page for each.
_PART, FAR_APART = 65_536, 8_192
# What SQLite keeps in memory of the database while a file is taken in, however long the file is:
# 8 MB of pages, and nothing of the database is mapped.
_LEAN = {"cache_size": -8_192, "mmap_size": 0}
# 32 MB where very many keys lie all over it: a twentieth faster.
_MORE = -32_768


class Stage:
    """Temporary tables: `RAW`, the rows as they came; `READY`, those to be merged; `FAULTS`."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.is_sqlite = connection.dialect.name == "sqlite"

    def run(self, sql: str, **facts: Any) -> int:
        """How many rows it has touched."""
        return self.connection.execute(text(sql), facts).rowcount

    def number(self, sql: str, **facts: Any) -> int:
        return int(self.value(sql, **facts) or 0)

    def value(self, sql: str, **facts: Any) -> Any:
        return self.connection.execute(text(sql), facts).scalar()

    def rows(self, sql: str, **facts: Any) -> Iterator[Any]:
        """One by one: PostgreSQL would hand over all of them at once."""
        one_by_one = {"stream_results": True}
        with self.connection.execute(text(sql), facts, execution_options=one_by_one) as found:
            yield from found

    def create(self, name: str, columns: Mapping[str, str], key: Iterable[str] = ()) -> None:
        """A temporary table; `key`: its primary key, in whose order SQLite keeps the rows."""
        lines = [f'"{column}" {kind}' for column, kind in columns.items()]
        key, tail = list(key), ""
        if key:
            lines.append(f"PRIMARY KEY ({quoted(key)})")
            tail = " WITHOUT ROWID" if self.is_sqlite else ""
        if self.is_sqlite:
            self.run(f"CREATE TABLE stage.{name} ({', '.join(lines)}){tail}")
        else:
            self.run(f"CREATE TEMPORARY TABLE {name} ({', '.join(lines)}) ON COMMIT DROP")

    def index(self, name: str, columns: Sequence[str]) -> None:
        """Of a table that is empty: SQLite sorts in memory what stands in it already."""
        schema = "stage." if self.is_sqlite else ""
        own = "_".join(columns)
        self.run(f"CREATE INDEX {schema}ix_{name}_{own} ON {name} ({quoted(columns)})")

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
        found = self.number(f"SELECT count(*) FROM {name}")
        if found and not self.is_sqlite:  # known as empty, it would be gone through for each row
            self.run(f"ANALYZE {name}")
        return found

    def parts(
        self, table: str, column: str, *, of: str = "", at_once: int = 0
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """Conditions, with their facts, that cut a table by a column, the first of its key, into
        parts in order: SQLite keeps in memory what it sorts, and what a statement has changed.
        `of`: what the column belongs to, where others have one of that name; `at_once`: rows.
        """
        if not self.is_sqlite:
            yield "true", {}
            return
        name, asked = quoted([column]), quoted([column], of)
        later = f"SELECT {name} FROM {table} WHERE {name} > :first ORDER BY 1 LIMIT 1"
        first = self.value(f"SELECT min({name}) FROM {table}")
        while first is not None:
            end = self.value(f"{later} OFFSET {at_once or _PART}", first=first)
            until = "" if end is None else f" AND {asked} < :end"
            yield f"{asked} >= :first{until}", {"first": first, "end": end}
            first = end

    def refuse(self, name: str, message: str, where: str, **facts: Any) -> int:
        """Make faults of the raw rows `r` that are none yet; returns of how many."""
        put = (
            f"INSERT INTO {FAULTS} (line, name, message) SELECT r.line, :name, :message"
            f" FROM {RAW} AS r WHERE ({where}) AND {still_good()}"
        )
        return sum(
            self.run(f"{put} AND {part}", name=name, message=message, **bounds, **facts)
            for part, bounds in self.parts(RAW, "line")
        )

    def faults(self) -> Iterator[Fault]:
        """By their lines."""
        order = f"SELECT line, name, message FROM {FAULTS} ORDER BY line, name, message"
        for line, name, message in self.rows(order):
            yield Fault(line, name, message)

    def bad_rows(self) -> int:
        return self.number(f"SELECT count(DISTINCT line) FROM {FAULTS}")

    def take_more_memory(self) -> None:
        """For a file of very many rows; more than this makes it no faster."""
        if self.is_sqlite:
            self.connection.exec_driver_sql(f"PRAGMA main.cache_size = {_MORE}")

    def take_write_lock(self) -> None:
        """From here on nobody else writes. On SQLite what was staged is kept: it is temporary."""
        if self.is_sqlite:
            self.connection.exec_driver_sql("COMMIT")
            begin_immediate(self.connection)


@contextmanager
def stage() -> Iterator[Stage]:
    """The stage on the connection of the current transaction, which must hold no changes yet.

    On SQLite the write lock is let go until `take_write_lock`: reading a long file keeps nobody
    waiting.
    """
    made = Stage(db.session.connection())
    if not made.is_sqlite:
        _begin_alone(made)
        yield made
        return
    made.connection.exec_driver_sql("COMMIT")
    try:
        for name, value in _LEAN.items():
            made.connection.exec_driver_sql(f"PRAGMA main.{name} = {value}")
        _attach_file(made)
        made.connection.exec_driver_sql("BEGIN")
        _create_faults(made)
        yield made
    finally:
        close_after(made.connection)  # a file without a journal outlives no rollback


def _begin_alone(made: Stage) -> None:
    if not made.number(f"SELECT pg_try_advisory_xact_lock({_LOCK})::int"):
        raise ImportIsRunning
    _create_faults(made)


def _create_faults(made: Stage) -> None:
    """With an index: who asks for them sorts nothing. PostgreSQL takes no long words into one."""
    columns = {"line": WHOLE, "name": TEXT, "message": TEXT}
    made.create(FAULTS, columns)
    made.index(FAULTS, list(columns) if made.is_sqlite else ["line"])


def _attach_file(made: Stage) -> None:
    """The file stands beside the database and goes with the connection.

    It is without a name at once, so a process that is killed leaves nothing behind; and without a
    journal, for after a rollback nobody reads it.
    """
    names = {row.name: row.file for row in made.connection.exec_driver_sql("PRAGMA database_list")}
    folder = Path(names["main"]).parent if names["main"] else None
    with tempfile.TemporaryDirectory(prefix=".import-", dir=folder) as place:
        made.connection.exec_driver_sql("ATTACH ? AS stage", (f"{place}/stage",))
    for pragma in (
        "journal_mode = OFF",
        "synchronous = OFF",
        "secure_delete = OFF",
        "locking_mode = EXCLUSIVE",
        "mmap_size = 0",
        "cache_size = -4096",
    ):
        made.connection.exec_driver_sql(f"PRAGMA stage.{pragma}")


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


def still_good(alias: str = "r") -> str:
    """Not NOT IN: of many faults PostgreSQL makes a list then, which it reads for each row."""
    return f"NOT EXISTS (SELECT 1 FROM {FAULTS} AS f WHERE f.line = {alias}.line)"


def quoted(names: Iterable[str], of: str = "") -> str:
    """Names of columns by commas, `on` and `before` among them."""
    return ", ".join(f'{of}."{name}"' if of else f'"{name}"' for name in names)
