"""What the office asks of meters: lists, one meter whole, what was sent of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from lk.account.models import User
from lk.db import db
from lk.meters.models import (
    BillingPeriod,
    Contract,
    ContractBinding,
    Meter,
    MeterEvent,
    Reading,
)
from lk.meters.rules import folded
from lk.meters.rules.spelling import spellings

MONTHS_SHOWN = 12
READINGS_SHOWN = 20
_LIVE = ContractBinding.unbound_at.is_(None)


@dataclass(frozen=True, kw_only=True)
class MetersWanted:
    """Which meters; what is empty does not narrow.

    `text`: each word in the number, the contract, the address or the type. `state`: at_work or
    removed. `is_bound`: whether the contract is in a cabinet. `unsent`: a month (YYYY-MM) that a
    reading may be sent for and none stands.
    """

    contract: str = ""
    number: str = ""
    text: str = ""
    state: str = ""
    is_bound: bool | None = None
    unsent: str = ""


@dataclass(frozen=True, kw_only=True)
class ReadingsWanted:
    """Which readings; `since` and `until`: sent from, and before, that moment."""

    state: str = ""
    period: str = ""
    contract: str = ""
    number: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class WholeMeter:
    """A meter with its contract and all that hangs on it; months and readings newest first.

    `replaces` and `replaced_by`: numbers of the meters before and after it, or nothing.
    """

    meter: Meter
    contract: Contract
    bindings: Sequence[tuple[ContractBinding, User]]
    months: Sequence[BillingPeriod]
    events: Sequence[MeterEvent]
    readings: Sequence[Reading]
    replaces: str
    replaced_by: str


def list_meters(
    *, wanted: MetersWanted, period: str, after: str = "", limit: int = 100
) -> Sequence[Any]:
    """A page in the order of the import, behind the meter `after`; one SELECT.

    Rows of (Meter, Contract, cabinets, the state of the reading of `period`).
    """
    cabinets = select(func.count(ContractBinding.id)).where(
        ContractBinding.contract_id == Contract.id, _LIVE
    )
    query = (
        select(
            Meter,
            Contract,
            cabinets.correlate(Contract).scalar_subquery().label("cabinets"),
            select(Reading.state).where(_stands(period)).correlate(Meter).scalar_subquery(),
        )
        .join(Contract, Contract.id == Meter.contract_id)
        .where(*_of_meters(wanted))
        .order_by(Meter.id)
        .limit(limit)
    )
    if after:
        edge = select(Meter.id).where(Meter.public_id == after).scalar_subquery()
        query = query.where(Meter.id > edge)
    return db.session.execute(query).all()


def list_readings(
    *, wanted: ReadingsWanted, after: int | None = None, limit: int = 100
) -> Sequence[Any]:
    """The newest first, behind the number `after`; rows of (Reading, Meter, Contract, login)."""
    query = (
        select(Reading, Meter, Contract, User.login)
        .join(Meter, Meter.id == Reading.meter_id)
        .join(Contract, Contract.id == Meter.contract_id)
        .outerjoin(User, User.id == Reading.user_id)
        .where(*_of_readings(wanted))
        .order_by(Reading.id.desc())
        .limit(limit)
    )
    if after is not None:
        query = query.where(Reading.id < after)
    return db.session.execute(query).all()


def meters_called(*, number: str, contract: str = "") -> Sequence[tuple[Meter, Contract]]:
    """All meters of that number, in any usual spelling: other contracts may have the same."""
    query = (
        select(Meter, Contract)
        .join(Contract, Contract.id == Meter.contract_id)
        .where(Meter.number.in_(spellings(number)))
        .order_by(Contract.number, Meter.id)
    )
    if contract:
        query = query.where(Contract.number.in_(spellings(contract)))
    return [(meter, own) for meter, own in db.session.execute(query)]


def whole_meter(*, meter: Meter, contract: Contract) -> WholeMeter:
    """All of it; five SELECTs."""
    months = _newest(BillingPeriod, meter).order_by(BillingPeriod.period.desc(), BillingPeriod.zone)
    readings = _newest(Reading, meter).order_by(Reading.id.desc()).limit(READINGS_SHOWN)
    events = _newest(MeterEvent, meter).order_by(MeterEvent.on.desc(), MeterEvent.id.desc())
    bindings = (
        select(ContractBinding, User)
        .join(User, User.id == ContractBinding.user_id)
        .where(ContractBinding.contract_id == contract.id)
        .order_by(ContractBinding.id)
    )
    return WholeMeter(
        meter,
        contract,
        [(each, who) for each, who in db.session.execute(bindings)],
        db.session.scalars(months.limit(MONTHS_SHOWN * meter.zones)).all(),
        db.session.scalars(events).all(),
        db.session.scalars(readings).all(),
        *_neighbours(meter),
    )


def _neighbours(meter: Meter) -> tuple[str, str]:
    """Numbers of the meter that it replaces, and of the one that has replaced it."""
    is_one = or_(Meter.id == meter.replaces_id, Meter.replaces_id == meter.id)
    found = db.session.execute(select(Meter.id, Meter.number).where(is_one)).all()
    before = [each.number for each in found if each.id == meter.replaces_id]
    after = [each.number for each in found if each.id != meter.replaces_id]
    return "".join(before[:1]), "".join(after[:1])


def _newest(model: Any, meter: Meter) -> Select[Any]:
    return select(model).where(model.meter_id == meter.id)


def _of_meters(wanted: MetersWanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        Meter.search_key.contains(word, autoescape=True) for word in folded(wanted.text).split()
    ]
    if wanted.contract:
        found.append(Contract.number.in_(spellings(wanted.contract)))
    if wanted.number:
        found.append(Meter.number.in_(spellings(wanted.number)))
    if wanted.state == "removed":
        found.append(Meter.removed_on.is_not(None))
    elif wanted.state or wanted.unsent:
        found.append(Meter.removed_on.is_(None))
    if wanted.is_bound is not None:
        in_cabinet = exists().where(ContractBinding.contract_id == Contract.id, _LIVE)
        found.append(in_cabinet if wanted.is_bound else ~in_cabinet)
    if wanted.unsent:
        found += [Contract.may_send.is_(True), ~exists().where(_stands(wanted.unsent))]
    return found


def _of_readings(wanted: ReadingsWanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.state:
        found.append(Reading.state == wanted.state)
    if wanted.period:
        found.append(Reading.period == wanted.period)
    if wanted.contract:
        found.append(Contract.number.in_(spellings(wanted.contract)))
    if wanted.number:
        found.append(Meter.number.in_(spellings(wanted.number)))
    if wanted.since:
        found.append(Reading.sent_at >= wanted.since)
    if wanted.until:
        found.append(Reading.sent_at < wanted.until)
    return found


def _stands(period: str) -> ColumnElement[bool]:
    """The reading of this meter that counts for the month."""
    return and_(
        Reading.meter_id == Meter.id,
        Reading.period == period,
        Reading.state.not_in(("rejected", "replaced")),
    )
