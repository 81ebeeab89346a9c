"""Hundreds of meters at once take no more SELECTs than three."""

from decimal import Decimal

import pytest
from sqlalchemy import insert, select

from lk.db import db
from lk.meters.models import BillingPeriod, Meter, Reading
from lk.meters.rules import search_key_of
from tests.factories import a_contract
from tests.harness.writing import start_writing


@pytest.fixture(autouse=True)
def november(clock):
    """24.11.2026: homes send from the 23rd to the 26th."""


def a_crowd(user, count):
    """A contract with so many meters, each read twice; their numbers."""
    contract = a_contract(user)
    numbers = [f"5{n:05}" for n in range(count)]
    start_writing()
    db.session.execute(insert(Meter), [_meter(contract, number) for number in numbers])
    mine = select(Meter.id).where(Meter.contract_id == contract.id)
    months = [
        {"meter_id": meter_id, "period": period, "reading": value, "consumption": Decimal(100)}
        for meter_id in db.session.scalars(mine)
        for period, value in (("2026-09", Decimal(900)), ("2026-10", Decimal(1000)))
    ]
    db.session.execute(insert(BillingPeriod), months)
    db.session.commit()
    return numbers


def _meter(contract, number):
    facts = {"number": number, "address": f"г. Томск, д. {number}", "type": "РИМ 614.01"}
    key = search_key_of(contract=contract.number, **facts)
    more = {"tariff": "Общий тариф", "digits": 5, "coefficient": Decimal(1), "search_key": key}
    return {"contract_id": contract.id, **facts, **more}


def paste(numbers):
    values = {0: "1100", 1: "900", 2: "1,234"}
    return "\n".join(f"{number}\t{values[place % 3]}" for place, number in enumerate(numbers))


@pytest.mark.parametrize("count", [6, 600])
def test_selects_do_not_grow_with_the_rows(signed_in, consumer, count):
    numbers = a_crowd(consumer, count)
    page = signed_in.open("meters.table_file")

    check = page.submit("Проверить", **{"Или вставьте из Excel": paste(numbers)})
    sent = check.submit(f"Передать {count // 3}", insists=True)
    file = sent.submit("Скачать CSV")
    template = signed_in.open("meters.table_template_csv")

    assert len(check.statements) <= 6
    assert len(sent.statements.selects) <= 12
    assert len(file.statements) <= 6
    assert len(template.statements) <= 4


def test_hundreds_of_rows_go_in_one_act(signed_in, consumer, session):
    numbers = a_crowd(consumer, 600)
    page = signed_in.open("meters.table_file")

    check = page.submit("Проверить", **{"Или вставьте из Excel": paste(numbers)})
    sent = check.submit("Передать 200 показаний", insists=True)

    assert sent.facts["Передано"] == "400 показаний"
    assert sent.facts["Не передано"] == "200 строк"
    assert "И еще 100 строк: все они есть в файле." in sent.text
    assert sent.submit("Скачать CSV").body.count(b"\r\n") == 201
    assert len({each.sent_at for each in session.query(Reading)}) == 1
