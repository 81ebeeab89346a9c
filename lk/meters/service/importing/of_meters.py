"""What is told of meters that are known: history and events. Each row finds its meter."""

from collections.abc import Iterable
from datetime import date

from lk.meters.exchange.history import judged_history
from lk.meters.exchange.kinds import Layout
from lk.meters.service.importing.merging import Fact, Target
from lk.meters.service.importing.plans import Plan
from lk.meters.service.importing.staging import (
    DAY,
    RAW,
    TEXT,
    TWINS,
    WHOLE,
    Stage,
    quoted,
    still_good,
)

_HISTORY = {
    "contract": TEXT, "meter": TEXT, "period": TEXT, "zone": WHOLE, "reading": WHOLE,
    "consumption": WHOLE, "method": TEXT, "reading_date": DAY,
}  # fmt: skip
_EVENTS = {
    "contract": TEXT, "meter": TEXT, "on": DAY, "code": TEXT, "zone": WHOLE,
    "before": WHOLE, "after": WHOLE, "note": TEXT,
}  # fmt: skip
_MATCHED = "m.number = r.meter"
_OF_CONTRACT = (
    "EXISTS (SELECT 1 FROM contracts AS c WHERE c.id = m.contract_id AND c.number = r.contract)"
)
_SOME = f"EXISTS (SELECT 1 FROM meters AS m WHERE {_MATCHED})"
_OWN = (
    f"EXISTS (SELECT 1 FROM meters AS m WHERE {_MATCHED} AND (r.contract = '' OR {_OF_CONTRACT}))"
)


def _history_target(layout: Layout) -> Target:
    kept = {"reading_date", "method"} - set(layout.places)
    return Target(
        "billing_periods",
        key={"meter_id": WHOLE, "period": TEXT, "zone": WHOLE},
        facts={
            "reading": Fact(WHOLE, "reading", is_exact=True),
            "consumption": Fact(WHOLE, "consumption", is_exact=True),
            "method": Fact(TEXT, "method"),
            "reading_date": Fact(DAY, "reading_date"),
        },
        kept=frozenset(kept),
    )


def _events_target(layout: Layout) -> Target:
    kept = {"before", "after", "note"} - set(layout.places)
    return Target(
        "meter_events",
        key={"meter_id": WHOLE, "on": DAY, "code": TEXT, "zone": WHOLE},
        facts={
            "before": Fact(WHOLE, "before", is_exact=True),
            "after": Fact(WHOLE, "after", is_exact=True),
            "note": Fact(TEXT, "note"),
        },
        kept=frozenset(kept),
    )


def _source(layout: Layout, raw: Iterable[str]) -> str:
    """The rows are gone through, and each looks for its meter: no order of joins is quicker."""
    own = [name for name in raw if name not in ("contract", "meter")]
    matched, contracts = f"{_MATCHED} AND r.zone <= m.zones AND {still_good()}", ""
    if "contract_no" in layout.places:
        contracts = "CROSS JOIN contracts AS c"
        matched += " AND c.id = m.contract_id AND (r.contract = '' OR c.number = r.contract)"
    return (
        f"SELECT r.line, m.id AS meter_id, {quoted(own, 'r')}"
        f" FROM {RAW} AS r CROSS JOIN meters AS m {contracts} WHERE {matched}"
    )


def _check(stage: Stage, layout: Layout, on: date) -> None:
    """A number that several meters have names none of them without its contract."""
    stage.create(TWINS, {"number": TEXT})
    found = stage.run(
        f"INSERT INTO {TWINS} SELECT number FROM meters GROUP BY number HAVING count(*) > 1"
    )
    if found:
        stage.refuse(
            layout.name("meter_no"),
            "таких счетчиков несколько: укажите номер договора.",
            f"r.contract = '' AND r.meter IN (SELECT number FROM {TWINS})",
        )


def _check_history(stage: Stage, layout: Layout, on: date) -> None:
    name, words = layout.name("period"), "этот месяц еще не наступил."
    stage.refuse(name, words, f"r.period > '{on:%Y-%m}'")
    name, words = layout.name("reading_date"), "этот день еще не наступил."
    stage.refuse(name, words, f"r.reading_date > '{on.isoformat()}'")
    _check(stage, layout, on)


def _check_events(stage: Stage, layout: Layout, on: date) -> None:
    words = "этот день еще не наступил."
    stage.refuse(layout.name("date"), words, f"""r."on" > '{on.isoformat()}'""")
    _check(stage, layout, on)


def _explain(stage: Stage, layout: Layout, _on: date) -> None:
    name = layout.name("meter_no")
    stage.refuse(name, "такого счетчика нет: сначала загрузите счетчики.", f"NOT {_SOME}")
    stage.refuse(name, "в этом договоре такого счетчика нет.", f"NOT {_OWN}")
    stage.refuse(
        layout.name("tariff_zone"),
        "у этого счетчика столько зон нет.",
        f"NOT {_OWN.replace(_MATCHED, f'{_MATCHED} AND r.zone <= m.zones')}",
    )


HISTORY = Plan(
    _HISTORY,
    _history_target,
    lambda layout: _source(layout, _HISTORY),
    rows=judged_history,
    check=_check_history,
    explain=_explain,
    is_judged_apart=True,
)
EVENTS = Plan(
    _EVENTS,
    _events_target,
    lambda layout: _source(layout, _EVENTS),
    check=_check_events,
    explain=_explain,
    is_judged_apart=True,
)
