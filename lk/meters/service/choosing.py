"""The statements behind «Мои приборы учета»: made once for each kind of question, then kept.

It reads the consumer's rows from two indexes alone and takes the wide ones by number, only those
of a page. A page begins behind a meter, never after so many rows.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
)

from lk.meters.models import BillingPeriod, Contract, ContractBinding, Meter, Reading

# Between the names of tariffs in one cell.
BREAK = "\n"
_ZONES = (1, 2, 3)
# Tables, not models: a line needs no object.
_METERS, _CONTRACTS = Meter.__table__, Contract.__table__
_BINDINGS, _READINGS = ContractBinding.__table__, Reading.__table__
_MONTHS = BillingPeriod.__table__


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
    page = _page(shape, _owned(shape.order).cte("own")).subquery("page")
    return _with_facts(shape, page).order_by(*_order(shape, page))


@cache
def counts_statement(*, is_postgresql: bool) -> Select[Any]:
    """One row of all that the consumer has: how many meters by tariff, joined by `BREAK`, and the
    numbers of some of the contracts. Values: `user`, `most_contracts`.
    """
    meter, binding, contract = _METERS.alias(), _BINDINGS.alias(), _CONTRACTS.alias()
    mine = (binding.c.user_id == bindparam("user"), binding.c.unbound_at.is_(None))
    source = binding.join(meter, meter.c.contract_id == binding.c.contract_id)
    tariffs = select(meter.c.tariff.label("name"), func.count().label("total"))
    tariffs = tariffs.select_from(source).where(*mine).group_by(meter.c.tariff)
    named = select(contract.c.number.label("name"))
    named = named.join_from(binding, contract, contract.c.id == binding.c.contract_id)
    named = named.where(*mine).limit(bindparam("most_contracts"))
    join = func.string_agg if is_postgresql else func.group_concat
    each, numbers = tariffs.subquery(), named.subquery()
    contracts = select(join(numbers.c.name, BREAK)).scalar_subquery()
    total = func.coalesce(func.sum(each.c.total), 0)
    return select(
        total.label("total"),
        join(each.c.name, BREAK).label("tariffs"),
        contracts.label("contracts"),
    )


def _owned(order: str, *, is_edge: bool = False) -> Select[Any]:
    """The consumer's meters as the index has them, with what is searched and sorted by.

    Where the address is not shown, neither the search nor the order tells it.
    """
    meter, binding, contract = _METERS.alias(), _BINDINGS.alias(), _CONTRACTS.alias()
    veiled = _veiled(meter.c.id)
    hay = case((binding.c.sees_from.is_(None), meter.c.search_key), else_=veiled)
    keys = {"number": meter.c.number, "contract": contract.c.number}
    columns = (meter.c.id, meter.c.contract_id, meter.c.removed_on, meter.c.tariff)
    key = [each.label("key") for name, each in keys.items() if name == order]
    source = binding.join(meter, meter.c.contract_id == binding.c.contract_id)
    if order == "contract":
        source = source.join(contract, contract.c.id == binding.c.contract_id)
    query = select(*columns, binding.c.sees_from, hay.label("hay"), *key).select_from(source)
    query = query.where(binding.c.user_id == bindparam("user"), binding.c.unbound_at.is_(None))
    return query.where(meter.c.public_id == bindparam("edge")) if is_edge else query


def _key(rows: FromClause) -> ColumnElement[str]:
    """What the order goes by: what is searched begins with the address."""
    return rows.c.get("key", rows.c.hay)


def _veiled(meter_id: Any) -> ScalarSelect[Any]:
    """What is searched of a meter whose address is not shown; read for such a meter only."""
    meter, contract = _METERS.alias(), _CONTRACTS.alias()
    words = func.lower(meter.c.number + " " + contract.c.number + " " + meter.c.type)
    query = select(func.replace(words, "ё", "е"))
    query = query.where(meter.c.id == meter_id, contract.c.id == meter.c.contract_id)
    return query.scalar_subquery()


def _page(shape: Shape, own: CTE) -> Select[Any]:
    """The numbers of a page, and one more to know whether it goes on."""
    key = _key(own).label("key")
    chosen = select(own.c.id, key, own.c.sees_from, func.count().over().label("found"))
    chosen = chosen.where(*_conditions(shape, own))
    found = chosen.subquery("found")
    query = select(found)
    if shape.edge:
        query = query.where(_beyond(shape, found))
    return query.order_by(*_order(shape, found)).limit(bindparam("most"))


def _conditions(shape: Shape, own: CTE) -> list[ColumnElement[bool]]:
    look = func.strpos if shape.is_postgresql else func.instr
    found: list[ColumnElement[bool]] = [
        look(own.c.hay, bindparam(f"word{place}")) > 0 for place in range(shape.words)
    ]
    if shape.has_contract:
        named = select(_CONTRACTS.c.id).where(_CONTRACTS.c.number == bindparam("contract"))
        found.append(own.c.contract_id == named.scalar_subquery())
    if shape.has_tariff:
        found.append(own.c.tariff == bindparam("tariff"))
    if shape.state == "removed":
        found.append(own.c.removed_on.is_not(None))
    elif shape.state:
        found.append(own.c.removed_on.is_(None))
    if shape.state == "unsent":
        may = select(_CONTRACTS.c.may_send).where(_CONTRACTS.c.id == own.c.contract_id)
        found += [may.scalar_subquery(), _standing(own.c.id).is_(None)]
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


def _beyond(shape: Shape, found: FromClause) -> ColumnElement[bool]:
    """Behind the meter `edge` in this order, or before it. Another's meter is no edge."""
    edge = _owned(shape.order, is_edge=True).subquery("edge")
    key, number = (select(each).scalar_subquery() for each in (_key(edge), edge.c.id))
    if shape.edge == "after":
        return or_(found.c.key > key, and_(found.c.key == key, found.c.id > number))
    return or_(found.c.key < key, and_(found.c.key == key, found.c.id < number))


def _order(shape: Shape, rows: FromClause) -> tuple[ColumnElement[Any], ...]:
    """A page before a meter is read backwards."""
    columns = (rows.c.key, rows.c.id)
    return tuple(each.desc() for each in columns) if shape.edge == "before" else columns


def _with_facts(shape: Shape, page: FromClause) -> Select[Any]:
    """All that a line shows: the meter, its contract, the newest month, what was sent."""
    meter, contract = _METERS, _CONTRACTS
    source = page.join(meter, meter.c.id == page.c.id)
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
        page.c.sees_from,
        months[0].c.period,
        *(month.c.reading.label(f"reading{n}") for n, month in enumerate(months, 1)),
        _standing(meter.c.id).label("standing"),
    )
    if shape.is_detailed:
        used = [month.c.consumption.label(f"consumption{n}") for n, month in enumerate(months, 1)]
        query = query.add_columns(meter.c.coefficient, months[0].c.reading_date, *used)
    return query.select_from(source)
