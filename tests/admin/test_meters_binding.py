"""`flask admin meters bind` and `unbind`: the same act as in the cabinet, by the office."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from lk.meters.models import ContractBinding
from tests.client import Client
from tests.factories import a_consumer
from tests.meters.adding import a_free_contract, add


@pytest.fixture
def contract(app: Any) -> Any:
    return a_free_contract("38005843", "720021")


def test_office_binds_and_all_are_written_to(
    ok: Any, consumer: Any, contract: Any, letters: Any, clock: Any
) -> None:
    other = a_consumer("petrov")
    ok("meters", "bind", "petrov", "38005843")

    said = ok("meters", "bind", "ivanova", " 3800 5843").replace("\xa0", " ")

    subjects = [each.subject for each in letters.to(other.email)]
    assert "ivanova: договор № 38005843 в кабинете, видно с 24.11.2026." in said
    assert subjects[-1] == "Договор № 38005843 добавлен еще в один кабинет"
    assert len(letters.to(consumer.email)) == 1


def test_line_is_the_one_that_the_cabinet_leaves(
    ok: Any, signed_in: Client, contract: Any, audit_lines: Any
) -> None:
    audit_lines()
    add(signed_in, "38005843", "720021")
    signed_in.open("meters.ask_to_unbind", contract="38005843").submit("Убрать договор")
    web = audit_lines()

    ok("meters", "bind", "ivanova", "38005843", "--by", "Петрова")
    ok("meters", "unbind", "ivanova", "38005843", "--by", "Петрова")

    office = audit_lines()
    assert [(each.event, each.subject, each.details) for each in office] == [
        (each.event, each.subject, each.details) for each in web
    ]
    assert {each.actor for each in web} == {"consumer:ivanova"}
    assert {each.actor for each in office} == {"office:Петрова"}


def test_full_shows_what_was_before(
    as_json: Any, consumer: Any, contract: Any, clock: Any, session: Any
) -> None:
    a_consumer("petrov")
    as_json("meters", "bind", "petrov", "38005843")

    cut = as_json("meters", "bind", "ivanova", "38005843")
    full = as_json("meters", "bind", "ivanova", "38005843", "--full")

    assert (cut["sees_from"], full["sees_from"]) == ("2026-11-24", None)


def test_full_at_once(as_json: Any, consumer: Any, contract: Any) -> None:
    a_consumer("petrov")
    as_json("meters", "bind", "petrov", "38005843")

    assert as_json("meters", "bind", "ivanova", "38005843", "--full")["sees_from"] is None


def test_trial_tells_the_letters_and_binds_nothing(
    ok: Any, consumer: Any, contract: Any, session: Any
) -> None:
    said = ok("meters", "bind", "ivanova", "38005843", "--dry-run").replace("\xa0", " ")

    assert "Пробный запуск" in said
    assert "Письмо ivanova@example.ru: Договор № 38005843 добавлен в ваш кабинет" in said
    assert session.scalars(select(ContractBinding)).all() == []


def test_unbinding_writes_to_the_consumer(
    ok: Any, consumer: Any, contract: Any, letters: Any
) -> None:
    ok("meters", "bind", "ivanova", "38005843")
    letters.deliver()

    ok("meters", "unbind", "ivanova", "38005843")

    assert (
        letters.to(consumer.email)[-1].subject == "Договора № 38005843 в вашем кабинете больше нет"
    )


def test_what_cannot_be_is_refused_in_words(
    ok: Any, refused: Any, consumer: Any, contract: Any
) -> None:
    a_free_contract("38007777", "1", may_be_bound=False)
    ok("meters", "bind", "ivanova", "38005843")

    assert "уже есть в кабинете" in refused("meters", "bind", "ivanova", "38005843")
    assert "уже есть в кабинете" in refused("meters", "bind", "ivanova", "38005843", "--full")
    assert "Договора «1» нет" in refused("meters", "bind", "ivanova", "1")
    assert "Потребителя «nobody» нет" in refused("meters", "bind", "nobody", "38005843")
    assert "закрыт для кабинетов" in refused("meters", "bind", "ivanova", "38007777")
    assert "в кабинете нет" in refused("meters", "unbind", "ivanova", "38007777")


def test_binding_by_the_office_needs_no_tries(
    ok: Any, signed_in: Client, contract: Any, session: Any, clock: Any
) -> None:
    for each in range(6):
        add(signed_in, f"1{each}", f"2{each}")

    ok("meters", "bind", "ivanova", "38005843")

    (binding,) = session.scalars(select(ContractBinding)).all()
    assert (binding.sees_from, binding.bound_at.date()) == (None, date(2026, 11, 24))
