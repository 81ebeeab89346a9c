"""Which meters many readings are sent of: a page of the grid, all for a template, those named."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from lk.db import db
from lk.meters.models import BillingPeriod, Contract, ContractBinding, Meter, Reading
from lk.meters.rules import folded, period_of
from lk.meters.rules.judging import Register
from lk.meters.rules.table import MOST_ROWS, TableRow, plain_number
from lk.meters.service.owning import OwnMeter
from lk.meters.service.registers import STANDING, registers_owned, seen_by, shown_to

PAGE = 50
MOST_WORDS = 8
# Contracts that are named where they take no readings.
MOST_CLOSED = 3


@dataclass(frozen=True)
class TableMeter:
    """A meter that a reading may be sent of now; `sent`: the one that can still be corrected."""

    own: OwnMeter
    register: Register
    sent: Reading | None


@dataclass(frozen=True)
class TablePage:
    """`after`: the public id that the next page begins behind. `closed`: where nothing was found,
    the contracts of meters that only stay out because no readings are taken from their holder.
    """

    meters: Sequence[TableMeter]
    after: str | None
    closed: Sequence[str] = ()


def table_page(
    *, user_id: int, on: date, text: str = "", has_sent: bool = False, after: str = ""
) -> TablePage:
    """A page of meters, by address; three SELECTs.

    `text`: words of the number, address, contract or type; `has_sent`: also those whose reading
    of the month has been sent and not yet taken.
    """
    query = _waiting(user_id, on, has_sent=has_sent)
    hay = _hay(Meter, Contract, ContractBinding)
    asked = [hay.contains(each, autoescape=True) for each in folded(text).split()[:MOST_WORDS]]
    query = query.where(*asked)
    if after:
        query = query.where(_behind(user_id, after, hay))
    found = _told(query.order_by(hay, Meter.id).limit(PAGE + 1), on)
    more = found[PAGE - 1].own.meter.public_id if len(found) > PAGE else None
    is_asked = bool(asked or has_sent) and not after
    closed = _closed(user_id, asked) if is_asked and not found else []
    return TablePage(found[:PAGE], more, closed)


def table_meters(*, user_id: int, on: date) -> Sequence[TableMeter]:
    """All of them, for a template: as many as are taken at once, by contract and number."""
    query = _waiting(user_id, on, has_sent=True)
    return _told(query.order_by(Contract.number, Meter.number, Meter.id).limit(MOST_ROWS), on)


def table_these(*, user_id: int, on: date, public_ids: Collection[str]) -> Sequence[TableMeter]:
    """Those of one's own that a page has shown, whatever became of them since."""
    hay = _hay(Meter, Contract, ContractBinding)
    query = _own(user_id, on).where(Meter.public_id.in_(public_ids))
    return _told(query.order_by(hay, Meter.id), on)


def meters_named(*, user_id: int, rows: Collection[TableRow]) -> Sequence[OwnMeter]:
    """One's own meters that the rows may mean, removed ones too; one SELECT."""
    numbers = {plain_number(row.number) for row in rows if row.number}
    public_ids = {row.meter for row in rows if row.meter}
    plain = func.ltrim(func.lower(func.replace(Meter.number, " ", "")), "№'0")
    named = or_(plain.in_(numbers), Meter.public_id.in_(public_ids))
    query = _bound(select(Meter, Contract, ContractBinding), user_id).where(named)
    return [OwnMeter(*each) for each in db.session.execute(query)]


def _bound(query: Any, user_id: int) -> Any:
    return (
        query.select_from(ContractBinding)
        .join(Contract, Contract.id == ContractBinding.contract_id)
        .join(Meter, Meter.contract_id == Contract.id)
        .where(ContractBinding.user_id == user_id, ContractBinding.unbound_at.is_(None))
    )


def _own(user_id: int, on: date) -> Select[Any]:
    """The consumer's meters, each with the reading that stands for the month of this day."""
    stands = and_(
        Reading.meter_id == Meter.id,
        Reading.period == period_of(on),
        Reading.state.in_(STANDING),
    )
    query: Select[Any] = _bound(select(Meter, Contract, ContractBinding, Reading), user_id)
    return query.outerjoin(Reading, stands)


def _waiting(user_id: int, on: date, *, has_sent: bool) -> Select[Any]:
    """Those that a reading of the month may be sent of."""
    billed = select(BillingPeriod.id).where(
        BillingPeriod.meter_id == Meter.id, BillingPeriod.period == period_of(on)
    )
    free = Reading.id.is_(None)
    return _own(user_id, on).where(
        Contract.may_send,
        Meter.removed_on.is_(None),
        or_(free, Reading.state == "sent") if has_sent else free,
        ~billed.exists(),
    )


def _closed(user_id: int, asked: Collection[ColumnElement[bool]]) -> Sequence[str]:
    """Contracts of the meters that were asked for, whose holders may not send (fig. 17)."""
    query = _bound(select(Contract.number), user_id).where(
        Contract.may_send.is_(False), Meter.removed_on.is_(None), *asked
    )
    return db.session.scalars(query.distinct().order_by(Contract.number).limit(MOST_CLOSED)).all()


def _hay(meter: Any, contract: Any, binding: Any) -> ColumnElement[str]:
    """What is searched and sorted by; an address that is not shown is not found either."""
    veiled = func.lower(meter.number + " " + contract.number + " " + meter.type)
    return case((binding.sees_from.is_(None), meter.search_key), else_=veiled)


def _behind(user_id: int, public_id: str, hay: ColumnElement[str]) -> ColumnElement[bool]:
    meter, contract, binding = aliased(Meter), aliased(Contract), aliased(ContractBinding)

    def of_edge(wanted: Any) -> Any:
        query = (
            select(wanted)
            .select_from(meter)
            .join(contract, contract.id == meter.contract_id)
            .join(binding, binding.contract_id == contract.id)
            .where(meter.public_id == public_id, binding.user_id == user_id)
        )
        return query.scalar_subquery()

    edge = of_edge(_hay(meter, contract, binding))
    return or_(hay > edge, and_(hay == edge, Meter.id > of_edge(meter.id)))


def _told(query: Select[Any], on: date) -> list[TableMeter]:
    rows = [(OwnMeter(*each[:3]), each[3]) for each in db.session.execute(query)]
    known = registers_owned(owned=[own for own, _ in rows], on=on)
    return [
        TableMeter(own, seen_by(own, known[own.meter.id]), shown_to(own, sent))
        for own, sent in rows
    ]
