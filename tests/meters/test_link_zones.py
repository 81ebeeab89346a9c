"""The link of a reminder, for a meter of several zones."""

from decimal import Decimal
from typing import Any

import pytest

from lk.db import db
from lk.meters.models import Meter
from tests.client import Client
from tests.factories import a_contract, a_meter
from tests.harness.meters import billed
from tests.harness.writing import start_writing
from tests.meters.linking import SEND, readings, token_of
from tests.page import Page

T1, T2 = "Т1 (день)", "Т2 (ночь)"
# By zone: the last readings that were charged; each goes on by about 20 a month.
CHARGED = {1: 260, 2: 510}


@pytest.fixture(autouse=True)
def stopped(clock: Any) -> Any:
    """24.11.2026: readings of homes are taken."""
    return clock


@pytest.fixture
def meter(consumer: Any) -> Meter:
    found = a_meter(a_contract(consumer, "38005843"), "72009921", zones=2)
    start_writing()
    for zone, last in CHARGED.items():
        months = [("2026-09", last - 20, 20, "actual"), ("2026-10", last, 20, "actual")]
        db.session.add_all(billed(found, months, zone))
    db.session.commit()
    return found


@pytest.fixture
def page(client: Client, meter: Meter) -> Page:
    return client.open("meters.link", token=token_of(meter))


def focused(page: Page) -> list[str]:
    return [each["name"] for each in page.main.select("input[autofocus]")]


def test_all_that_is_offered_is_taken_and_sent_by_one_press(page: Page) -> None:
    asked = page.submit(SEND, **{T1: "2800", T2: "5300"})

    sent = asked.submit("Да, передать Т1 280, Т2 530")

    assert asked.buttons[1:4] == [
        "Да, передать Т1 280, Т2 530",
        "Исправить Т1 на 280",
        "Исправить Т2 на 530",
    ]
    assert sent.status == 200
    assert [each.values for each in readings()] == [(Decimal(280), Decimal(530))]


def test_one_zone_is_mended_and_the_other_is_asked_about_alone(page: Page) -> None:
    asked = page.submit(SEND, **{T1: "2800", T2: "5300"})

    again = asked.submit("Исправить Т1 на 280")
    before = len(readings())
    again.submit("Все верно, показание проверено")

    assert (again.status, before, again.field(T1).value) == (422, 0, "280")
    assert [each.values for each in readings()] == [(Decimal(280), Decimal(5300))]


def test_all_errors_are_told_at_once_each_with_its_zone(page: Page) -> None:
    answer = page.submit(SEND, **{T1: "280000", T2: "-5"})

    assert (answer.status, list(answer.notices)) == (422, [T1, T2])
    assert answer.errors[0].startswith("Т1 (день): на этом счетчике 5 цифр")
    assert answer.errors[1].startswith("Т2 (ночь): показание не бывает со знаком")


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({T1: "280", T2: "-5"}, "value2"),
        ({T1: "", T2: "-5"}, "value1"),
        ({T1: "280", T2: "530000"}, "value2"),
        ({T1: "280", T2: "5300"}, "value2"),
    ],
    ids=["sign", "both", "digits", "doubt"],
)
def test_cursor_stands_in_the_first_field_that_is_wrong(
    page: Page, values: dict[str, str], where: str
) -> None:
    answer = page.submit(SEND, **values)

    assert focused(page) == ["value1"]
    assert focused(answer) == [where]
