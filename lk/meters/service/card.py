"""All that a meter's card shows: three SELECTs, whatever it has behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, literal, select
from sqlalchemy.orm import aliased, joinedload

from lk.db import db
from lk.meters.models import (
    BillingPeriod,
    Contract,
    ContractBinding,
    Meter,
    MeterEvent,
    Reading,
)
from lk.meters.rules.history import Charge, Device, Event, History, with_replacements
from lk.meters.rules.masking import first_seen
from lk.meters.service.owning import OwnMeter

# In one place; more would be a ring of meters that replace each other.
MOST_DEVICES = 30
READINGS_SHOWN = 12
MOST_READINGS = 600


@dataclass(frozen=True)
class Newer:
    """The meter that stands in the place of a removed one now."""

    public_id: str
    number: str


@dataclass(frozen=True)
class Card:
    """`readings`: what consumers sent, the newest first; `has_more_readings` than those."""

    own: OwnMeter
    history: History
    readings: Sequence[Reading]
    has_more_readings: bool
    newer: Newer | None

    @property
    def meter(self) -> Meter:
        return self.own.meter

    @property
    def device(self) -> Device:
        """The meter of this card, as the rules know it."""
        return self.history.devices[0]


def card_of(*, user_id: int, public_id: str, has_all: bool = False) -> Card | None:
    """The card of one's own meter with the devices before it; None where it is not theirs.

    `has_all`: all readings that were sent, not the newest only.
    """
    rows = db.session.execute(_devices(user_id, public_id)).all()
    if not rows:
        return None
    own = OwnMeter(rows[0][0], rows[0][1], rows[0][2])
    first = first_seen(own.binding.sees_from)
    devices = [each for each in _told(rows, own) if _is_seen(each, own)]
    keys = [each.key for each in devices]
    most = MOST_READINGS if has_all else READINGS_SHOWN
    readings = db.session.scalars(_readings(keys, own, most + 1)).all()
    newer = Newer(*rows[0][4:]) if rows[0][4] else None
    history = History(devices, _charges(keys, first), is_cut=bool(first))
    return Card(own, history, readings[:most], len(readings) > most, newer)


def _devices(user_id: int, public_id: str) -> Any:
    """The meter, the ones that it replaced, each with its events; the newest device first."""
    chain, newer = _chain(user_id, public_id), aliased(Meter)
    return (
        select(Meter, Contract, ContractBinding, MeterEvent, newer.public_id, newer.number)
        .join(chain, chain.c.id == Meter.id)
        .join(Contract, Contract.id == chain.c.contract_id)
        .join(ContractBinding, ContractBinding.id == chain.c.binding_id)
        .outerjoin(MeterEvent, MeterEvent.meter_id == Meter.id)
        .outerjoin(newer, (newer.replaces_id == Meter.id) & (newer.contract_id == Contract.id))
        .order_by(chain.c.step, MeterEvent.on, MeterEvent.id)
    )


def _chain(user_id: int, public_id: str) -> CTE:
    """Ids of the meter and of those before it, of one contract; `step` counts from 0. All that is
    read besides hangs on these few rows, however many meters the contract has.
    """
    columns = (Meter.id, Meter.replaces_id, Meter.contract_id)
    chain = (
        select(*columns, ContractBinding.id.label("binding_id"), literal(0).label("step"))
        .join(ContractBinding, ContractBinding.contract_id == Meter.contract_id)
        .where(
            Meter.public_id == public_id,
            ContractBinding.user_id == user_id,
            ContractBinding.unbound_at.is_(None),
        )
        .cte("chain", recursive=True)
    )
    before = select(*columns, chain.c.binding_id, (chain.c.step + 1).label("step")).where(
        Meter.id == chain.c.replaces_id,
        Meter.contract_id == chain.c.contract_id,
        chain.c.step < MOST_DEVICES,
    )
    return chain.union_all(before)


def _told(rows: Sequence[Any], own: OwnMeter) -> list[Device]:
    meters: dict[int, Meter] = {}
    events: dict[int, dict[int, Event]] = {}
    since = own.binding.sees_from
    for row in rows:
        meter, event = row[0], row[3]
        meters.setdefault(meter.id, meter)
        told = events.setdefault(meter.id, {})
        if event is not None and (since is None or event.on >= since):
            told[event.id] = Event(
                event.on, event.code, event.zone, event.before, event.after, event.note
            )
    return with_replacements(
        [_device(each, tuple(events[each.id].values())) for each in meters.values()]
    )


def _device(meter: Meter, events: tuple[Event, ...]) -> Device:
    return Device(
        key=meter.id,
        number=meter.number,
        digits=meter.digits,
        zones=meter.zones,
        coefficient=meter.coefficient,
        installed_on=meter.installed_on,
        verified_on=meter.verified_on,
        removed_on=meter.removed_on,
        events=events,
    )


def _is_seen(device: Device, own: OwnMeter) -> bool:
    """A device that was gone before a second reader's first day is none of theirs."""
    since = own.binding.sees_from
    is_gone = since is not None and device.removed_on is not None and device.removed_on < since
    return device.key == own.meter.id or not is_gone


def _charges(keys: Sequence[int], first: str) -> list[Charge]:
    query = select(
        BillingPeriod.meter_id,
        BillingPeriod.period,
        BillingPeriod.zone,
        BillingPeriod.reading,
        BillingPeriod.consumption,
        BillingPeriod.method,
        BillingPeriod.reading_date,
    ).where(BillingPeriod.meter_id.in_(keys), BillingPeriod.period >= first)
    return [Charge(*row) for row in db.session.execute(query)]


def _readings(keys: Sequence[int], own: OwnMeter, most: int) -> Any:
    query = select(Reading).options(joinedload(Reading.file)).where(Reading.meter_id.in_(keys))
    if (since := own.binding.sees_from) is not None:
        query = query.where(Reading.taken_on >= since, Reading.sent_at >= own.binding.bound_at)
    return query.order_by(Reading.period.desc(), Reading.id.desc()).limit(most)
