"""The contracts of a cabinet, and out with one of them."""

from typing import Any

import pytest
from sqlalchemy import select

from lk.audit.models import AuditEntry
from lk.meters.models import ContractBinding
from tests.client import Client
from tests.factories import a_consumer, a_contract, a_meter
from tests.meters.adding import a_free_contract, add


@pytest.fixture
def contract(consumer: Any) -> Any:
    made = a_contract(consumer, "38005843")
    a_meter(made, "720021")
    a_meter(made, "720022")
    return made


def unbind(client: Client, number: str = "38005843") -> Any:
    return client.open("meters.ask_to_unbind", contract=number).submit("Убрать договор")


def test_page_tells_how_many_meters_and_since_when(
    clock: Any, signed_in: Client, consumer: Any
) -> None:
    contract = a_contract(consumer, "38005843", bound={"sees_from": clock.now.date()})
    a_meter(contract, "720021")
    a_meter(contract, "720022", removed_on=clock.now.date())

    (row,) = signed_in.open("meters.contracts").rows()

    assert row["Номер договора"] == "38005843 частное лицо"
    assert row["Приборы учета"] == "2 прибора учета, из них снято 1"
    assert "с 24.11.2026" in row["В кабинете"]
    assert "видны с 24.11.2026, адрес скрыт" in row["В кабинете"]


def test_contracts_of_a_company_are_read_a_page_at_a_time(signed_in: Client, consumer: Any) -> None:
    for each in range(53):
        a_meter(a_contract(consumer, f"3800{each:03}"), f"{each}")

    first = signed_in.open("meters.contracts")
    second = first.click("Дальше")

    assert (len(first.rows()), len(second.rows())) == (50, 3)
    assert not second.has_link("Дальше")


def test_nobody_has_contracts_of_others(another_client: Client, contract: Any) -> None:
    stranger = another_client.sign_in_as(a_consumer("petrov"))

    page = stranger.open("meters.contracts")

    assert "Договоров здесь пока нет" in page.text
    assert page.link("Добавить прибор учета") == "/lk/meters/add"


def test_contract_goes_after_a_question_and_its_meters_with_it(
    signed_in: Client, contract: Any
) -> None:
    asked = signed_in.open("meters.contracts").click("Убрать")

    page = asked.submit("Убрать договор")

    assert asked.facts["С ним уйдут"] == "2 прибора учета"
    assert page.flashes == ["Договора № 38005843 в кабинете больше нет."]
    assert "720021" not in signed_in.open("meters.mine").text


def test_unbinding_leaves_a_line_of_the_audit(
    signed_in: Client, contract: Any, session: Any
) -> None:
    unbind(signed_in)

    line = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (line.event, line.actor, line.subject) == (
        "meters.unbound",
        "consumer:ivanova",
        "contract:38005843",
    )


def test_contract_comes_back_and_old_links_stay_void(
    signed_in: Client, contract: Any, session: Any
) -> None:
    unbind(signed_in)

    page = add(signed_in, "38005843", "720021")

    (binding,) = session.scalars(select(ContractBinding)).all()
    assert page.h1 == "Мои приборы учета"
    assert (binding.unbound_at, binding.serial, binding.sees_from) == (None, 2, None)


def test_whoever_comes_back_after_another_one_sees_no_more_than_a_second_reader(
    clock: Any, signed_in: Client, consumer: Any, another_client: Client, contract: Any,
    session: Any,
) -> None:  # fmt: skip
    unbind(signed_in)
    add(another_client.sign_in_as(a_consumer("petrov")), "38005843", "720021")

    add(signed_in, "38005843", "720021")

    binding = session.scalar(select(ContractBinding).where(ContractBinding.user_id == consumer.id))
    assert binding.sees_from == clock.now.date()


def test_anothers_contract_and_none_are_404(another_client: Client, contract: Any) -> None:
    stranger = another_client.sign_in_as(a_consumer("petrov"))
    token = stranger.open("account.me").soup.find(attrs={"name": "csrf_token"})["value"]

    seen = [stranger.open("meters.ask_to_unbind", contract=each) for each in ("38005843", "1")]
    sent = [
        stranger.post("/lk/meters/contracts/unbind", [("csrf_token", token), ("contract", each)])
        for each in ("38005843", "1", "", "a\0b", "x" * 5000)
    ]

    assert {page.status for page in seen + sent} == {404}


def test_number_with_a_slash_goes_as_well(signed_in: Client, consumer: Any) -> None:
    a_meter(a_contract(consumer, "ЭС-12/3 №4"), "1")

    page = signed_in.open("meters.contracts").click("Убрать").submit("Убрать договор")

    assert page.flashes == ["Договора № ЭС-12/3 №4 в кабинете больше нет."]


def test_without_a_number_there_is_the_list(signed_in: Client) -> None:
    assert signed_in.open("meters.ask_to_unbind").h1 == "Договоры в кабинете"


def test_twice_out_is_404(signed_in: Client, contract: Any) -> None:
    page = signed_in.open("meters.ask_to_unbind", contract="38005843")
    page.submit("Убрать договор")

    assert page.submit("Убрать договор").status == 404


def test_added_contract_is_listed(signed_in: Client) -> None:
    a_free_contract()
    add(signed_in, "38005843", "720021")

    assert signed_in.open("meters.contracts").has_link("1 прибор учета")
