"""«Добавить прибор учета» (fig. 21): a contract comes with all its meters."""

import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from lk.meters.models import ContractBinding
from tests.client import Client
from tests.factories import FIG20, a_consumer, a_contract, a_meter, another_consumer
from tests.meters.adding import a_free_contract, add
from tests.page import Page

NOT_FOUND = "Прибор учета не найден. Проверьте номер договора и номер счетчика"


def test_page_says_what_figure_21_says(signed_in: Client) -> None:
    page = signed_in.open("meters.add")

    assert page.h1 == "Добавить прибор учета"
    assert "достаточно ввести один из них, остальные добавятся автоматически." in page.text
    assert page.field("Номер договора").is_required
    assert page.field("Номер счетчика").is_required
    assert "Добавить прибор учета" in page.buttons


def test_one_number_brings_all_meters_of_the_contract(signed_in: Client) -> None:
    a_free_contract("38005843", "720021", "720022", "720023")

    page = add(signed_in, "38005843", "720022")

    assert page.h1 == "Мои приборы учета"
    assert page.flashes == ["В кабинете договор № 38005843: 3 прибора учета."]
    assert all(number in page.text for number in ("720021", "720022", "720023"))


def test_meter_that_is_imported_later_comes_by_itself(signed_in: Client) -> None:
    contract = a_free_contract()
    add(signed_in, "38005843", "720021")
    a_meter(contract, "999001")

    page = signed_in.open("meters.mine")

    assert "999001" in page.text


@pytest.mark.parametrize(
    ("contract", "meter"),
    [
        (" 3800 5843 ", "720 021"),
        ("№ 38005843", "№720021"),
        ("\N{NO-BREAK SPACE}38005843", "720021\t"),
    ],
)
def test_spaces_and_signs_around_a_number_do_not_matter(
    signed_in: Client, contract: str, meter: str
) -> None:
    a_free_contract()

    page = add(signed_in, contract, meter)

    assert page.h1 == "Мои приборы учета"


@pytest.mark.parametrize("typed", ["Эс-12/3 а", "эс-12/3А", "ЭС\N{EN DASH}12/3 А"])
def test_letters_of_a_number_may_be_small_or_large(signed_in: Client, typed: str) -> None:
    a_free_contract("ЭС-12/3А")

    page = add(signed_in, typed, "720021")

    assert page.h1 == "Мои приборы учета"


def test_leading_noughts_are_part_of_a_number(signed_in: Client) -> None:
    a_free_contract("38005843", "009217")

    page = add(signed_in, "38005843", "9217")

    assert page.status == 422


def test_empty_fields_are_told_of_at_the_fields(signed_in: Client) -> None:
    page = add(signed_in, "", " ")

    assert page.status == 422
    assert page.notices == {
        "Номер договора": "Заполните поле «Номер договора»",
        "Номер счетчика": "Заполните поле «Номер счетчика»",
    }


WRONG = {
    "another contract's meter": ("38005843", "097113"),
    "no such contract": ("38005840", "720021"),
    "neither": ("00000001", "000001"),
    "kept out of cabinets": ("38007777", "555111"),
}


def refusals(app: Any) -> list[Page]:
    """Each wrong pair, typed by somebody else in another network."""
    a_free_contract("38005843", "720021")
    a_free_contract("38006120", "097113")
    a_free_contract("38007777", "555111", may_be_bound=False)
    found = []
    for place, pair in enumerate([("1", "1"), *WRONG.values()]):
        client = Client(app, address=f"198.51.100.{place}").sign_in_as(another_consumer())
        found.append(add(client, *pair))
    return found[1:]  # the first one of all begins the count of all


def test_every_wrong_pair_gets_the_same_bytes(clock: Any, app: Any) -> None:
    pages = refusals(app)

    bodies = {_without_what_was_typed(page.body.decode()) for page in pages}
    assert {page.status for page in pages} == {422}
    assert len(bodies) == 1
    assert pages[0].errors[0].startswith(NOT_FOUND)
    assert pages[0].field("Номер договора").value == "38005843"


def _without_what_was_typed(body: str) -> str:
    return re.sub(r'(value|content)="[^"]*"', "", body)


def test_every_wrong_pair_asks_the_database_the_same(clock: Any, app: Any) -> None:
    asked = [tuple(page.statements.all) for page in refusals(app)]

    assert len(set(asked)) == 1


def test_own_contract_is_named_kindly_and_led_to(signed_in: Client) -> None:
    a_free_contract()
    add(signed_in, "38005843", "720021")

    page = add(signed_in, "38005843", "720021")

    assert page.status == 200
    assert "Договор № 38005843 уже есть в вашем кабинете" in page.text
    assert page.link("Открыть его приборы учета") == "/lk/meters/mine?contract=38005843"


def test_second_reader_sees_figures_from_this_day_on(
    clock: Any, signed_in: Client, another_client: Client, session: Any
) -> None:
    contract = a_free_contract("38005843")
    meter = a_meter(contract, "720099", history=FIG20)
    add(signed_in, "38005843", "720021")
    second = another_client.sign_in_as(a_consumer("petrov"))

    page = add(second, "38005843", "720021")

    card = second.open("meters.card", public_id=meter.public_id)
    mine = signed_in.open("meters.card", public_id=meter.public_id)
    assert "вам видны показания и расход с 24.11.2026, а адрес скрыт" in page.text
    assert (card.facts["Адрес"], mine.facts["Адрес"]) == (
        "г. Томск, …",
        "г. Томск, пер. Светлый, д. 3",
    )
    assert "74 525" not in card.text
    assert "74 525" in mine.text


def test_day_of_a_second_reader_is_the_companys(
    clock: Any, signed_in: Client, another_client: Client, session: Any
) -> None:
    a_free_contract()
    add(signed_in, "38005843", "720021")
    clock.set(clock.now.replace(hour=18))  # 01:00 of the next day in Tomsk
    second = a_consumer("petrov")

    add(another_client.sign_in_as(second), "38005843", "720021")

    binding = session.scalar(select(ContractBinding).where(ContractBinding.user_id == second.id))
    assert binding.sees_from == date(2026, 11, 25)


def test_those_who_had_it_before_get_a_letter_that_names_nobody(
    clock: Any, signed_in: Client, consumer: Any, another_client: Client, letters: Any
) -> None:
    a_free_contract()
    add(signed_in, "38005843", "720021")
    second = a_consumer("petrov", name="Петров Петр Петрович")

    add(another_client.sign_in_as(second), "38005843", "720021")

    own = [each.subject for each in letters.to(consumer.email)]
    told = letters.to(consumer.email)[-1]
    assert own == [
        "Договор № 38005843 добавлен в ваш кабинет",
        "Договор № 38005843 добавлен еще в один кабинет",
    ]
    assert "24.11.2026" in told.text
    assert "Петров" not in told.text + told.html
    assert "/lk/meters/contracts" in told.paths


def test_whoever_has_taken_it_out_gets_no_letter_any_more(
    signed_in: Client, consumer: Any, another_client: Client, letters: Any
) -> None:
    a_free_contract()
    add(signed_in, "38005843", "720021")
    letters.deliver()
    signed_in.open("meters.ask_to_unbind", contract="38005843").submit("Убрать договор")
    before = len(letters.to(consumer.email))

    add(another_client.sign_in_as(a_consumer("petrov")), "38005843", "720021")

    assert len(letters.to(consumer.email)) == before


def test_binder_gets_a_receipt_of_what_was_added(
    signed_in: Client, consumer: Any, letters: Any
) -> None:
    a_free_contract("38005843", *(f"7200{each:02}" for each in range(12)))

    add(signed_in, "38005843", "720003")

    (letter,) = letters.to(consumer.email)
    text = letter.text.replace("\xa0", " ")
    assert "Счетчики: № 720000, № 720001" in text
    assert "и еще 2." in text
    assert "/lk/meters/mine" in letter.paths


def test_a_contract_without_meters_cannot_be_added(signed_in: Client) -> None:
    a_contract(None, "38005843")

    assert add(signed_in, "38005843", "38005843").status == 422


def test_signed_out_body_binds_nothing(client: Client, session: Any) -> None:
    a_free_contract()

    client.post("/lk/meters/add", [("contract", "38005843"), ("meter", "720021")])

    assert session.scalars(select(ContractBinding)).all() == []
