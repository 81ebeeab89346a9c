"""The samples of the billing's files, made from the demo as it stands on one day.

LK_WRITE_SAMPLES=1 pytest tests/meters/test_import_samples.py writes them anew.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

import lk.meters.exchange
from lk.db import db
from lk.meters.models import BillingPeriod, Contract, Meter, MeterEvent, Reading
from lk.meters.rules.verdicts import VERDICTS
from lk.tables import write_csv

FOLDER = Path(lk.meters.exchange.__file__).with_name("samples")
AT = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
Row = dict[str, Any]


def contracts() -> Iterator[Row]:
    for each in db.session.scalars(select(Contract).order_by(Contract.number)):
        yield {
            "contract_no": each.number,
            "holder": each.holder,
            "kind": each.kind,
            "may_send": each.may_send,
            "may_be_bound": each.may_be_bound,
        }


def meters() -> Iterator[Row]:
    numbers = {each.id: each.number for each in db.session.scalars(select(Meter))}
    for contract, each in _of_contracts(select(Contract.number, Meter)):
        yield {
            "contract_no": contract,
            "meter_no": each.number,
            "type": each.type,
            "tariff": each.tariff,
            "coef": each.coefficient,
            "digits": each.digits,
            "zones": each.zones,
            "address": each.address,
            "installed_date": _iso(each.installed_on),
            "verified_date": _iso(each.verified_on),
            "status": "removed" if each.is_removed else "active",
            "removed_date": _iso(each.removed_on),
            "replaces": numbers.get(each.replaces_id, ""),
        }


def history() -> Iterator[Row]:
    query = select(Contract.number, Meter, BillingPeriod)
    found = _of_contracts(query, BillingPeriod, BillingPeriod.period, BillingPeriod.zone)
    for contract, meter, each in found:
        yield {
            "contract_no": contract,
            "meter_no": meter.number,
            "period": each.period,
            "tariff_zone": each.zone,
            "reading": each.reading,
            "consumption": each.consumption,
            "method": each.method,
            "reading_date": _iso(each.reading_date),
        }


def events() -> Iterator[Row]:
    query = select(Contract.number, Meter, MeterEvent)
    found = _of_contracts(query, MeterEvent, MeterEvent.on, MeterEvent.code, MeterEvent.zone)
    for contract, meter, each in found:
        yield {
            "contract_no": contract,
            "meter_no": meter.number,
            "date": _iso(each.on),
            "event": each.code,
            "tariff_zone": each.zone,
            "before": each.before,
            "after": each.after,
            "note": each.note,
        }


def verdicts() -> Iterator[Row]:
    """Of what the demo's consumers sent: a line for each zone."""
    query = select(Reading).where(Reading.state.in_(VERDICTS)).order_by(Reading.id)
    for each in db.session.scalars(query):
        for zone, value in enumerate(each.accepted or each.values, start=1):
            yield {
                "id": each.id,
                "verdict": each.state,
                "zone": zone,
                "value": None if each.state == "rejected" else value,
                "reason": each.reason,
            }


MAKERS: Mapping[str, Any] = {
    each.__name__: each for each in (contracts, meters, history, events, verdicts)
}


def made(kind: str) -> bytes:
    rows = list(MAKERS[kind]())
    out = io.BytesIO()
    write_csv(out, rows, {name: name for name in rows[0]})
    return out.getvalue()


def _of_contracts(query: Any, more: Any = None, *order: Any) -> Iterable[Any]:
    query = query.join(Contract, Contract.id == Meter.contract_id)
    if more is not None:
        query = query.join(more, more.meter_id == Meter.id)
    return db.session.execute(query.order_by(Contract.number, Meter.number, *order))


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""
