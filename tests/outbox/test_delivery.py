"""The mail server refuses, hangs, is away: nothing is lost, nobody waits, order is kept."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from lk import mail, outbox
from lk.clock import now
from lk.config import settings
from lk.db import begin_write, db
from lk.outbox import Letter, deliver_due, service
from lk.outbox.rules import LEASE
from tests.harness.portal import changed_settings


def rows():
    db.session.commit()
    db.session.expire_all()
    return db.session.query(Letter).order_by(Letter.id).all()


def deliver():
    db.session.commit()
    return deliver_due()


def test_letter_goes_by_smtp_with_cyrillic_and_both_parts(put, smtp, consumer):
    put()

    deliver()

    letter = smtp.to(consumer.email)[0]
    assert "Здравствуйте" in letter.text
    assert letter.html.startswith("<!doctype html>")
    assert [row.state for row in rows()] == ["sent"]


def test_server_that_is_away_loses_nothing(put, smtp, clock):
    put()
    smtp.stop()
    deliver()
    waiting = rows()[0]

    smtp.start()
    clock.forward(seconds=16)
    deliver()

    assert len(smtp.letters) == 1
    assert rows()[0].state == "sent"
    assert waiting.attempts == 2


@pytest.mark.parametrize(
    "answer",
    [
        "421 4.3.2 closing",
        "450 4.2.0 greylisted",
        "451 later",
        "550 no such user",
        "552 full",
        "554 spam",
    ],
)
def test_refused_letter_is_tried_again_and_then_sent(put, smtp, clock, answer):
    put()
    smtp.answer_with(answer)
    deliver()
    after_refusal = [(row.state, bool(row.last_error)) for row in rows()]

    clock.forward(seconds=16)
    deliver()

    assert after_refusal == [("waiting", True)]
    assert [row.state for row in rows()] == ["sent"]
    assert len(smtp.letters) == 1


def test_every_try_has_the_same_message_id(put, smtp, clock, monkeypatch):
    put()
    seen = []
    send = mail.send
    monkeypatch.setattr(mail, "send", lambda post: (seen.append(post.message_id), send(post)))
    smtp.answer_with("450 greylisted", "450 greylisted")

    for _ in range(3):
        deliver()
        clock.forward(minutes=2)

    assert len(seen) == 3
    assert len(set(seen)) == 1
    assert smtp.letters[0].id == seen[0]


def test_server_that_hangs_is_left_after_a_while(put, smtp, monkeypatch):
    put()
    monkeypatch.setattr(mail, "SMTP_SECONDS", 0.3)
    smtp.hangs.set()

    deliver()
    smtp.hangs.clear()

    assert [(row.state, row.attempts) for row in rows()] == [("waiting", 1)]


def test_pauses_grow_and_the_letter_is_given_up_in_the_end(put, smtp, clock):
    put()
    smtp.stop()
    pauses = []
    for _ in range(18):
        at = clock.now
        deliver()
        due = rows()[0].due_at
        if due is None:
            break
        pauses.append(due - at)
        clock.set(due)

    assert pauses[:4] == [timedelta(seconds=s) for s in (15, 30, 60, 120)]
    assert pauses == sorted(pauses)
    assert (len(pauses), rows()[0].state) == (17, "failed")


def test_letters_leave_in_the_order_they_were_put(put, smtp, clock):
    for number in range(5):
        put(to=f"a{number}@example.ru")
        clock.forward(seconds=1)

    deliver()

    assert [letter.to for letter in smtp.letters] == [f"a{n}@example.ru" for n in range(5)]


def test_one_broken_letter_does_not_stop_the_others(put, smtp, consumer):
    outbox.put("questions.answer", to="broken@example.ru", at=now(), message_id=10**9)
    put()

    deliver()

    assert [letter.to for letter in smtp.letters] == [consumer.email]
    assert [row.state for row in rows()] == ["waiting", "sent"]


def test_letter_leased_by_a_worker_that_died_is_taken_after_a_while(put, smtp, clock):
    put()
    begin_write()
    service.lease_next(at=clock.now)
    db.session.commit()

    taken = [deliver()]
    clock.forward(seconds=LEASE.total_seconds() + 1)
    taken.append(deliver())

    assert taken == [0, 1]
    assert len(smtp.letters) == 1


def test_nothing_is_sent_twice(put, smtp):
    for number in range(10):
        put(to=f"a{number}@example.ru")

    taken = [deliver(), deliver()]

    assert (taken, len(smtp.letters)) == ([10, 0], 10)


def test_no_transaction_is_open_while_the_server_is_asked(put, smtp, monkeypatch):
    put()
    open_ones = []
    send = mail.send

    def look_and_send(post):
        open_ones.append(db.session().in_transaction())
        send(post)

    monkeypatch.setattr(mail, "send", look_and_send)

    deliver()

    assert open_ones == [False]


LONG = (
    "Статус изменен: мероприятия сетевой организации выполнены (проверка выполнения ТУ), "
    "заявка 2026-11-24-702-5, Томская область, Томский район, село Корнилово"
)


@pytest.mark.parametrize("by_smtp", [True, False], ids=["smtp", "folder"])
def test_long_russian_subject_keeps_every_space(app, portal, smtp, by_smtp):
    post = mail.Post("a@example.ru", LONG, "Текст", "<p>Текст</p>", "<1@lk.test>", "long", now())

    with changed_settings(app, mail_server="127.0.0.1" if by_smtp else ""):
        mail.send(post)
        folder = settings().mail_folder

    if by_smtp:
        subject = smtp.letters[0].subject
    else:
        written = next(folder.glob("*-long.eml")).read_bytes()
        subject = message_from_bytes(written, policy=policy.default)["Subject"]
    assert subject == LONG
