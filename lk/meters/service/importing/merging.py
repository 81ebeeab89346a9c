"""Rows that are ready, merged into their table: only what differs is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lk.meters.service.importing.outcome import Counts
from lk.meters.service.importing.staging import FAULTS, RAW, READY, SECONDS, WHOLE, Stage, quoted


@dataclass(frozen=True)
class Fact:
    """A column of a table: its type, and the column of the file that it comes from."""

    type: str
    column: str = ""
    is_exact: bool = False


@dataclass(frozen=True)
class Target:
    """`key`: what tells rows apart. `facts`: what a file may change; `kept` of them has no column
    in this file and stays as it is. `fresh`: what only a new row gets. `beside`: what stands in
    the ready rows and not in the table.
    """

    table: str
    key: Mapping[str, str]
    facts: Mapping[str, Fact]
    kept: frozenset[str] = frozenset()
    fresh: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, str]:
        facts = {name: fact.type for name, fact in self.facts.items()}
        return {**self.key, **facts, **self.fresh}

    @property
    def set(self) -> list[str]:
        return [name for name in self.facts if name not in self.kept]

    @property
    def same_key(self) -> str:
        """Of the target `t` and the ready row `r`."""
        return " AND ".join(f't."{name}" = r."{name}"' for name in self.key)

    @property
    def differs(self) -> str:
        return _differs(self.set, "t", "r")


def make_ready(stage: Stage, target: Target, source: str, wanted: int) -> bool:
    """Rows of `source` (a SELECT of line and the target's columns), one for each key.

    `wanted`: how many there would be if each of them had its place and were alone. False when
    fewer come: of rows with one key all are faults then, and what else is missing is to be told.
    """
    columns = {"line": WHOLE, **target.columns, **target.beside}
    stage.create(READY, columns, target.key)
    taken = sum(
        stage.run(
            f"INSERT INTO {READY} ({quoted(columns)}) SELECT {quoted(columns)} FROM ({source}) AS s"
            f" WHERE {part} ORDER BY {quoted(target.key)}, line ON CONFLICT DO NOTHING",
            **facts,
        )
        for part, facts in stage.parts(RAW, "line")
    )
    if taken < wanted:
        _refuse_twins(stage, target, source)
    if not stage.is_sqlite:
        stage.run(f"ANALYZE {READY}")
    return taken >= wanted


def drop_faulty(stage: Stage, target: Target) -> None:
    for part, facts in stage.parts(READY, next(iter(target.key))):
        stage.run(
            f"DELETE FROM {READY} WHERE {part} AND line IN (SELECT line FROM {FAULTS})", **facts
        )


def merge(stage: Stage, target: Target) -> Counts:
    """Only rows that are new or differ are written."""
    before = stage.number(f"SELECT count(*) FROM {target.table}")
    columns, key = quoted(target.columns), quoted(target.key)
    written = sum(
        stage.run(
            f"INSERT INTO {target.table} ({columns}) SELECT {columns} FROM {READY}"
            f" WHERE {part} ORDER BY {key} ON CONFLICT ({key}) {_on_conflict(target)}",
            **facts,
        )
        for part, facts in stage.parts(READY, next(iter(target.key)))
    )
    added = stage.number(f"SELECT count(*) FROM {target.table}") - before
    ready = stage.number(f"SELECT count(*) FROM {READY}")
    return Counts(added, written - added, ready - written)


def changes(stage: Stage, target: Target, most: int) -> Iterator[Mapping[str, Any]]:
    """The first rows that would change, before they do: line, `old_…` and `new_…`."""
    if not target.set:
        return
    both = ", ".join(
        f't."{name}" AS "old_{name}", r."{name}" AS "new_{name}"' for name in target.set
    )
    query = (
        f"SELECT r.line, t.id, {quoted(target.key, 'r')}, {both} FROM {READY} AS r"
        f" JOIN {target.table} AS t ON {target.same_key} WHERE {target.differs}"
        f" ORDER BY r.line LIMIT :most"
    )
    for row in stage.rows(query, most=most):
        yield row._mapping


def _refuse_twins(stage: Stage, target: Target, source: str) -> None:
    """Each row of a key that another one has too. Rows come by their lines, so the ready one is
    the first of its key; which comes second is noted before `source` leaves it out as a fault.
    """
    on = " AND ".join(f's."{name}" = r."{name}"' for name in target.key)
    twins = f"FROM ({source}) AS s JOIN {READY} AS r ON {on} WHERE s.line <> r.line"
    stage.create(SECONDS, {"first": WHOLE, "line": WHOLE}, ["first"])
    for part, facts in stage.parts(RAW, "line", of="s"):
        stage.run(
            f"INSERT INTO {SECONDS} (first, line) SELECT r.line, s.line {twins} AND {part}"
            " ORDER BY s.line ON CONFLICT DO NOTHING",
            **facts,
        )
        stage.run(
            f"INSERT INTO {FAULTS} (line, name, message)"
            " SELECT s.line, '', 'об этом уже есть строка ' || CAST(r.line AS TEXT)"
            f" || ': оставьте одну.' {twins} AND {part}",
            **facts,
        )
    stage.run(
        f"INSERT INTO {FAULTS} (line, name, message)"
        " SELECT first, '', 'об этом же строка ' || CAST(line AS TEXT) || ': оставьте одну.'"
        f" FROM {SECONDS}"
    )


def _on_conflict(target: Target) -> str:
    """A file that tells keys alone changes nothing of what stands."""
    if not target.set:
        return "DO NOTHING"
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in target.set)
    return f"DO UPDATE SET {changes} WHERE {_differs(target.set, target.table, 'excluded')}"


def _differs(names: Sequence[str], left: str, right: str) -> str:
    return " OR ".join(f'{left}."{name}" IS DISTINCT FROM {right}."{name}"' for name in names)
