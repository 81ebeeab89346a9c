"""One form and one text are one message; the same form with another text is another message."""

import pytest

from lk.questions import service
from lk.questions.models import Message
from tests import factories


@pytest.fixture(autouse=True)
def standing_clock(clock):
    return clock


@pytest.fixture
def thread(consumer, clock, session):
    found = service.ask(user=consumer, text="Когда подключат дом?", at=clock.now)
    session.commit()
    return found


def test_double_click_is_one_message(signed_in, session):
    page = signed_in.open("questions.index")

    first = page.submit("Отправить", **{"Ваш вопрос": "Когда?"})
    second = page.submit("Отправить", **{"Ваш вопрос": "Когда?"})

    assert first.path == second.path
    assert session.query(Message).count() == 1


def test_double_click_on_a_reply_is_one_message(signed_in, thread, session):
    page = signed_in.open("questions.thread", public_id=thread.public_id)

    page.submit("Отправить", **{"Ваше сообщение": "И еще вопрос"})
    page.submit("Отправить", **{"Ваше сообщение": "И еще вопрос"})

    assert session.query(Message).count() == 2


def test_text_changed_after_going_back_is_another_question(signed_in):
    page = signed_in.open("questions.index")

    first = page.submit("Отправить", **{"Ваш вопрос": "Когда?"})
    second = page.submit("Отправить", **{"Ваш вопрос": "Сколько?"})

    assert (first.h1, second.h1) == ("Когда?", "Сколько?")


def test_text_changed_after_going_back_is_another_reply(signed_in, thread):
    page = signed_in.open("questions.thread", public_id=thread.public_id)

    page.submit("Отправить", **{"Ваше сообщение": "Первое"})
    after = page.submit("Отправить", **{"Ваше сообщение": "Второе"})

    assert "Первое" in after.text
    assert "Второе" in after.text


def test_text_changed_after_going_back_is_another_question_about_the_application(
    signed_in, consumer
):
    case = factories.an_application(consumer)
    page = signed_in.open("applications.question", public_id=case.public_id)

    page.submit("Отправить", **{"Ваш вопрос": "Когда?"})
    after = page.submit("Отправить", **{"Ваш вопрос": "Сколько?"})

    assert "Когда?" in after.text
    assert "Сколько?" in after.text
