"""A question sent into an ended session is shown again after the sign-in, and not sent before."""

import pytest

from lk.questions import service
from lk.questions.models import Message
from tests import factories
from tests.factories import PASSWORD

LONG = "Длинный вопрос.\nВторая строка"


@pytest.fixture(autouse=True)
def standing_clock(clock):
    return clock


@pytest.fixture
def thread(consumer, clock, session):
    found = service.ask(user=consumer, text="Когда подключат дом?", at=clock.now)
    session.commit()
    return found


def sign_in(page):
    return page.submit("Войти", Логин="ivanova", Пароль=PASSWORD)


def test_question_comes_back_after_the_sign_in_and_is_sent_by_its_button(signed_in, clock, session):
    page = signed_in.open("questions.index")
    clock.forward(minutes=40)

    page = page.submit("Отправить", **{"Ваш вопрос": LONG})
    shown = sign_in(page)
    kept = session.query(Message).count()
    sent = shown.submit("Отправить")

    assert page.h1 == "Вход"
    assert shown.field("Ваш вопрос").value.strip() == LONG
    assert "Вопрос еще не отправлен" in shown.text
    assert kept == 0
    assert sent.h1 == "Длинный вопрос."


def test_reply_comes_back_in_its_thread(signed_in, clock, thread, session):
    page = signed_in.open("questions.thread", public_id=thread.public_id)
    clock.forward(minutes=40)

    shown = sign_in(page.submit("Отправить", **{"Ваше сообщение": "Спасибо"}))
    kept = session.query(Message).count()
    sent = shown.submit("Отправить")

    assert shown.h1 == "Когда подключат дом?"
    assert shown.field("Ваше сообщение").value.strip() == "Спасибо"
    assert kept == 1
    assert sent.path.endswith(thread.public_id)
    assert "Спасибо" in sent.text


def test_reply_kept_for_one_person_is_not_shown_in_the_thread_to_another(signed_in, clock, thread):
    factories.a_consumer("petrov")
    page = signed_in.open("questions.thread", public_id=thread.public_id)
    clock.forward(minutes=40)

    page = page.submit("Отправить", **{"Ваше сообщение": "Спасибо"})
    page = page.submit("Войти", Логин="petrov", Пароль=PASSWORD)

    assert page.path == "/lk/questions/"
    assert "Когда подключат дом?" not in page.text
