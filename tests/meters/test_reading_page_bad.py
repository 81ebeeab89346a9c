"""«Внести показание»: what is typed wrong is told at its field, and stays."""

from datetime import date

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


@pytest.fixture
def meter(consumer):
    return a_meter(a_contract(consumer), history=MONTHS)


@pytest.fixture
def page(signed_in, meter):
    return signed_in.open("meters.send", public_id=meter.public_id)


def readings():
    db.session.rollback()
    return list(db.session.scalars(select(Reading).order_by(Reading.id)))


@pytest.mark.parametrize(
    "typed",
    [
        "", "пять", "-5", "1e999", "NaN", "5\0", "74525 74600", "1,2,3", "9" * 20, "9" * 60_000,
        "\ud800", "<script>", "=1+1", "174525",
    ],
)  # fmt: skip
def test_bad_value_is_told_at_its_field_and_stays(page, typed):
    answer = page.submit(SEND, **{VALUE: typed.encode("utf-8", "replace").decode()})

    assert answer.status == 422
    assert answer.notices[VALUE]
    assert answer.field(DAY).value == "2026-11-24"
    assert readings() == []


def test_typed_value_stays_when_the_day_is_wrong(page):
    answer = page.submit(SEND, **{VALUE: "74 525", DAY: "вчера"})

    assert (answer.status, answer.field(VALUE).value) == (422, "74 525")
    assert answer.notices == {DAY: "Нужна дата вида 24.11.2026."}


@pytest.mark.parametrize("typed", ["24.11.2026", "2026-11-24", " 24.11.2026 "])
def test_day_is_understood_from_the_calendar_and_by_hand(page, typed):
    page.submit(SEND, **{VALUE: "74525", DAY: typed})

    assert readings()[0].taken_on == date(2026, 11, 24)


@pytest.mark.parametrize("typed", ["", "31.02.2026", "24.11.26", "0001-01-01", "9999-12-31", "\0"])
def test_bad_day_is_told_at_its_field(page, typed):
    answer = page.submit(SEND, **{VALUE: "74525", DAY: typed})

    assert (answer.status, list(answer.notices)) == (422, [DAY])


def test_body_of_a_megabyte_is_refused(signed_in, meter):
    url = signed_in.url("meters.take", public_id=meter.public_id)

    answer = signed_in.ask(
        "POST", url, data={"value1": "9" * 1_000_000}, headers={"Sec-Fetch-Site": "same-origin"}
    )

    assert answer.status_code == 413


def test_two_values_under_one_name_are_one_or_none(signed_in, page, meter):
    token = page.main.find("input", attrs={"name": "csrf_token"})["value"]
    entries = [("csrf_token", token), ("value1", "74525"), ("value1", "74526")]

    answer = signed_in.post(page.path, [*entries, ("taken_on", "2026-11-24")])

    assert len(readings()) <= 1
    assert answer.status in {200, 400, 422}


def test_nothing_else_of_a_reading_can_be_set_by_a_form(signed_in, page, consumer):
    token = page.main.find("input", attrs={"name": "csrf_token"})["value"]
    odd = {
        "state": "accepted",
        "user_id": "77",
        "period": "2020-01",
        "channel": "office",
        "id": "9",
    }
    sent = {"csrf_token": token, "value1": "74525", "taken_on": "2026-11-24", "value2": "5"}

    signed_in.post(page.path, list((sent | odd).items()))

    reading = readings()[0]
    assert (reading.state, reading.user_id, reading.period) == ("sent", consumer.id, "2026-11")
    assert (reading.channel, reading.value2) == ("form", None)
