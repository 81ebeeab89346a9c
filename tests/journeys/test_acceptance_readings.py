"""Acceptance checks of a portal's first day that concern readings, each named after one."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from lk.db import db
from lk.meters.models import Reading
from tests.factories import a_contract, a_meter

pytestmark = pytest.mark.usefixtures("clock")

SEND = "Внести показания"
VALUE = "Показание счетчика"
DAY = "Дата показания"
MONTHS = [("2026-09", 74145, 200, "actual"), ("2026-10", 74345, 200, "actual")]
CALM = [("2026-10", 74345, 0, "actual")]


@pytest.fixture
def meter(consumer):
    return a_meter(a_contract(consumer), history=MONTHS)


@pytest.fixture
def page(signed_in, meter):
    return signed_in.open("meters.send", public_id=meter.public_id)


def readings():
    db.session.rollback()
    return list(db.session.scalars(select(Reading).order_by(Reading.id)))


def test_11_equal_is_taken_lower_asks_why_future_is_refused_and_the_window_is_told(
    signed_in, consumer, clock
):
    calm = a_meter(a_contract(consumer), history=CALM)
    page = signed_in.open("meters.send", public_id=calm.public_id)

    lower = page.submit(SEND, **{VALUE: "74000"})
    future = page.submit(SEND, **{VALUE: "74345", DAY: "25.11.2026"})
    equal = page.submit(SEND, **{VALUE: "74345"})
    clock.forward(days=4)
    outside = signed_in.sign_in_as(consumer).open("meters.send", public_id=calm.public_id)

    assert lower.has_field("Почему показание меньше прошлого?")
    assert future.notices[DAY].startswith("Этот день еще не наступил")
    assert equal.flashes[0].startswith("Передано: № ")
    assert "принимаем с 23.12.2026 по 26.12.2026" in outside.text
    assert "учтем за ноябрь 2026" in outside.text


def test_12_sent_reading_is_seen_at_once_as_not_charged_yet(page):
    card = page.submit(SEND, **{VALUE: "74525"})

    assert card.flashes[0].startswith("Передано: № ")
    assert "24.11.2026 в 12:04" in card.flashes[0]
    assert "К расчету еще не принято" in card.text


def test_15_comma_and_dot_are_equal_and_one_comma_three_digits_is_ambiguous(page):
    first = page.submit(SEND, **{VALUE: "1,234"})
    page.submit(SEND, **{VALUE: "74525,5"})
    page.submit(SEND, **{VALUE: "74525.5"})

    assert first.status == 422
    assert "напишите 1234 или 1,2340" in first.notices[VALUE]
    assert [each.value1 for each in readings()] == [Decimal("74525.5")]
