"""The statements behind «Мои приборы учета»: made once for each kind of question, then kept.

It reads the consumer's own rows, which lie side by side (`ListedMeter`), and takes the wide ones
by number, only those of a page. A page begins behind a meter, never after so many rows.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
)

from lk.meters.models import (
    BillingPeriod,
    Contract,
    ContractBinding,
    ListedMeter,
    Meter,
    Reading,
)

# Between the names of tariffs in one cell.
BREAK = "\n"
_ZONES = (1, 2, 3)
# Tables, not models: a line needs no object.
_METERS, _CONTRACTS = Meter.__table__, Contract.__table__
_BINDINGS, _READINGS = ContractBinding.__table__, Reading.__table__
_LISTED, _MONTHS = ListedMeter.__table__, BillingPeriod.__table__


@dataclass(frozen=True)
class Shape:
    """What is asked for, without the values.

    `state`: at_work, removed, unsent or «»; `order`: address, number or contract. `edge`: whether
    the page begins `after` or `before` a meter, or «». `is_detailed`: with what only a file shows.
    `is_postgresql` names the function that looks for a word.
    """

    words: int = 0
    has_contract: bool = False
    has_tariff: bool = False
    state: str = ""
    order: str = "address"
    edge: str = ""
    is_detailed: bool = False
    is_postgresql: bool = False


@cache
def page_statement(shape: Shape) -> Select[Any]:
    """Rows of a page, each with how many were found.

    Values: `user`, `period`, `most`, `word0`…, `contract`, `tariff`, `edge`.
    """
    page = _page(shape).subquery("page")
    return _with_facts(shape, page).order_by(*_order(shape, page.c.key, page.c.id))


@cache
def counts_statement(*, is_postgresql: bool) -> Select[Any]:
    """One row of all that the consumer has: how many meters by tariff, joined by `BREAK`, and the
    numbers of some of the contracts. Values: `user`, `most_contracts`.
    """
    own = _LISTED.alias("own")
    tariffs = select(own.c.tariff.label("name"), func.count().label("total"))
    each = tariffs.where(_is_mine(own)).group_by(own.c.tariff).subquery()
    named = select(own.c.contract.label("name")).where(_is_mine(own)).distinct()
    numbers = named.limit(bindparam("most_contracts")).subquery()
    join = func.string_agg if is_postgresql else func.group_concat
    contracts = select(join(numbers.c.name, BREAK)).scalar_subquery()
    total = func.coalesce(func.sum(each.c.total), 0)
    return select(
        total.label("total"),
        join(each.c.name, BREAK).label("tariffs"),
        contracts.label("contracts"),
    )


def _is_mine(own: FromClause) -> ColumnElement[bool]:
    return own.c.user_id == bindparam("user")


def _key(shape: Shape, own: FromClause) -> ColumnElement[str]:
    """What the order goes by: what is searched begins with the address."""
    return own.c[shape.order if shape.order in {"number", "contract"} else "search_key"]


def _page(shape: Shape) -> Select[Any]:
    """The numbers of a page, and one more to know whether it goes on.

    All are counted apart: a count in each row would carry every row into a table of its own.
    """
    own = _LISTED.alias("own")
    conditions = (_is_mine(own), *_conditions(shape, own))
    found = select(func.count()).select_from(own).where(*conditions).scalar_subquery()
    key = _key(shape, own)
    names = (own.c.meter_id.label("id"), own.c.contract_id, key.label("key"))
    query = select(*names, own.c.user_id, found.label("found")).where(*conditions)
    if shape.edge:
        query = query.where(_beyond(shape, own))
    return query.order_by(*_order(shape, key, own.c.meter_id)).limit(bindparam("most"))


def _conditions(shape: Shape, own: FromClause) -> list[ColumnElement[bool]]:
    look = func.strpos if shape.is_postgresql else func.instr
    found: list[ColumnElement[bool]] = [
        look(own.c.search_key, bindparam(f"word{place}")) > 0 for place in range(shape.words)
    ]
    if shape.has_contract:
        found.append(own.c.contract == bindparam("contract"))
    if shape.has_tariff:
        found.append(own.c.tariff == bindparam("tariff"))
    if shape.state == "removed":
        found.append(own.c.removed_on.is_not(None))
    elif shape.state:
        found.append(own.c.removed_on.is_(None))
    if shape.state == "unsent":
        found += [own.c.may_send, _standing(own.c.meter_id).is_(None)]
    return found


def _standing(meter_id: Any) -> ScalarSelect[Any]:
    """The state of the reading that stands for the period."""
    reading = _READINGS.alias()
    query = select(reading.c.state).where(
        reading.c.meter_id == meter_id,
        reading.c.period == bindparam("period"),
        reading.c.state != "rejected",
        reading.c.state != "replaced",
    )
    return query.scalar_subquery()


def _beyond(shape: Shape, own: FromClause) -> ColumnElement[bool]:
    """Behind the meter `edge` in this order, or before it. Another's meter is no edge."""
    edge, meter = _LISTED.alias("edge"), _METERS.alias()
    named = select(meter.c.id).where(meter.c.public_id == bindparam("edge")).scalar_subquery()
    is_edge = (_is_mine(edge), edge.c.meter_id == named)
    key, number = (
        select(each).where(*is_edge).scalar_subquery()
        for each in (_key(shape, edge), edge.c.meter_id)
    )
    here = _key(shape, own)
    if shape.edge == "after":
        return or_(here > key, and_(here == key, own.c.meter_id > number))
    return or_(here < key, and_(here == key, own.c.meter_id < number))


def _order(shape: Shape, *columns: ColumnElement[Any]) -> tuple[ColumnElement[Any], ...]:
    """A page before a meter is read backwards."""
    return tuple(each.desc() for each in columns) if shape.edge == "before" else columns


def _with_facts(shape: Shape, page: FromClause) -> Select[Any]:
    """All that a line shows: the meter, its contract, the newest month, what was sent."""
    meter, contract, binding = _METERS, _CONTRACTS, _BINDINGS
    source = page.join(meter, meter.c.id == page.c.id)
    is_own = (binding.c.user_id == page.c.user_id) & (binding.c.contract_id == page.c.contract_id)
    source = source.join(binding, is_own & binding.c.unbound_at.is_(None))
    source = source.join(contract, contract.c.id == meter.c.contract_id)
    months = [_MONTHS.alias() for _ in _ZONES]
    newest = select(func.max(_MONTHS.c.period)).where(_MONTHS.c.meter_id == meter.c.id)
    for zone, month in zip(_ZONES, months, strict=True):
        period = newest.correlate(meter).scalar_subquery() if zone == 1 else months[0].c.period
        is_it = (month.c.meter_id == meter.c.id) & (month.c.period == period)
        source = source.outerjoin(month, is_it & (month.c.zone == zone) & (meter.c.zones >= zone))
    facts = ("public_id", "number", "address", "type", "tariff", "removed_on")
    query = select(
        page.c.found,
        *(meter.c[name] for name in facts),
        contract.c.number.label("contract"),
        contract.c.kind,
        contract.c.may_send,
        binding.c.sees_from,
        months[0].c.period,
        *(month.c.reading.label(f"reading{n}") for n, month in enumerate(months, 1)),
        _standing(meter.c.id).label("standing"),
    )
    if shape.is_detailed:
        used = [month.c.consumption.label(f"consumption{n}") for n, month in enumerate(months, 1)]
        query = query.add_columns(meter.c.coefficient, months[0].c.reading_date, *used)
    return query.select_from(source)
