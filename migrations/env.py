"""How migrations run: on the portal's own engine, the whole upgrade in one transaction."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from lk.db import Base, db
from lk.sqlite import IMMEDIATE


def _render_item(kind: str, item: Any, _autogen: Any) -> str | bool:
    """Migrations name plain types: they must run when the portal's own are long gone."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def _set_foreign_keys(connection: Connection, state: str) -> None:
    """SQLite copies a table to alter it: the rows that refer to it must not follow the drop.

    Only outside of a transaction does the pragma have an effect, hence the raw connection.
    """
    if connection.dialect.name == "sqlite":
        raw: Any = connection.connection.dbapi_connection
        raw.execute(f"PRAGMA foreign_keys = {state}")


def run() -> None:
    with (
        current_app.app_context(),
        db.engine.execution_options(**IMMEDIATE).connect() as connection,
    ):
        _set_foreign_keys(connection, "OFF")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=_render_item,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        _set_foreign_keys(connection, "ON")


run()
