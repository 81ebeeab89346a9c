"""A city of meters in the database of LK_INSTANCE: accounts, contracts, meters, two months each.

python -m tests.bench.meters_crowd            # a tenth of the city
python -m tests.bench.meters_crowd --full     # 1,000,000 meters, 2,000,000 months, 200,000 accounts

The demo's `person`, who has three, comes to 20 meters; its `company` gets 5,000 of 5,000
contracts, all of them scattered over the whole table: no two of its rows are neighbours.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import func, select, text

from lk.account.models import User
from lk.app import create_app
from lk.db import begin_write, db, new_public_id
from lk.meters.models import Contract, Meter
from lk.meters.rules import search_key_of

OF_PERSON, OF_COMPANY = 17, 5_000
FULL, TENTH = 1_000_000, 100_000
METERS_OF_ACCOUNT = 5
AT_ONCE = 10_000
STREETS = ("Сибирская", "Лесная", "Мира", "Ёлочная", "Кирова", "Советская", "Нахимова")
TYPES = ("РИМ 614.01", "Меркурий 201.5", "Энергомера СЕ 101")
PERIODS = ("2026-09", "2026-10")
AT = datetime(2026, 1, 10, tzinfo=UTC).replace(tzinfo=None)

USERS = """INSERT INTO users (id, public_id, login, login_key, email, email_key, mail_serial,
 password_hash, kind, name, phone, is_demo, created_at, approved_at, confirmed_at, blocked_why,
 muted_topics) VALUES (:id, :public_id, :login, :login, :email, :email, 0, '', 'person', '', '',
 :no, :at, :at, :at, '', '[]')"""
CONTRACTS = """INSERT INTO contracts (id, number, holder, kind, may_send, may_be_bound)
 VALUES (:id, :number, 'Кедрова Анна Сергеевна', 'person', :yes, :yes)"""
BINDINGS = """INSERT INTO contract_bindings (user_id, contract_id, bound_at, serial)
 VALUES (:user_id, :contract_id, :at, 1)"""
METERS = """INSERT INTO meters (id, public_id, contract_id, number, type, tariff, coefficient,
 digits, address, zones, removed_on, search_key) VALUES (:id, :public_id, :contract_id, :number,
 :type, :tariff, 10000, 5, :address, 1, :removed_on, :search_key)"""
MONTHS = """INSERT INTO billing_periods (meter_id, period, zone, reading, consumption, method,
 reading_date) VALUES (:meter_id, :period, 1, :reading, 1000000, 'actual', NULL)"""


@dataclass(frozen=True)
class City:
    """How much there is: every number follows from that of meters.

    Contracts are numbered from `first`; `large` are the company's, `small` the person's.
    """

    meters: int
    first: int
    meter_from: int
    user_from: int
    large: frozenset[int]
    small: frozenset[int]
    contracts: int
    owner_of: tuple[int, int]

    @property
    def accounts(self) -> int:
        return self.meters // METERS_OF_ACCOUNT


def fill(meters: int) -> None:
    """Add so many meters with their accounts, contracts and months; one transaction."""
    begin_write()
    city = _plan(meters)
    for statement, rows in (
        (USERS, _users(city)),
        (CONTRACTS, _contracts(city)),
        (BINDINGS, _bindings(city)),
        (METERS, _meters(city)),
        (MONTHS, _months(city)),
    ):
        while some := list(islice(rows, AT_ONCE)):
            db.session.execute(text(statement), some)
    db.session.commit()
    db.session.execute(text("ANALYZE"))
    db.session.commit()


def _plan(meters: int) -> City:
    """Whose each contract is: those of the two known owners lie far apart."""
    large = min(OF_COMPANY, meters // 4)
    contracts = meters // METERS_OF_ACCOUNT + large + OF_PERSON
    first = _next(Contract)
    chosen = random.Random(7).sample(range(first, first + contracts), large + OF_PERSON)
    person, company = (
        db.session.scalars(select(User.id).where(User.login == name)).one()
        for name in ("person", "company")
    )
    small = frozenset(chosen[:OF_PERSON])
    return City(
        meters,
        first,
        _next(Meter),
        _next(User),
        frozenset(chosen[OF_PERSON:]),
        small,
        contracts,
        (person, company),
    )


def _next(model: Any) -> int:
    return (db.session.scalar(select(func.max(model.id))) or 0) + 1


def _users(city: City) -> Iterator[dict[str, Any]]:
    for place in range(city.accounts):
        login = f"crowd{place}"
        facts = {"id": city.user_from + place, "public_id": new_public_id(), "login": login}
        yield facts | {"email": f"{login}@example.ru", "at": AT, "no": False}


def _contracts(city: City) -> Iterator[dict[str, Any]]:
    for place in range(city.contracts):
        yield {"id": city.first + place, "number": f"77{place:07}", "yes": True}


def _bindings(city: City) -> Iterator[dict[str, Any]]:
    person, company = city.owner_of
    for place in range(city.contracts):
        contract = city.first + place
        user = city.user_from + place % city.accounts
        user = company if contract in city.large else person if contract in city.small else user
        yield {"user_id": user, "contract_id": contract, "at": AT}


def _meters(city: City) -> Iterator[dict[str, Any]]:
    """One for each contract of the two, the others at random; all of them shuffled."""
    known = [*city.large, *city.small]
    others = [n for n in range(city.first, city.first + city.contracts) if n not in {*known}]
    chance = random.Random(11)
    owners = known + chance.choices(others, k=city.meters - len(known))
    chance.shuffle(owners)
    for place, contract in enumerate(owners):
        facts = {
            "number": f"9{place:08}",
            "type": TYPES[place % len(TYPES)],
            "address": f"г. Томск, ул. {STREETS[place * 7919 % 7]}, д. {place % 997}, "
            f"кв. {place * 31 % 101}",
        }
        key = search_key_of(contract=f"77{contract - city.first:07}", **facts)
        yield facts | {
            "id": city.meter_from + place,
            "public_id": new_public_id(),
            "contract_id": contract,
            "tariff": "Общий тариф" if place % 3 else "Двухзонный тариф",
            "removed_on": None if place % 10 else "2020-01-01",
            "search_key": key,
        }


def _months(city: City) -> Iterator[dict[str, Any]]:
    for place in range(city.meters):
        for month, period in enumerate(PERIODS):
            reading = (12_000 + month * 100) * 10_000
            yield {"meter_id": city.meter_from + place, "period": period, "reading": reading}


def main(options: list[str]) -> None:
    counts = [int(each) for each in options if each.isdigit()]
    meters = counts[0] if counts else FULL if "--full" in options else TENTH
    with create_app().app_context():
        fill(meters)


if __name__ == "__main__":
    main(sys.argv[1:])
