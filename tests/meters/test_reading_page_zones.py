"""«Внести показание» of several zones: what is offered and refused names its zone."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from lk.db import db
from lk.meters.models import Reading
from tests.factories import a_contract, a_meter
from tests.harness.meters import billed
from tests.harness.writing import start_writing

pytestmark = pytest.mark.usefixtures("clock")

SEND = "Внести показания"
T1, T2, T3, DAY = "Т1 (пик)", "Т2 (ночь)", "Т3 (полупик)", "Дата показания"
# By zone: the last readings that were charged; each goes on by about 20 a month.
CHARGED = {1: 260, 2: 510, 3: 100}


@pytest.fixture
def meter(consumer):
    found = a_meter(a_contract(consumer), zones=3)
    start_writing()
    for zone, last in CHARGED.items():
        months = [("2026-09", last - 20, 20, "actual"), ("2026-10", last, 20, "actual")]
        db.session.add_all(billed(found, months, zone))
    db.session.commit()
    return found


@pytest.fixture
def page(signed_in, meter):
    return signed_in.open("meters.send", public_id=meter.public_id)


def typed(first, second, third):
    return {T1: first, T2: second, T3: third}


def sent():
    db.session.rollback()
    return [each.values for each in db.session.scalars(select(Reading).order_by(Reading.id))]


def test_each_offer_names_its_zone_and_its_button_says_what_it_does(page):
    asked = page.submit(SEND, **typed("2800", "5300", "120"))

    assert "Т1: возможно, 280 вместо 2 800?" in asked.text
    assert "Т2: возможно, 530 вместо 5 300?" in asked.text
    assert asked.buttons == [
        "Да, передать Т1 280, Т2 530, Т3 120",
        "Исправить Т1 на 280",
        "Исправить Т2 на 530",
        "Нет, передать как вписано",
        SEND,
    ]


def test_all_offers_are_taken_and_sent_by_one_press(page):
    asked = page.submit(SEND, **typed("2800", "5300", "120"))

    card = asked.submit("Да, передать Т1 280, Т2 530, Т3 120")

    assert card.flashes
    assert sent() == [(Decimal(280), Decimal(530), Decimal(120))]


def test_one_zone_is_mended_and_the_other_is_asked_about_alone(page):
    asked = page.submit(SEND, **typed("2800", "5300", "120"))

    again = asked.submit("Исправить Т1 на 280")
    before = sent()
    again.submit("Нет, передать как вписано")

    assert (again.status, before) == (422, [])
    assert again.buttons[:2] == ["Да, передать Т1 280, Т2 530, Т3 120", "Нет, передать как вписано"]
    assert sent() == [(Decimal(280), Decimal(5300), Decimal(120))]


def test_where_a_doubt_stays_nothing_is_promised_and_nothing_is_sent(page):
    """50 is less than before and no slip is seen in it: it must be explained."""
    asked = page.submit(SEND, **typed("2800", "530", "50"))

    again = asked.submit(
        "Исправить Т1 на 280",
        **{"Почему показание меньше прошлого?": "Прошлое показание было с ошибкой"},
    )

    assert [each for each in asked.buttons if "передать" in each] == []
    assert (again.status, sent()) == (422, [])
    assert "возможно" not in again.text
    assert "Выберите, почему" not in again.text


@pytest.mark.parametrize("meant", ["1:280;9:5", "1:280;2:", ";;", "1:280;2:пять", "1"])
def test_odd_offer_changes_nothing_but_what_it_names_well(signed_in, page, meant):
    token = page.main.find("input", attrs={"name": "csrf_token"})["value"]
    values = [("value1", "2800"), ("value2", "5300"), ("value3", "120")]
    rest = [("csrf_token", token), ("taken_on", "2026-11-24"), ("meant", meant)]

    answer = signed_in.post(page.path, values + rest)

    assert (answer.status, sent()) == (422, [])
    assert answer.field(T2).value == "5300"


def test_all_errors_of_all_fields_are_told_at_once(page):
    answer = page.submit(SEND, **typed("280000", "530", "-5"), **{DAY: "25.12.2026"})

    assert (answer.status, list(answer.notices)) == (422, [T1, T3, DAY])
    assert "5 цифр до запятой" in answer.notices[T1]
    assert "со знаком" in answer.notices[T3]
    assert "еще не наступил" in answer.notices[DAY]


def test_too_many_digits_are_told_beside_a_day_that_is_none(page):
    answer = page.submit(SEND, **typed("280000", "530", "120"), **{DAY: "вчера"})

    assert list(answer.notices) == [T1, DAY]
