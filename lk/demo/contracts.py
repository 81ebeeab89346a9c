"""The demo's contracts: meters with the history that a billing system would bring."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lk.account.models import User
from lk.db import db
from lk.meters.models import BillingPeriod, Contract, ContractBinding, Meter
from lk.meters.rules import search_key_of

_FILE = Path(__file__).with_name("contracts.toml")
MONTHS = 14
DAY_OF_READING = 25


def add_contracts(users: Mapping[str, User], at: datetime) -> None:
    """All contracts of contracts.toml; those with `bound_to` hang on that sign-in."""
    for row in _contracts():
        login, meters = row.pop("bound_to", None), row.pop("meter")
        own = [_meter(meter, row["number"], at.date()) for meter in meters]
        contract = Contract(**row, meters=own)
        db.session.add(contract)
        if login:
            user_id = users[login].id
            db.session.add(ContractBinding(user_id=user_id, contract=contract, bound_at=at))


def free_contract() -> tuple[str, str]:
    """Numbers of the contract that nobody has bound, and of one of its meters."""
    row = next(row for row in _contracts() if "bound_to" not in row)
    return row["number"], row["meter"][0]["number"]


def _contracts() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(_FILE.read_text("utf-8"))["contract"]
    return rows


def _meter(row: dict[str, Any], contract: str, today: date) -> Meter:
    zones = row.pop("zone")
    coefficient = Decimal(row.pop("coefficient", 1))
    history = [
        period
        for number, zone in enumerate(zones, start=1)
        for period in _history(zone, number, coefficient, today)
    ]
    key = search_key_of(
        number=row["number"], contract=contract, address=row["address"], type=row["type"]
    )
    facts = row | {"coefficient": coefficient, "zones": len(zones), "search_key": key}
    return Meter(**facts, history=history)


def _history(
    zone: dict[str, Any], number: int, coefficient: Decimal, today: date
) -> Iterator[BillingPeriod]:
    for period, reading, consumption, method in zone.get("history", []):
        yield BillingPeriod(
            period=period,
            zone=number,
            reading=Decimal(reading),
            consumption=Decimal(consumption),
            method=method,
            reading_date=_first_of_next_month(date.fromisoformat(f"{period}-01")),
        )
    reading = zone.get("from", 0)
    for month in _months_before(today) if "monthly" in zone else ():
        used = zone["monthly"][month.month - 1]
        reading += used
        yield BillingPeriod(
            period=f"{month:%Y-%m}",
            zone=number,
            reading=Decimal(reading),
            consumption=used * coefficient,
            method="actual",
            reading_date=month.replace(day=DAY_OF_READING),
        )


def _months_before(today: date) -> list[date]:
    """First days of the last `MONTHS` whole months, oldest first."""
    count = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(count - MONTHS, count)]


def _first_of_next_month(day: date) -> date:
    count = day.year * 12 + day.month
    return date(count // 12, count % 12 + 1, 1)
