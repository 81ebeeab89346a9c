"""The only door to the database: SQLite by default, PostgreSQL where there is more."""

import importlib
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from decimal import Decimal
from time import monotonic, sleep
from types import ModuleType
from typing import Any, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    Connection,
    CursorResult,
    DateTime,
    Delete,
    Engine,
    Integer,
    MetaData,
    Pool,
    String,
    Update,
    event,
)
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

# How long a writer waits for another one before the page says «подождите» (503), and how soon it
# asks again.
BUSY_SECONDS = 5
RETRY_SECONDS = 0.002
IMMEDIATE = {"immediate": True}
_turn = threading.Lock()


class Base(DeclarativeBase):
    """The root of all models. Constraint names are spoken: forms and services match on them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(metadata=Base.metadata)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; SQLite would drop the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone: use lk.clock.now()")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ExactDecimal(TypeDecorator[Decimal]):
    """A Decimal with all the digits it has, kept as text: SQLite would make a float of it."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: Any) -> Decimal | None:
        return None if value is None else Decimal(value)


# An autoincrementing key: SQLite has no BIGINT of that kind.
Key = BigInteger().with_variant(Integer, "sqlite")


def new_public_id() -> str:
    """26 characters of 128 random bits for addresses: nobody guesses another's."""
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    bits = secrets.randbits(130)
    return "".join(alphabet[(bits >> shift) & 31] for shift in range(0, 130, 5))


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


def engine_options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"module": sqlite_module(), "connect_args": {"timeout": BUSY_SECONDS}}
    return {"pool_pre_ping": True, "connect_args": {"options": f"-c lock_timeout={BUSY_SECONDS}s"}}


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
    if not record.info.pop("has_turn", False):
        return
    _turn.release()
    if connection is not None:
        _be_patient(connection, BUSY_SECONDS)


def _be_patient(connection: Any, seconds: int) -> None:
    connection.cursor().execute(f"PRAGMA busy_timeout = {seconds * 1000}")


def begin_write() -> None:
    """Start the request's transaction with the write lock held, before its first SELECT."""
    db.session.rollback()
    db.session.connection(execution_options=IMMEDIATE)


def commit_and_keep() -> None:
    """End the transaction; what was read stays at hand, so nothing is read anew to be shown."""
    session = db.session()
    session.expire_on_commit = False
    try:
        session.commit()
    finally:
        session.expire_on_commit = True


def change_rows(act: Update | Delete) -> int:
    """Run it in the current transaction; returns how many rows it has touched."""
    return cast("CursorResult[Any]", db.session.execute(act)).rowcount


@contextmanager
def short_transaction() -> Iterator[Session]:
    """A transaction of its own beside the request's: commits at the end, rolls back on an error.

    Not inside a request's own write transaction: on SQLite it would wait for itself.
    """
    with Session(db.engine.execution_options(**IMMEDIATE)) as session, session.begin():
        yield session


def is_unique_violation(error: IntegrityError, constraint: str) -> bool:
    """Whether `error` says that the unique `constraint` (`uq_<table>_<column>…`) is broken.

    SQLite names table and columns instead of the constraint.
    """
    text = str(error.orig)
    if constraint in text:
        return True
    table_and_columns = constraint.removeprefix("uq_")
    if "UNIQUE constraint failed: " not in text:
        return False
    named = text.split("UNIQUE constraint failed: ", 1)[1].strip()
    columns = [part.strip().split(".") for part in named.split(",")]
    return "_".join([columns[0][0], *(column for _, column in columns)]) == table_and_columns
