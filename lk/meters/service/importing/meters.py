"""Meters, and which of them stands in the place of which."""

from collections.abc import Iterator
from datetime import date

from lk.db import new_public_id
from lk.meters.exchange.kinds import Layout
from lk.meters.exchange.meters import judged_meters
from lk.meters.exchange.rows import Judged, Tell, Tick
from lk.meters.service.importing.merging import Fact, Target
from lk.meters.service.importing.plans import Plan, absent, still_good
from lk.meters.service.importing.staging import (
    DAY,
    EDGES,
    FAULTS,
    RAW,
    READY,
    TEXT,
    WHOLE,
    Stage,
    quoted,
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
# Who replaces whom after this file: its own rows, and meters of which it does not speak.
_GRAPH = f"""
    SELECT r.contract, r.number, r.replaces, r.line FROM {RAW} AS r
    WHERE r.replaces <> '' AND {still_good()}
    UNION ALL
    SELECT c.number, m.number, o.number, 0 FROM meters AS m
    JOIN meters AS o ON o.id = m.replaces_id JOIN contracts AS c ON c.id = m.contract_id
    WHERE NOT EXISTS (
        SELECT 1 FROM {RAW} AS w WHERE w.contract = c.number AND w.number = m.number
    )
"""


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
    stage.index(RAW, ("contract", "number"))
    name = layout.name("replaces")
    stage.run(
        f"INSERT INTO {FAULTS} (line, name, message) SELECT g.line, :name, :message"
        f" FROM (SELECT s.*, count(*) OVER (PARTITION BY contract, replaces) AS times"
        f" FROM ({_GRAPH}) AS s) AS g WHERE g.times > 1 AND g.line > 0",
        name=name,
        message="на место этого счетчика поставлены два: проверьте номера.",
    )
    stage.run(
        f"INSERT INTO {FAULTS} (line, name, message) SELECT DISTINCT line, :name, :message"
        f" FROM ({_circles()}) AS s WHERE line > 0",
        name=name,
        message="счетчики заменяют друг друга по кругу: проверьте номера.",
    )
    gone = (
        f"r.replaces <> '' AND NOT EXISTS (SELECT 1 FROM {RAW} AS w WHERE w.contract = r.contract"
        f" AND w.number = r.replaces AND {still_good('w')}) AND NOT EXISTS (SELECT 1"
        " FROM meters AS m JOIN contracts AS c ON c.id = m.contract_id"
        " WHERE c.number = r.contract AND m.number = r.replaces)"
    )
    while stage.refuse(name, "в этом договоре такого счетчика нет.", gone):
        """A row that has gone takes along those that stand upon it."""


def _circles() -> str:
    return f"""
        WITH RECURSIVE graph AS ({_GRAPH}), walk AS (
            SELECT contract, number, replaces AS at, line, 1 AS steps FROM graph
            UNION ALL
            SELECT w.contract, w.number, g.replaces, w.line, w.steps + 1
            FROM walk AS w JOIN graph AS g ON g.contract = w.contract AND g.number = w.at
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
    moved = f"SELECT meter_id FROM {EDGES}"
    stage.run(f"UPDATE meters SET replaces_id = NULL WHERE id IN ({moved})")
    old = f"SELECT e.old_id FROM {EDGES} AS e WHERE e.meter_id = meters.id"
    stage.run(f"UPDATE meters SET replaces_id = ({old}) WHERE id IN ({moved})")


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
