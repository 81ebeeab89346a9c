"""The only door to the database: SQLite by default, PostgreSQL where there is more."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    CursorResult,
    DateTime,
    Delete,
    Integer,
    MetaData,
    String,
    Update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from lk.sqlite import BUSY_SECONDS, IMMEDIATE, sqlite_module

# Connections that a process keeps: as many as it has threads, and a few for transactions beside
# theirs. One more than these would be opened and prepared anew for each request.
KEPT_OPEN = 12


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


def engine_options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        module = {"module": sqlite_module(), "connect_args": {"timeout": BUSY_SECONDS}}
        return {**module, "pool_size": KEPT_OPEN}
    return {
        "pool_size": KEPT_OPEN,
        "pool_pre_ping": True,
        "connect_args": {"options": f"-c lock_timeout={BUSY_SECONDS}s"},
    }


def begin_write() -> None:
    """Start the request's transaction with the write lock held, before its first SELECT."""
    db.session.rollback()
    db.session.connection(execution_options=IMMEDIATE)


def begin_write_and_keep() -> None:
    """The same after reading, which ends here; what was read stays as it was read. For an UPDATE
    that says itself in which state it must find its row.
    """
    commit_and_keep()
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
