"""SQLite as the portal uses it: which library, how it is opened, and how writers take turns."""

import importlib
import sqlite3
import threading
from contextlib import suppress
from time import monotonic, sleep
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, Pool, event
from sqlalchemy.exc import OperationalError

# How long a writer waits for another one before the page says «подождите» (503), and how soon it
# asks again.
BUSY_SECONDS = 5
RETRY_SECONDS = 0.0005
IMMEDIATE = {"immediate": True}
_turn = threading.Lock()


def sqlite_module() -> ModuleType:
    """The SQLite to use: the bundled one of pysqlite3 where it is installed, else Python's own."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return sqlite3


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite is free of the WAL-reset bug, which can lose a commit between workers.

    Affected: 3.7.0 to 3.51.2, except the backports 3.44.6 and 3.50.7.
    """
    return (
        version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    )


@event.listens_for(Engine, "connect")
def _prepare_connection(connection: Any, record: Any) -> None:
    if not type(connection).__module__.startswith(("sqlite3", "pysqlite3")):
        return
    connection.isolation_level = None  # BEGIN is ours: see _begin
    connection.create_function("lower", 1, _lower, deterministic=True)  # folds Cyrillic too
    safe = wal_is_safe(sqlite_module().sqlite_version_info)
    record.info["is_wal"] = safe
    journal, synchronous = ("WAL", "FULL") if safe else ("DELETE", "EXTRA")
    for pragma in (
        f"journal_mode = {journal}",
        f"synchronous = {synchronous}",
        "foreign_keys = ON",
        "mmap_size = 1073741824",  # an index of a million meters is read where it lies
        "secure_delete = ON",  # what is erased is overwritten in the file, not just let go
    ):
        connection.execute(f"PRAGMA {pragma}")


def _lower(text: str | None) -> str | None:
    return text.lower() if isinstance(text, str) else text


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """A deferred BEGIN that reads first and writes later fails at once when another one wrote."""
    if connection.dialect.name != "sqlite":
        return
    if not connection.get_execution_options().get("immediate"):
        connection.exec_driver_sql("BEGIN")
        return
    begin_immediate(connection)


def begin_immediate(connection: Connection) -> None:
    """Hold the write lock from here on; whoever writes now is waited for."""
    _take_turn(connection)
    if not connection.info["is_wal"]:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except OperationalError as busy:
        _keep_asking(connection, busy)


def _take_turn(connection: Connection) -> None:
    """Writers of this process queue up here: SQLite has no queue, it lets them sleep up to a tenth
    of a second while whoever comes later goes first. Waiting in vain ends as it does there.
    """
    if "has_turn" in connection.info:
        return  # its last transaction was no reason to give it back
    if not _turn.acquire(timeout=BUSY_SECONDS):
        busy = sqlite_module().OperationalError("database is locked")
        raise OperationalError("BEGIN IMMEDIATE", None, busy)
    connection.info["has_turn"] = True
    if connection.info["is_wal"]:  # where nothing but BEGIN ever waits for another process
        _be_patient(connection.connection, 0)


def _keep_asking(connection: Connection, busy: OperationalError) -> None:
    """Of each process only one asks, so it may ask often."""
    ends, cursor = monotonic() + BUSY_SECONDS, connection.connection.cursor()
    while monotonic() < ends:
        sleep(RETRY_SECONDS)
        with suppress(sqlite_module().OperationalError):
            cursor.execute("BEGIN IMMEDIATE")
            return
    raise busy


@event.listens_for(Pool, "checkin")
def _end_turn(connection: Any, record: Any) -> None:
    """The transaction is over, however it has ended: the pool has its connection back."""
    is_spent, had_turn = (record.info.pop(name, False) for name in ("is_spent", "has_turn"))
    if had_turn:
        _turn.release()
    if is_spent:
        record.invalidate()
    elif had_turn and connection is not None:
        _be_patient(connection, BUSY_SECONDS)


def close_after(connection: Connection) -> None:
    """Nobody gets this connection again: what was set or attached goes with its transaction."""
    connection.info["is_spent"] = True


def _be_patient(connection: Any, seconds: int) -> None:
    connection.cursor().execute(f"PRAGMA busy_timeout = {seconds * 1000}")
