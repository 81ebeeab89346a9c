"""«Приборы учета» (fig. 17): the company's words, and what is asked for now."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.client import Client
from tests.factories import a_contract, a_meter, a_reading


def test_one_meter_is_named_and_its_form_is_a_step_away(
    clock: Any, signed_in: Client, consumer: Any
) -> None:
    meter = a_meter(a_contract(consumer), "720021")

    page = signed_in.open("meters.section")

    assert "Передайте показания за ноябрь 2026" in page.text
    assert "до 26 ноября 2026 включительно" in page.text
    assert "Счетчик № 720021: г. Томск, пер. Светлый, д. 3" in page.text
    assert page.link("Внести показание") == f"/lk/meters/{meter.public_id}/reading"


def test_of_many_meters_the_first_are_named_and_all_are_a_step_away(
    clock: Any, signed_in: Client, consumer: Any
) -> None:
    contract = a_contract(consumer)
    for each in range(8):
        a_meter(contract, f"72002{each}", address=f"г. Томск, ул. Мира, д. {each}")

    page = signed_in.open("meters.section")

    named = [each for each in page.links if each.startswith("Счетчик №")]
    assert named == [f"Счетчик № 72002{each}" for each in range(5)]
    assert "осталось 8 приборов учета" in page.text
    assert page.link("Показать все 8") == "/lk/meters/mine?state=unsent"
    assert page.link("Передать таблицей") == "/lk/meters/table"


def test_meter_whose_reading_stands_is_asked_for_no_more(
    clock: Any, signed_in: Client, consumer: Any
) -> None:
    a_reading(a_meter(a_contract(consumer)), consumer, taken_on=clock.now.date())

    page = signed_in.open("meters.section")

    assert "Передайте показания за" not in page.text


@pytest.mark.parametrize("state", ["rejected", "replaced"])
def test_refused_reading_does_not_count(
    clock: Any, signed_in: Client, consumer: Any, state: str
) -> None:
    meter = a_meter(a_contract(consumer))
    a_reading(meter, consumer, taken_on=clock.now.date(), state=state)

    page = signed_in.open("meters.section")

    assert "Передайте показания за ноябрь 2026" in page.text


def test_second_reader_is_not_told_the_address(
    clock: Any, signed_in: Client, consumer: Any
) -> None:
    a_meter(a_contract(consumer, bound={"sees_from": clock.now.date()}))

    page = signed_in.open("meters.section")

    assert "г. Томск, …" in page.text
    assert "Светлый" not in page.text


def test_homes_and_companies_are_asked_in_their_own_windows(
    clock: Any, signed_in: Client, consumer: Any
) -> None:
    a_meter(a_contract(consumer), "1001")
    a_meter(a_contract(consumer, kind="organisation"), "2002")
    homes = signed_in.open("meters.section")
    clock.set(datetime(2026, 11, 30, 17, 30, tzinfo=UTC))  # the 1st already in Tomsk

    companies = Client(signed_in.app).sign_in_as(consumer).open("meters.section")

    assert ("№ 1001" in homes.text, "№ 2002" in homes.text) == (True, False)
    assert ("№ 1001" in companies.text, "№ 2002" in companies.text) == (False, True)


def test_front_page_leads_to_the_form_of_the_one_meter(
    clock: Any, signed_in: Client, consumer: Any
) -> None:
    meter = a_meter(a_contract(consumer), "720021")

    page = signed_in.open("home.front")

    assert page.link("Внести показание") == f"/lk/meters/{meter.public_id}/reading"


def test_front_page_leads_to_the_list_of_many(clock: Any, signed_in: Client, consumer: Any) -> None:
    contract = a_contract(consumer)
    a_meter(contract), a_meter(contract)

    page = signed_in.open("home.front")

    assert page.link("Выбрать счетчик") == "/lk/meters/mine?state=unsent"


def test_nobody_is_told_that_the_section_is_being_built(signed_in: Client, client: Client) -> None:
    for endpoint in ("meters.section", "meters.add", "meters.mine"):
        assert "готовится" not in signed_in.open(endpoint).text


def test_section_asks_two_selects_whatever_there_is(
    clock: Any, signed_in: Client, consumer: Any
) -> None:
    for _ in range(3):
        a_meter(a_contract(consumer))
    signed_in.open("meters.section")

    assert len(signed_in.open("meters.section").statements) == 2
