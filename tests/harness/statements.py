"""What a request asks of the database: SELECTs are counted, and a GET's writes are looked at."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

_WRITE = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.I)
_SELECT = re.compile(r"\s*(?:SELECT|WITH)\b", re.I)


class Statements:
    """SQL in the order it was sent; BEGIN, PRAGMA and the like among them."""

    def __init__(self) -> None:
        self.all: list[str] = []

    @property
    def selects(self) -> list[str]:
        return [sql for sql in self.all if _SELECT.match(sql)]

    @property
    def written(self) -> set[str]:
        """Names of the tables that were written to."""
        return {found.group(1) for sql in self.all if (found := _WRITE.match(sql))}

    @property
    def first(self) -> str:
        return self.all[0] if self.all else ""

    def __len__(self) -> int:
        return len(self.selects)


_listening: list[Statements] = []


@event.listens_for(Engine, "before_cursor_execute")
def _note(_connection: Any, _cursor: Any, sql: str, *_more: Any) -> None:
    for statements in _listening:
        statements.all.append(sql)


@contextmanager
def watching() -> Iterator[Statements]:
    statements = Statements()
    _listening.append(statements)
    try:
        yield statements
    finally:
        _listening.remove(statements)
