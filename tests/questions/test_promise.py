"""By when a question is answered: shown to both sides, and said kindly when the day has passed."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from lk.questions import service
from lk.questions.rules import late_before, promise
from tests import factories

TOMSK = ZoneInfo("Asia/Tomsk")
EVENING = datetime(2026, 11, 24, 23, 30, tzinfo=TOMSK)


def test_days_are_counted_from_the_day_of_the_company():
    found = promise(EVENING, at=EVENING, days=30, zone=TOMSK)

    assert (found.day, found.is_late) == (date(2026, 12, 24), False)


@pytest.mark.parametrize(("days", "is_late"), [(29, False), (30, False), (31, True)])
def test_the_promised_day_itself_is_in_time(days, is_late):
    later = EVENING + timedelta(days=days)

    assert promise(EVENING, at=later, days=30, zone=TOMSK).is_late is is_late


@pytest.mark.parametrize("days", [29, 30, 31, 32])
def test_edge_of_the_list_is_the_edge_of_the_promise(days):
    at = EVENING + timedelta(days=days)

    is_listed = late_before(at=at, days=30, zone=TOMSK) > EVENING

    assert is_listed is promise(EVENING, at=at, days=30, zone=TOMSK).is_late


def test_thread_says_until_when_the_answer_comes(clock, signed_in, consumer):
    thread = factories.a_thread(consumer)

    page = signed_in.open("questions.thread", public_id=thread.public_id)

    assert "Ответим до 24 декабря 2026" in page.text
    assert signed_in.open("questions.index").rows("Мои вопросы")[0]["Ответим до"] == "24.12.2026"


def test_late_answer_is_apologised_for(clock, client, consumer):
    thread = factories.a_thread(consumer)
    clock.forward(days=31)
    client.sign_in_as(consumer)

    page = client.open("questions.thread", public_id=thread.public_id)

    assert "не успели, простите" in page.text
    assert "задерживаем" in client.open("questions.index").rows("Мои вопросы")[0]["Ответим до"]


def test_answered_question_promises_nothing(clock, signed_in, consumer, session):
    thread = factories.a_thread(consumer)
    service.answer(thread=thread, text="Завтра", by="Петрова", at=clock.now)
    session.commit()

    page = signed_in.open("questions.thread", public_id=thread.public_id)

    assert "Ответим до" not in page.text
    assert signed_in.open("questions.index").rows("Мои вопросы")[0]["Ответим до"] == "—"


def test_second_question_does_not_put_the_day_off(clock, consumer, session):
    thread = factories.a_thread(consumer)
    asked_at = clock.now
    clock.forward(days=5)

    service.reply(thread=thread, user=consumer, text="Ну что?", at=clock.now)
    session.commit()

    assert thread.waiting_since == asked_at


def test_closed_question_waits_no_more_and_nobody_is_written_to(clock, consumer, letters):
    thread = factories.a_thread(consumer)

    is_closed = service.close(thread=thread, by="Петрова", at=clock.now)
    again = service.close(thread=thread, by="Петрова", at=clock.now)

    assert (is_closed, again) == (True, False)
    assert thread.promise(clock.now) is None
    assert letters.to(consumer.email) == []


def test_office_reads_the_day_in_its_letter(clock, consumer, letters):
    factories.a_thread(consumer)

    assert "Ответить до 24.12.2026" in letters.last("office@example.com").text
