"""What is known of registers before they are read: in bulk, by a constant number of SELECTs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, String, Subquery, cast, func, null, select, union_all

from lk.company import company
from lk.db import db
from lk.meters.models import BillingPeriod, Contract, Meter, MeterEvent, Reading
from lk.meters.rules.judging import Last, Register
from lk.meters.rules.masking import first_seen
from lk.meters.rules.periods import before, period_of
from lk.meters.rules.windows import next_window
from lk.meters.service.owning import OwnMeter

# Months that a mean is made of, and one more to compare with.
MEAN_OF = 6
# Of many meters older months are looked at only where there are no newer ones.
YEAR = 12
# The place of what a meter began with: after all its months.
BEGUN = 1000
# Meters of one SELECT.
MOST_AT_ONCE = 5000
STANDING = ("sent", "exported", "accepted", "corrected")


class _Month(NamedTuple):
    """What the billing has of a zone; of a meter without months, what it began with."""

    period: str
    reading: Decimal
    consumption: Decimal | None
    method: str
    day: date | None


def registers_of(*, meter_ids: Collection[int], on: date) -> Mapping[int, Register]:
    """The registers of these meters: two SELECTs for every five thousand, and a third where some
    have not been charged for a year.
    """
    found: dict[int, Register] = {}
    ordered = sorted(meter_ids)
    for start in range(0, len(ordered), MOST_AT_ONCE):
        some = ordered[start : start + MOST_AT_ONCE]
        query = select(Meter, Contract).join(Contract, Contract.id == Meter.contract_id)
        found |= _read(db.session.execute(query.where(Meter.id.in_(some))).all(), on)
    return found


def registers_owned(*, owned: Sequence[OwnMeter], on: date) -> Mapping[int, Register]:
    """The same of meters at hand: one SELECT less."""
    found: dict[int, Register] = {}
    for start in range(0, len(owned), MOST_AT_ONCE):
        some = owned[start : start + MOST_AT_ONCE]
        found |= _read([(each.meter, each.contract) for each in some], on, _firsts(some))
    return found


def _read(
    rows: Sequence[Any], on: date, firsts: Mapping[int, str] | None = None
) -> dict[int, Register]:
    """Registers of meters with their contracts; most are known from the last year's months."""
    known = _known([meter.id for meter, _ in rows], before(period_of(on), YEAR))
    if silent := [meter.id for meter, _ in rows if len(known.get(meter.id, ())) < meter.zones]:
        known |= _known(silent)
    return _registers(rows, known, on, firsts or {})


def _firsts(owned: Iterable[OwnMeter]) -> dict[int, str]:
    """By meter, the first month that its reader is shown; nothing of those who are shown all."""
    found = ((each.meter.id, first_seen(each.binding.sees_from)) for each in owned)
    return {meter_id: first for meter_id, first in found if first}


def register_of(*, own: OwnMeter, on: date) -> Register:
    """The register of one's own meter on that day, as its reader may see it; one SELECT."""
    known = _known([own.meter.id])
    found = _registers([(own.meter, own.contract)], known, on, _firsts([own]))[own.meter.id]
    return seen_by(own, found)


def seen_by(own: OwnMeter, register: Register) -> Register:
    """Without the figures that this reader is not shown (`sees_from` of the binding)."""
    first = first_seen(own.binding.sees_from)
    if not first or all(each.period >= first for each in register.last.values()):
        return register
    last = {
        zone: each if each.period >= first else replace(each, reading=None)
        for zone, each in register.last.items()
    }
    return replace(register, last=last)


def shown_to(own: OwnMeter, reading: Reading | None) -> Reading | None:
    """The reading, unless another cabinet sent it before this one had the contract."""
    if reading is None:
        return None
    is_shown = own.binding.shows_sent(taken_on=reading.taken_on, sent_at=reading.sent_at)
    return reading if is_shown else None


def standing_of(*, meter_ids: Collection[int], period: str) -> Mapping[int, Reading]:
    """The readings of that month that stand for these meters: sent or taken, by meter."""
    found: dict[int, Reading] = {}
    ordered = sorted(meter_ids)
    for start in range(0, len(ordered), MOST_AT_ONCE):
        query = (
            select(Reading)
            .where(
                Reading.meter_id.in_(ordered[start : start + MOST_AT_ONCE]),
                Reading.period == period,
                Reading.state.in_(STANDING),
            )
            .execution_options(populate_existing=True)
        )
        found |= {each.meter_id: each for each in db.session.scalars(query)}
    return found


def _registers(
    rows: Sequence[Any],
    known: Mapping[int, Mapping[int, list[_Month]]],
    on: date,
    firsts: Mapping[int, str],
) -> dict[int, Register]:
    calendar = company().readings
    windows = {kind: next_window(kind, on, calendar) for kind in {each.kind for _, each in rows}}
    return {
        meter.id: Register(
            digits=meter.digits,
            zones=meter.zones,
            coefficient=meter.coefficient,
            last={zone: _last(months) for zone, months in known.get(meter.id, {}).items()},
            means=_means(known.get(meter.id, {}), firsts.get(meter.id, "")),
            removed=meter.is_removed,
            may_send=contract.may_send,
            kind=contract.kind,
            window=windows[contract.kind],
            calendar=calendar,
        )
        for meter, contract in rows
    }


def _last(months: list[_Month]) -> Last:
    """Of the months of one zone, the newest first."""
    newest = months[0]
    read = [each.period for each in months if each.method == "actual"]
    actual = read[0] if read else months[-1].period
    return Last(newest.period, newest.reading, newest.day or _first_after(newest.period), actual)


def _first_after(period: str) -> date:
    following = before(period, -1)
    return date(int(following[:4]), int(following[5:]), 1)


def _means(zones: Mapping[int, list[_Month]], first: str) -> dict[int, Decimal]:
    """Of months that the reader is shown: a mean would tell of the others."""
    found = {}
    for zone, months in zones.items():
        shown = [each.consumption for each in months if each.period >= first]
        if known := [each for each in shown if each is not None][:MEAN_OF]:
            found[zone] = sum(known, Decimal(0)) / len(known)
    return found


def _known(meter_ids: list[int], since: str = "") -> dict[int, dict[int, list[_Month]]]:
    """The newest months by meter and zone; all told (no `since`), of a meter that has none yet,
    with what it began.
    """
    newest = _newest(meter_ids, since)
    months = select(newest).where(newest.c.place <= MEAN_OF + 1)
    begun = select(
        MeterEvent.meter_id,
        MeterEvent.zone,
        cast(null(), String).label("period"),
        MeterEvent.after.label("reading"),
        cast(null(), BigInteger).label("consumption"),
        cast("actual", String).label("method"),
        MeterEvent.on.label("day"),
        cast(BEGUN, BigInteger).label("place"),
    ).where(
        MeterEvent.meter_id.in_(meter_ids),
        MeterEvent.code.in_(("installed", "replaced")),
        MeterEvent.after.is_not(None),
    )
    found: dict[int, dict[int, list[_Month]]] = {}
    rows = db.session.execute(months if since else union_all(months, begun)).all()
    for meter_id, zone, *facts, place in sorted(rows, key=itemgetter(-1)):
        zones = found.setdefault(meter_id, {})
        if place < BEGUN:
            zones.setdefault(zone, []).append(_Month(*facts))
        elif zone not in zones:
            zones[zone] = [_begun(*facts)]
    return found


def _begun(_period: None, reading: Decimal, _used: None, method: str, day: date) -> _Month:
    """The month before its first day counts as charged."""
    return _Month(before(period_of(day)), reading, None, method, day)


def _newest(meter_ids: list[int], since: str) -> Subquery:
    """Months of these meters from that one on, numbered from the newest."""
    place = func.row_number().over(
        partition_by=(BillingPeriod.meter_id, BillingPeriod.zone),
        order_by=BillingPeriod.period.desc(),
    )
    return (
        select(
            BillingPeriod.meter_id,
            BillingPeriod.zone,
            BillingPeriod.period,
            BillingPeriod.reading,
            BillingPeriod.consumption,
            BillingPeriod.method,
            BillingPeriod.reading_date.label("day"),
            place.label("place"),
        )
        .where(BillingPeriod.meter_id.in_(meter_ids), BillingPeriod.period >= since)
        .subquery()
    )
