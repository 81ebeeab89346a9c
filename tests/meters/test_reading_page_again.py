"""«Внести показание» once more: the same form, a correction, a lost session."""

import pytest
from sqlalchemy import select

from lk.db import begin_write, db
from lk.meters.models import Reading
from lk.meters.service.exporting import make_file
from tests.factories import PASSWORD, a_contract, a_meter

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


def test_same_form_twice_is_one_reading(page):
    first, second = (page.submit(SEND, **{VALUE: "74525"}) for _ in range(2))

    assert first.flashes == second.flashes
    assert len(readings()) == 1


def test_correction_starts_from_the_old_values(signed_in, page, meter):
    page.submit(SEND, **{VALUE: "74525,5"})
    again = signed_in.open("meters.send", public_id=meter.public_id)

    again.submit("Исправить", **{VALUE: "74530"})

    crumbs = again.soup.find("nav", attrs={"aria-label": "Вы здесь"}).find_all("li")
    assert again.h1 == crumbs[-1].text == "Исправить показание"
    assert again.field(VALUE).value == "74525,5"
    assert "За ноябрь 2026 вы уже передали показание" in again.text
    assert [each.state for each in readings()] == ["replaced", "sent"]


def test_after_the_export_the_page_says_why_not_and_whom_to_call(signed_in, page, meter):
    page.submit(SEND, **{VALUE: "74525"})
    begin_write()
    make_file(by="office", at=readings()[0].sent_at)
    db.session.commit()

    again = signed_in.open("meters.send", public_id=meter.public_id)
    late = page.submit(SEND, **{VALUE: "74530"})

    assert not again.has_field(VALUE)
    assert "позвоните по телефону" in again.text
    assert (late.status, "исправить его в кабинете нельзя" in late.text) == (422, True)


@pytest.mark.parametrize("how", ["cookies", "idle"])
def test_lost_session_keeps_the_typed_reading_and_sends_nothing(
    signed_in, consumer, clock, page, how
):
    if how == "cookies":
        signed_in.forget_cookies()
    else:
        clock.forward(minutes=31)
    asked = page.submit(SEND, **{VALUE: "74 525", DAY: "23.11.2026"})

    shown = asked.submit("Войти", Логин=consumer.login, Пароль=PASSWORD)

    assert (asked.h1, readings()) == ("Вход", [])
    assert (shown.field(VALUE).value, shown.field(DAY).value) == ("74 525", "2026-11-23")
    assert "Показание еще не передано" in shown.text
    assert shown.submit(SEND).flashes
