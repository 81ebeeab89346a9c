"""A file of the billing from its first row to the line in the audit."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from lk import audit
from lk.meters.exchange.kinds import Layout
from lk.meters.exchange.rows import Tick
from lk.meters.exchange.values import exact
from lk.meters.service.importing.contracts import CONTRACTS
from lk.meters.service.importing.merging import (
    Fact,
    Target,
    changes,
    drop_faulty,
    make_ready,
    merge,
)
from lk.meters.service.importing.meters import METERS
from lk.meters.service.importing.of_meters import EVENTS, HISTORY
from lk.meters.service.importing.outcome import Counts, Outcome
from lk.meters.service.importing.plans import Plan, count_good
from lk.meters.service.importing.staging import RAW, WHOLE, Stage, Told, stage
from lk.meters.service.importing.verdicts import import_verdicts
from lk.tables import Table

PLANS: Mapping[str, Plan] = {
    "contracts": CONTRACTS,
    "meters": METERS,
    "history": HISTORY,
    "events": EVENTS,
}
MOST_EXAMPLES = 10


def import_table(
    *,
    table: Table,
    layout: Layout,
    by: str,
    at: datetime,
    on: date,
    comment: str = "",
    skips_bad: bool = False,
    shows: bool = False,
    tick: Tick = lambda: None,
) -> Outcome:
    """Take the file in, in the current transaction, which must hold no changes yet.

    With bad rows nothing is to stand (the caller rolls back), unless `skips_bad`. `on`: today in
    the company's zone; `shows`: the first changes in words; `tick` is called as rows are read.
    Raises TableError where the file breaks, ImportIsRunning.
    """
    with stage() as made:
        if layout.kind.code == "verdicts":
            found = import_verdicts(made, table, layout, by=by, at=at, tick=tick)
        else:
            found = _merged(made, table, layout, on, tick, skips_bad=skips_bad, shows=shows)
        if found.bad and not skips_bad:
            return replace(found, is_merged=False)
        facts = {"rows": found.rows, "bad": found.bad} | asdict(found.counts)
        facts |= {"comment": comment} if comment else {}
        subject = f"meters:{layout.kind.code}"
        audit.record("meters.imported", actor=f"office:{by}", subject=subject, at=at, **facts)
        return found


def _merged(
    made: Stage,
    table: Table,
    layout: Layout,
    on: date,
    tick: Tick,
    *,
    skips_bad: bool,
    shows: bool,
) -> Outcome:
    plan = PLANS[layout.kind.code]
    target = plan.target(layout)
    rows = _load(made, plan, table, layout, tick)
    if plan.is_judged_apart:
        made.take_more_memory()
    else:
        made.take_write_lock()
    _judge(made, plan, target, layout, on)
    bad = made.bad_rows()
    if bad and not skips_bad:
        return Outcome(rows, bad, Counts(), is_merged=False, faults=made.faults)
    if bad:
        drop_faulty(made, target)
    if plan.is_judged_apart:
        made.take_write_lock()
    examples = list(_examples(made, target, layout)) if shows else []
    counts = _merge(made, plan, target, layout)
    return Outcome(rows, bad, counts, is_merged=True, examples=examples, faults=made.faults)


def _load(made: Stage, plan: Plan, table: Table, layout: Layout, tick: Tick) -> int:
    """How many rows the file has."""
    made.create(RAW, {"line": WHOLE, **plan.raw}, ["line"])
    with Told(made) as told:
        good = made.load(RAW, ("line", *plan.raw), plan.rows(table, layout, told.tell, tick))
    return good + made.bad_rows()


def _judge(made: Stage, plan: Plan, target: Target, layout: Layout, on: date) -> None:
    plan.check(made, layout, on)
    if not make_ready(made, target, plan.source(layout), count_good(made)):
        plan.explain(made, layout, on)
    plan.links(made, layout, on)


def _merge(made: Stage, plan: Plan, target: Target, layout: Layout) -> Counts:
    changed = plan.changed(made, layout) if plan.changed else None
    counts = merge(made, target)
    if plan.finish:
        plan.finish(made, layout)
    if changed is None:
        return counts
    return Counts(counts.added, changed, counts.same + counts.changed - changed)


def _examples(made: Stage, target: Target, layout: Layout) -> Iterator[str]:
    for row in changes(made, target, MOST_EXAMPLES):
        told = [
            f"{layout.name(fact.column)} {_word(fact, old)} → {_word(fact, new)}"
            for name, fact in target.facts.items()
            if fact.column and name in target.set
            for old, new in [(row[f"old_{name}"], row[f"new_{name}"])]
            if old != new
        ]
        yield f"строка {row['line']}: {', '.join(told)}"


def _word(fact: Fact, value: Any) -> str:
    if value is None or value == "":
        return "—"
    if fact.is_exact:
        return f"{exact(value).normalize():f}".replace(".", ",")
    if fact.type == "BOOLEAN":
        return "да" if value else "нет"
    return str(value)
