"""The demo's contracts: meters with the history that a billing system would bring."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lk.account.models import User
from lk.db import db
from lk.demo import billing
from lk.demo.readings import add_readings
from lk.meters.models import Contract, ContractBinding, Meter
from lk.meters.rules import search_key_of

_FILE = Path(__file__).with_name("contracts.toml")
# What a row says of a meter that is no column of it.
_OF_THE_STORY = (
    "coefficient_before", "coefficient_since", "missed", "replaces", "sent", "since", "until",
)  # fmt: skip


def add_contracts(users: Mapping[str, User], at: datetime) -> None:
    """All contracts of contracts.toml; those with `bound_to` hang on that sign-in."""
    for row in _contracts():
        login, meters = row.pop("bound_to", None), row.pop("meter")
        contract = Contract(**row)
        db.session.add(contract)
        db.session.flush()
        own = {each["number"]: _meter(each, contract, at.date()) for each in meters}
        _replace(meters, own, at.date())
        if login:
            user_id = users[login].id
            db.session.add(ContractBinding(user_id=user_id, contract=contract, bound_at=at))
            add_readings([(each, own[each["number"]]) for each in meters], user_id, at)


def free_contract() -> tuple[str, str]:
    """Numbers of the contract that nobody has bound, and of one of its meters."""
    row = next(row for row in _contracts() if "bound_to" not in row)
    return row["number"], row["meter"][0]["number"]


def _contracts() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(_FILE.read_text("utf-8"))["contract"]
    return rows


def _meter(row: Mapping[str, Any], contract: Contract, today: date) -> Meter:
    facts = {name: value for name, value in row.items() if name not in {"zone", *_OF_THE_STORY}}
    facts["coefficient"] = Decimal(facts.get("coefficient", 1))
    key = search_key_of(
        number=row["number"], contract=contract.number, address=row["address"], type=row["type"]
    )
    history = [
        period
        for number, zone in enumerate(row["zone"], start=1)
        for period in billing.months_of(zone, number, row, today)
    ]
    meter = Meter(
        **facts, contract=contract, zones=len(row["zone"]), search_key=key, history=history
    )
    db.session.add(meter)
    db.session.flush()
    _tell(meter, billing.events_of(row, today))
    return meter


def _replace(rows: list[dict[str, Any]], own: Mapping[str, Meter], today: date) -> None:
    by_number = {each["number"]: each for each in rows}
    for row in rows:
        if "replaces" in row:
            old, new = own[row["replaces"]], own[row["number"]]
            events = list(billing.replaced(by_number[old.number], row, today))
            old.removed_on = new.installed_on = events[0].on
            new.replaces_id = old.id
            _tell(new, events)


def _tell(meter: Meter, events: Any) -> None:
    for event in events:
        event.meter_id = meter.id
        db.session.add(event)
