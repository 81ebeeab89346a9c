"""All that the database holds, to see that something has changed nothing."""

from typing import Any

from sqlalchemy import MetaData, select

from lk.db import db


def contents() -> dict[str, list[tuple[Any, ...]]]:
    """Rows of every table, by table name, in an order of their own."""
    db.session.rollback()
    found = MetaData()
    found.reflect(db.engine)
    return {
        name: sorted((tuple(row) for row in db.session.execute(select(table))), key=repr)
        for name, table in found.tables.items()
    }


def difference(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Tables that are not as they were."""
    return [name for name in after if before.get(name) != after[name]]
