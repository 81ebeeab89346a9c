"""Contracts and meters for tests: valid by default, committed."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from lk.account.models import User
from lk.clock import now
from lk.db import db
from lk.meters.models import BillingPeriod, Contract, ContractBinding, Meter, Reading
from lk.meters.rules import period_of, search_key_of
from tests.harness.writing import start_writing

_numbers = count(1)

# The meter of figure 20: period, reading, consumption, method.
FIG20 = (
    ("2016-01", 67717, 1170, "actual"),
    ("2016-02", 68618, 901, "actual"),
    ("2016-03", 69559, 941, "actual"),
    ("2016-04", 70400, 841, "actual"),
    ("2016-05", 71248, 848, "actual"),
    ("2016-06", 71999, 751, "actual"),
    ("2016-07", 72748, 749, "actual"),
    ("2016-08", 73565, 817, "actual"),
    ("2016-09", 74345, 780, "actual"),
    ("2016-10", 74525, 181, "actual"),
    ("2016-11", 74525, 688, "average"),
)


def a_contract(user: User | None = None, number: str = "", **facts: Any) -> Contract:
    """A contract without meters, bound to `user` if there is one; `bound`: facts of the binding."""
    bound = facts.pop("bound", {})
    known = {"holder": "Иванова Анна Петровна", "kind": "person", "may_send": True} | facts
    start_writing()
    contract = Contract(number=number or f"3800{next(_numbers):04}", **known)
    db.session.add(contract)
    db.session.flush()
    if user:
        bound = {"bound_at": now()} | bound
        db.session.add(ContractBinding(user_id=user.id, contract_id=contract.id, **bound))
    db.session.commit()
    return contract


def a_meter(contract: Contract, number: str = "", **facts: Any) -> Meter:
    """A meter of one zone and five digits; `history`: rows as those of `FIG20`, of zone 1."""
    history = facts.pop("history", ())
    known = {
        "type": "РИМ 614.01",
        "tariff": "Общий тариф",
        "digits": 5,
        "address": "г. Томск, пер. Светлый, д. 3",
    } | facts
    start_writing()
    meter = Meter(contract_id=contract.id, number=number or f"7200{next(_numbers):04}", **known)
    meter.search_key = search_key_of(
        number=meter.number, contract=contract.number, address=meter.address, type=meter.type
    )
    db.session.add(meter)
    db.session.flush()
    db.session.add_all(billed(meter, history))
    db.session.commit()
    return meter


def a_reading(meter: Meter, user: User | None = None, *values: int | str, **facts: Any) -> Reading:
    """What was sent of this meter, as a row: it went through no checks; `values`: one a zone."""
    figures = [Decimal(each) for each in values or (75_000,)]
    on = facts.pop("taken_on", now().date())
    start_writing()
    reading = Reading(
        meter_id=meter.id,
        user_id=user.id if user else None,
        taken_on=on,
        **dict(zip(("value1", "value2", "value3"), figures, strict=False)),
        **{
            "period": period_of(on),
            "channel": "form",
            "key": f"test:{next(_numbers)}",
            "sent_at": now(),
        }
        | facts,
    )
    db.session.add(reading)
    db.session.commit()
    return reading


def billed(
    meter: Meter, rows: Iterable[tuple[str, int, int, str]], zone: int = 1
) -> list[BillingPeriod]:
    return [
        BillingPeriod(
            meter_id=meter.id,
            zone=zone,
            period=period,
            reading=Decimal(reading),
            consumption=Decimal(consumption),
            method=method,
            reading_date=_day_after(period),
        )
        for period, reading, consumption, method in rows
    ]


def _day_after(period: str) -> date:
    year, month = int(period[:4]), int(period[5:])
    return date(year + month // 12, month % 12 + 1, 1)
