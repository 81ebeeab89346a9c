"""A question to the specialist about one meter."""

import pytest
from sqlalchemy import select

from lk.db import db
from lk.questions.models import Thread
from tests.factories import PASSWORD, a_contract, a_meter, a_thread, another_consumer

LABEL = "Ваш вопрос"


@pytest.fixture
def meter(consumer):
    return a_meter(a_contract(consumer), "720021")


def ask_page(client, meter):
    card = client.open("meters.card", public_id=meter.public_id)
    return card.click("Задать вопрос об этом счетчике")


def test_question_hangs_on_its_meter_and_comes_back_on_its_page(signed_in, meter):
    page = ask_page(signed_in, meter)
    sent = page.submit("Отправить", **{LABEL: "Почему 688?"})
    thread = db.session.scalars(select(Thread)).one()

    assert page.h1 == "Вопрос о счетчике 720021"
    assert thread.meter_id == meter.id
    assert thread.title == "Счетчик 720021"
    assert sent.path == page.path
    assert "Почему 688?" in sent.text


def test_second_question_goes_on_in_the_same_thread(signed_in, meter):
    ask_page(signed_in, meter).submit("Отправить", **{LABEL: "Почему 688?"})
    ask_page(signed_in, meter).submit("Отправить", **{"Ваше сообщение": "И почему 181?"})

    assert db.session.scalars(select(Thread.messages_count)).all() == [2]


def test_empty_question_is_asked_for_again(signed_in, meter):
    page = ask_page(signed_in, meter).submit("Отправить", **{LABEL: " "})

    assert page.status == 422
    assert page.notices == {LABEL: "Напишите ваш вопрос"}


def test_two_cabinets_of_one_meter_have_a_thread_each(signed_in, meter):
    a_thread(another_consumer(), "Чужой вопрос", meter_id=meter.id)
    page = ask_page(signed_in, meter)

    assert "Чужой вопрос" not in page.text


def test_question_about_anothers_meter_is_not_there(signed_in, meter):
    theirs = a_meter(a_contract(another_consumer()))

    assert signed_in.open("meters.question", public_id=theirs.public_id).status == 404


def test_question_that_lost_its_session_is_shown_again(signed_in, consumer, meter):
    page = ask_page(signed_in, meter)
    signed_in.forget_cookies()
    asked = page.submit("Отправить", **{LABEL: "Почему 688?"})
    shown = asked.submit("Войти", Логин=consumer.login, Пароль=PASSWORD)

    assert asked.h1 == "Вход"
    assert shown.field(LABEL).value == "Почему 688?"
    assert db.session.scalars(select(Thread)).all() == []
