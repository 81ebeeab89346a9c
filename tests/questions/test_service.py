from types import SimpleNamespace

import pytest
from sqlalchemy import select

from lk.audit.models import AuditEntry
from lk.crypto import CannotOpen
from lk.questions import rules, service
from lk.questions.models import Message
from tests import factories


@pytest.fixture
def asked(consumer, clock, session):
    found = service.ask(user=consumer, text="Когда подключат дом?", at=clock.now)
    session.commit()
    return found


def test_new_thread_waits_for_the_office(asked):
    assert asked.subject_kind == "general"
    assert asked.title == "Когда подключат дом?"
    assert (asked.unread_by_office, asked.unread_by_consumer, asked.messages_count) == (1, 0, 1)


def test_answer_turns_the_unread_marks(asked, clock):
    service.answer(thread=asked, text="Завтра", by="Петрова", at=clock.now)

    assert (asked.unread_by_office, asked.unread_by_consumer) == (0, 1)


def test_same_key_adds_nothing_and_gives_the_same_thread(consumer, clock, session):
    first = service.ask(user=consumer, text="Когда?", at=clock.now, key="k" * 26)

    second = service.ask(user=consumer, text="Когда?", at=clock.now, key="k" * 26)

    assert first is second
    assert session.query(Message).count() == 1


def test_key_of_another_consumer_opens_nothing(consumer, clock):
    other = factories.another_consumer()
    first = service.ask(user=other, text="Чужое", at=clock.now, key="k" * 26)

    mine = service.ask(user=consumer, text="Моё", at=clock.now, key="k" * 26)

    assert mine.user_id == consumer.id
    assert mine is not first


@pytest.mark.parametrize("text", ["", " \n ", "я" * 4001])
def test_text_that_cannot_be_is_refused_and_nothing_is_kept(text, asked, consumer, clock, session):
    with pytest.raises(rules.QuestionError):
        service.reply(thread=asked, user=consumer, text=text, at=clock.now)
    with pytest.raises(rules.QuestionError):
        service.answer(thread=asked, text=text, by="Петрова", at=clock.now)

    assert session.query(Message).count() == 1


def test_mark_up_to_a_message_leaves_later_answers_unread(asked, consumer, clock):
    service.answer(thread=asked, text="Первый", by="Петрова", at=clock.now)
    service.answer(thread=asked, text="Второй", by="Петрова", at=clock.now)

    service.mark_read(thread=asked, seen=2)

    assert asked.unread_by_consumer == 1


def test_question_and_answer_leave_one_line_of_the_audit_each(asked, clock, session):
    service.answer(thread=asked, text="Завтра", by="Петрова", at=clock.now, comment="по звонку")

    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()

    assert [(each.event, each.actor) for each in entries[-2:]] == [
        ("question.asked", "consumer:ivanova"),
        ("question.answered", "office:Петрова"),
    ]
    assert entries[-1].details == {"message": 2, "comment": "по звонку"}
    assert "Завтра" not in str(entries[-1].details)


def test_consumer_gets_a_letter_with_the_answer(asked, clock, letters):
    service.answer(thread=asked, text="Завтра <с> утра.\n\nЖдите", by="Петрова", at=clock.now)

    letter = letters.last("ivanova@example.ru")

    assert letter.subject == "Ответ специалиста"
    assert "Завтра <с> утра." in letter.text
    assert "Завтра &lt;с&gt; утра." in letter.html
    assert "Петрова" not in letter.text
    assert f"/lk/questions/{asked.public_id}" in letter.paths


def test_outbox_does_not_hold_the_words_of_a_message(asked, clock, session):
    service.answer(thread=asked, text="Тайное слово", by="Петрова", at=clock.now)

    rows = session.connection().exec_driver_sql("SELECT * FROM letters").fetchall()

    assert "Тайное" not in str(rows)


def test_words_of_both_sides_do_not_lie_in_clear(consumer, session, clock):
    thread = service.ask(user=consumer, text="Тайный вопрос", at=clock.now)
    service.answer(thread=thread, text="Тайный ответ", by="Петрова", at=clock.now)

    tables = ("threads", "messages", "letters", "audit")
    rows = [session.connection().exec_driver_sql(f"SELECT * FROM {each}").all() for each in tables]

    blobs = [bytes(value) for row in rows[0] + rows[1] for value in row if _is_binary(value)]
    assert "Тайный" not in str(rows)
    assert not any("Тайный".encode() in blob for blob in blobs)
    assert thread.title == "Тайный вопрос"


def _is_binary(value):
    return isinstance(value, bytes | memoryview)


def test_words_moved_to_another_place_do_not_open(consumer, session, clock):
    thread = service.ask(user=consumer, text="Первый", at=clock.now)
    service.reply(thread=thread, user=consumer, text="Второй", at=clock.now)
    first, second = service.messages(thread=thread)

    second.text_sealed = first.text_sealed

    with pytest.raises(CannotOpen):
        assert second.text


def test_list_of_the_office_shows_who_waits_longest_first(consumer, clock):
    first = service.ask(user=consumer, text="Первый", at=clock.now)
    clock.forward(minutes=5)
    second = service.ask(user=consumer, text="Второй", at=clock.now)
    clock.forward(minutes=5)
    third = service.ask(user=consumer, text="Третий", at=clock.now)
    service.answer(thread=third, text="Готово", by="Петрова", at=clock.now)

    assert list(service.threads_for_office()) == [first, second]
    assert list(service.threads_for_office(state="all")) == [first, second, third]


@pytest.mark.parametrize("text", ["ПОДКЛЮЧАТ", "ivanova", "иванова анна", "IVANOVA@example"])
def test_office_finds_a_thread_by_words_in_any_case(text, asked):
    assert list(service.threads_for_office(text=text)) == [asked]


def test_office_finds_no_more_threads_than_it_asks_for(consumer, clock):
    for _ in range(3):
        service.ask(user=consumer, text="Когда подключат дом?", at=clock.now)

    assert len(service.threads_for_office(text="дом", limit=2)) == 2


@pytest.mark.parametrize("text", ["100%", "_", "нет таких слов"])
def test_signs_of_a_pattern_are_only_signs(text, asked):
    assert list(service.threads_for_office(text=text)) == []


def test_office_sees_threads_since_a_moment(asked, clock):
    later = clock.now.replace(hour=23)

    assert list(service.threads_for_office(since=clock.now)) == [asked]
    assert list(service.threads_for_office(since=later)) == []


def test_office_gets_a_letter_where_the_company_has_a_mailbox(
    monkeypatch, consumer, clock, letters
):
    here = SimpleNamespace(office_email="office@example.ru")
    monkeypatch.setattr("lk.questions.service.asking.company", lambda: here)

    thread = service.ask(user=consumer, text="Когда подключат?", at=clock.now)

    letter = letters.last("office@example.ru")
    assert letter.subject == "Новый вопрос в личном кабинете"
    assert "Когда подключат?" in letter.text
    assert "Иванова Анна Петровна" in letter.html
    assert f"flask admin questions answer {thread.public_id}" in letter.text


def test_same_key_with_another_text_is_another_question(consumer, clock, session):
    service.ask(user=consumer, text="Когда?", at=clock.now, key="k" * 26)

    second = service.ask(user=consumer, text="Сколько?", at=clock.now, key="k" * 26)
    again = service.ask(user=consumer, text="Сколько?", at=clock.now, key="k" * 26)

    assert second is again
    assert second.title == "Сколько?"
    assert session.query(Message).count() == 2


def test_same_key_with_another_text_is_another_reply(asked, consumer, clock, session):
    for text in ("Когда?", "Сколько?", "Сколько?"):
        service.reply(thread=asked, user=consumer, text=text, at=clock.now, key="k" * 26)

    assert asked.messages_count == 3
