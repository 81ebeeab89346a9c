"""«Подтвердите, что договор ваш»: whoever came second is shown everything after a third proof."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lk.audit.models import AuditEntry
from lk.company.model import Binding
from lk.meters.models import ContractBinding
from lk.outbox import Letter
from tests.client import Client
from tests.factories import a_consumer, a_contract, a_meter
from tests.meters.adding import add
from tests.page import Page

ADDRESS = "г. Томск, ул. Киевская, д. 1"
HOLDER = "На кого заключен договор"
REFUSED = "Так не совпадает с договором."
TOO_MANY = "Слишком много попыток."


@pytest.fixture(autouse=True)
def first(clock: Any, session: Any) -> Any:
    """Whoever has the contract already."""
    return a_consumer("petrov")


def a_contract_of(first: Any, **facts: Any) -> Any:
    known = {"holder": "Щукина-Ёлкина А. П.", "kind": "person"} | facts
    contract = a_contract(first, "38005843", **known)
    a_meter(contract, "720021", address=ADDRESS)
    return contract


def prove(client: Client, name: str, number: str = "38005843") -> Page:
    page = client.open("meters.ask_for_proof", contract=number)
    return page.submit("Подтвердить", **{HOLDER: name})


def own(session: Any, consumer: Any) -> ContractBinding:
    query = select(ContractBinding).where(ContractBinding.user_id == consumer.id)
    found: ContractBinding = session.scalars(query).one()
    return found


def test_second_cabinet_is_asked_and_then_sees_all(signed_in: Client, first: Any) -> None:
    a_contract_of(first)

    asked = add(signed_in, "38005843", "720021")
    before = signed_in.open("meters.mine")
    page = asked.submit("Подтвердить", **{HOLDER: "щукина-елкина"})

    assert asked.h1 == "Подтвердите, что договор ваш"
    assert "видны показания и расход с 24.11.2026, а адрес скрыт" in asked.text
    assert ADDRESS not in before.text
    assert page.flashes == ["Договор № 38005843 теперь виден целиком."]
    assert ADDRESS in page.text
    assert not signed_in.open("meters.contracts").has_link("Подтвердите, что договор ваш")


@pytest.mark.parametrize(
    ("kind", "holder", "typed"),
    [
        ("person", "Щукина-Ёлкина А. П.", "  ЩУКИНА – ЕЛКИНА Анна Петровна "),
        ("person", "Иванов Иван Иванович", "иванов"),
        ("entrepreneur", "ИП Котов П. П.", "Котов"),
        ("organisation", "ООО «Склад № 5»", 'общество с ограниченной ответственностью "СКЛАД №5"'),
        ("cooperative", "ГСК «Мотор»", "мотор"),
    ],
)
def test_name_is_compared_however_it_is_spelled(
    signed_in: Client, first: Any, kind: str, holder: str, typed: str
) -> None:
    a_contract_of(first, kind=kind, holder=holder)
    add(signed_in, "38005843", "720021")

    assert prove(signed_in, typed).flashes == ["Договор № 38005843 теперь виден целиком."]


@pytest.mark.parametrize(
    ("kind", "holder", "typed"),
    [
        ("person", "Щукина-Ёлкина А. П.", "Щукина"),
        ("person", "Иванов Иван Иванович", "Иван"),
        ("organisation", "ООО «Склад № 5»", "Склад"),
        ("organisation", "ООО «Склад № 5»", "ООО"),
        ("person", "—", "—"),
        ("person", "—", "."),
    ],
)
def test_every_wrong_name_gets_the_same_answer(
    signed_in: Client, consumer: Any, session: Any, first: Any, kind: str, holder: str, typed: str
) -> None:
    a_contract_of(first, kind=kind, holder=holder)
    add(signed_in, "38005843", "720021")

    page = prove(signed_in, typed)

    assert page.status == 422
    assert page.errors[0].startswith(REFUSED)
    assert holder not in page.text.replace("организации —", "")
    assert own(session, consumer).sees_from is not None


def test_empty_field_is_told_of_and_costs_no_try(signed_in: Client, first: Any) -> None:
    a_contract_of(first)
    add(signed_in, "38005843", "720021")

    pages = [prove(signed_in, " ") for _ in range(7)]

    assert pages[-1].status == 422
    assert pages[-1].notices == {HOLDER: f"Заполните поле «{HOLDER}»"}


def test_five_wrong_names_a_day_and_no_more(
    clock: Any, signed_in: Client, consumer: Any, first: Any
) -> None:
    a_contract_of(first)
    add(signed_in, "38005843", "720021")
    statuses = [prove(signed_in, f"Чужая{each}").status for each in range(5)]

    refused = prove(signed_in, "Щукина-Ёлкина")
    clock.forward(hours=24)
    again = prove(signed_in.sign_in_as(consumer), "Щукина-Ёлкина")

    assert statuses == [422] * 5
    assert refused.status == 429
    assert refused.errors[0].startswith(TOO_MANY)
    assert int(refused.headers["Retry-After"]) == 24 * 60 * 60
    assert again.h1 == "Мои приборы учета"


def test_names_and_pairs_of_a_contract_share_its_tries(clock: Any, app: Flask, first: Any) -> None:
    a_contract_of(first)
    people = [a_consumer(f"sosed{each}") for each in range(3)]
    clients = [
        Client(app, address=f"198.51.100.{place}").sign_in_as(each)
        for place, each in enumerate(people)
    ]
    for client in clients[:2]:
        add(client, "38005843", "720021")
        for each in range(4):
            assert prove(client, f"Чужая{each}").status == 422
    for each in range(2):
        assert add(clients[2], "38005843", f"{each}").status == 422

    assert prove(clients[0], "Щукина-Ёлкина").status == 429


def test_those_who_have_it_get_a_letter_and_the_audit_a_line(
    signed_in: Client, consumer: Any, session: Any, first: Any
) -> None:
    a_contract_of(first)
    add(signed_in, "38005843", "720021")

    prove(signed_in, "Щукина-Ёлкина")

    letters = session.scalars(
        select(Letter).where(Letter.user_id == first.id).order_by(Letter.id)
    ).all()
    line = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    told = [(each.purpose, each.facts["proven"]) for each in letters]
    assert told == [("meters.bound_too", False), ("meters.bound_too", True)]
    assert (line.event, line.actor, line.subject) == (
        "meters.shown_all", f"consumer:{consumer.login}", "contract:38005843",
    )  # fmt: skip
    assert own(session, consumer).sees_from is None


def test_letter_says_that_the_other_cabinet_sees_all_now(
    signed_in: Client, consumer: Any, first: Any, letters: Any
) -> None:
    a_contract_of(first)
    add(signed_in, "38005843", "720021")
    letters.deliver()
    prove(signed_in, "Щукина-Ёлкина")

    cut, told = letters.to(first.email)

    assert "только с этого дня, адрес скрыт" in cut.text
    assert told.subject == "Договор № 38005843 виден целиком и в другом кабинете"
    assert "Теперь там видны адрес, все показания и весь расход." in told.text
    assert "только с этого дня" not in told.text
    assert consumer.login not in told.text


def test_contract_of_others_or_none_is_not_there(signed_in: Client, first: Any) -> None:
    a_contract_of(first)

    for number in ("38005843", "1", "", "x" * 99, "\0"):
        assert signed_in.open("meters.ask_for_proof", contract=number).status == 404


def test_whoever_sees_all_is_asked_nothing(signed_in: Client, consumer: Any) -> None:
    a_contract_of(consumer)

    assert signed_in.open("meters.ask_for_proof", contract="38005843").h1 == "Договоры в кабинете"


def test_company_may_keep_the_proof_to_its_office(
    app: Flask, signed_in: Client, first: Any, monkeypatch: Any
) -> None:
    silent = replace(app.extensions["company"], binding=Binding(third_proof="none"))
    monkeypatch.setitem(app.extensions, "company", silent)
    monkeypatch.setitem(app.jinja_env.globals, "company", silent)
    a_contract_of(first)

    page = add(signed_in, "38005843", "720021")

    assert page.h1 == "Мои приборы учета"
    assert "Чтобы видеть все, позвоните" in page.flashes[1]
    assert not signed_in.open("meters.contracts").has_link("Подтвердите, что договор ваш")
    assert signed_in.open("meters.ask_for_proof", contract="38005843").status == 404
