"""Meters, and which of them stands in the place of which."""

from collections.abc import Iterator
from datetime import date

from lk.db import new_public_id
from lk.meters.exchange.kinds import Layout
from lk.meters.exchange.meters import judged_meters
from lk.meters.exchange.rows import Judged, Tell, Tick
from lk.meters.service.importing.merging import Fact, Target
from lk.meters.service.importing.plans import Plan, absent
from lk.meters.service.importing.staging import (
    DAY,
    EDGES,
    FAR_APART,
    FAULTS,
    LINKS,
    RAW,
    READY,
    TEXT,
    WHOLE,
    Stage,
    quoted,
    still_good,
)
from lk.tables import Table

_RAW = {
    "contract": TEXT, "number": TEXT, "type": TEXT, "tariff": TEXT, "coefficient": WHOLE,
    "digits": WHOLE, "zones": WHOLE, "address": TEXT, "installed_on": DAY, "verified_on": DAY,
    "removed_on": DAY, "replaces": TEXT, "search_key": TEXT, "public_id": TEXT,
}  # fmt: skip
_OPTIONAL = {
    "coef": "coefficient",
    "zones": "zones",
    "installed_date": "installed_on",
    "verified_date": "verified_on",
}
# Of a meter `t` and its ready row `r`: the number that it replaces is another one now.
_MOVES = (
    "NULLIF(r.replaces, '') IS DISTINCT FROM"
    " (SELECT o.number FROM meters AS o WHERE o.id = t.replaces_id)"
)
# Of a raw row `r`: the meter that it replaces is neither in the file nor in the database.
_GONE = (
    f"r.replaces <> '' AND NOT EXISTS (SELECT 1 FROM {READY} AS w"
    " JOIN contracts AS c ON c.id = w.contract_id"
    f" WHERE c.number = r.contract AND w.number = r.replaces AND {still_good('w')})"
    " AND NOT EXISTS (SELECT 1 FROM meters AS m JOIN contracts AS c ON c.id = m.contract_id"
    " WHERE c.number = r.contract AND m.number = r.replaces)"
)


def _rows(table: Table, layout: Layout, tell: Tell, tick: Tick) -> Iterator[Judged]:
    for row in judged_meters(table, layout, tell, tick):
        yield (*row, new_public_id())


def _target(layout: Layout) -> Target:
    kept = absent(layout, _OPTIONAL)
    if not {"status", "removed_date"} & set(layout.places):
        kept |= {"removed_on"}
    return Target(
        "meters",
        key={"contract_id": WHOLE, "number": TEXT},
        facts={
            "type": Fact(TEXT, "type"),
            "tariff": Fact(TEXT, "tariff"),
            "coefficient": Fact(WHOLE, "coef", is_exact=True),
            "digits": Fact(WHOLE, "digits"),
            "zones": Fact(WHOLE, "zones"),
            "address": Fact(TEXT, "address"),
            "installed_on": Fact(DAY, "installed_date"),
            "verified_on": Fact(DAY, "verified_date"),
            "removed_on": Fact(DAY, "removed_date"),
            "search_key": Fact(TEXT),
        },
        kept=kept,
        fresh={"public_id": TEXT},
        beside={"replaces": TEXT},
    )


def _source(_layout: Layout) -> str:
    own = [name for name in _RAW if name != "contract"]
    return (
        f"SELECT r.line, c.id AS contract_id, {quoted(own, 'r')}"
        f" FROM {RAW} AS r CROSS JOIN contracts AS c WHERE c.number = r.contract AND {still_good()}"
    )


def _explain(stage: Stage, layout: Layout, _on: date) -> None:
    stage.refuse(
        layout.name("contract_no"),
        "такого договора нет: сначала загрузите договоры.",
        "NOT EXISTS (SELECT 1 FROM contracts AS c WHERE c.number = r.contract)",
    )


def _check_links(stage: Stage, layout: Layout, _on: date) -> None:
    """Nobody replaces a meter that is not there, that another one has replaced, or itself."""
    if not stage.number(f"SELECT count(*) FROM {RAW} WHERE replaces <> ''"):
        return
    name = layout.name("replaces")
    _link(stage)
    other = "o.contract_id = g.contract_id AND o.replaces = g.replaces AND o.number <> g.number"
    doubled = stage.run(
        f"INSERT INTO {FAULTS} (line, name, message) SELECT g.line, :name, :message"
        f" FROM {LINKS} AS g WHERE g.line > 0"
        f" AND EXISTS (SELECT 1 FROM {LINKS} AS o WHERE {other})",
        name=name,
        message="на место этого счетчика поставлены два: проверьте номера.",
    )
    for part, facts in stage.parts(LINKS, "line") if doubled else ():
        stage.run(
            f"DELETE FROM {LINKS} WHERE {part} AND line IN (SELECT line FROM {FAULTS})", **facts
        )
    for part, facts in stage.parts(RAW, "line"):
        stage.run(
            f"INSERT INTO {FAULTS} (line, name, message)"
            f" SELECT DISTINCT line, :name, :message FROM ({_circles(part)}) AS s",
            name=name,
            message="счетчики заменяют друг друга по кругу: проверьте номера.",
            **facts,
        )
    while stage.refuse(name, "в этом договоре такого счетчика нет.", _GONE):
        """A row that has gone takes along those that stand upon it."""


def _link(stage: Stage) -> None:
    """Who replaces whom after this file: its own rows, and meters of which it does not speak."""
    columns = {"contract_id": WHOLE, "number": TEXT, "replaces": TEXT, "line": WHOLE}
    stage.create(LINKS, columns, ["contract_id", "number"])
    stage.index(LINKS, ["contract_id", "replaces"])
    stage.index(LINKS, ["line"])
    stage.run(
        f"INSERT INTO {LINKS} SELECT r.contract_id, r.number, r.replaces, r.line"
        f" FROM {READY} AS r WHERE r.replaces <> '' AND {still_good()}"
    )
    stage.run(
        f"INSERT INTO {LINKS} SELECT m.contract_id, m.number, o.number, 0 FROM meters AS m"
        f" JOIN meters AS o ON o.id = m.replaces_id WHERE NOT EXISTS (SELECT 1 FROM {READY} AS w"
        " WHERE w.contract_id = m.contract_id AND w.number = m.number)"
    )
    if not stage.is_sqlite:
        stage.run(f"ANALYZE {LINKS}")


def _circles(part: str) -> str:
    """Lines of rows of the file, in this part of them, from which one comes back to them."""
    return f"""
        WITH RECURSIVE walk AS (
            SELECT contract_id, number, replaces AS at, line, 1 AS steps FROM {LINKS}
            WHERE line > 0 AND {part}
            UNION ALL
            SELECT w.contract_id, w.number, g.replaces, w.line, w.steps + 1
            FROM walk AS w JOIN {LINKS} AS g ON g.contract_id = w.contract_id AND g.number = w.at
            WHERE w.at <> w.number AND w.steps < 50
        )
        SELECT line FROM walk WHERE at = number
    """


def _changed(stage: Stage, layout: Layout) -> int:
    target = _target(layout)
    moves = f" OR {_MOVES}" if "replaces" in layout.places else ""
    return stage.number(
        f"SELECT count(*) FROM {READY} AS r JOIN meters AS t ON {target.same_key}"
        f" WHERE {target.differs}{moves}"
    )


def _finish(stage: Stage, layout: Layout) -> None:
    """`replaces_id`, when all meters are there: taken off first, for it is unique."""
    if "replaces" not in layout.places:
        return
    stage.create(EDGES, {"meter_id": WHOLE, "old_id": WHOLE}, ["meter_id"])
    stage.run(
        f"INSERT INTO {EDGES} SELECT t.id, o.id FROM {READY} AS r"
        f" JOIN meters AS t ON {_target(layout).same_key} LEFT JOIN meters AS o"
        f" ON o.contract_id = r.contract_id AND o.number = r.replaces WHERE {_MOVES}"
    )
    old = f"SELECT e.old_id FROM {EDGES} AS e WHERE e.meter_id = meters.id"
    for new, where in (("NULL", "replaces_id IS NOT NULL AND"), (f"({old})", "")):
        for part, facts in stage.parts(EDGES, "meter_id", at_once=FAR_APART):
            moved = f"SELECT meter_id FROM {EDGES} WHERE {part}"
            stage.run(
                f"UPDATE meters SET replaces_id = {new} WHERE {where} id IN ({moved})", **facts
            )


METERS = Plan(
    _RAW,
    _target,
    _source,
    rows=_rows,
    explain=_explain,
    links=_check_links,
    changed=_changed,
    finish=_finish,
)
