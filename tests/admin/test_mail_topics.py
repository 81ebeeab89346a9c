"""Letters by topic, those that were switched off, and the day's digest of those that fail."""

from zoneinfo import ZoneInfo

import pytest

from lk.account import service as accounts
from lk.outbox import Letter, deliver_due, digest
from tests import factories
from tests.harness.writing import start_writing

TOMSK = ZoneInfo("Asia/Tomsk")


@pytest.fixture
def answered(consumer, ok):
    """The letter about an answer waits; the office's own has left."""
    thread = factories.a_thread(consumer)
    ok("mail", "deliver")
    ok("questions", "answer", thread.public_id, "Завтра")


@pytest.fixture
def muted(consumer, answered, clock, session):
    start_writing()
    accounts.save_notices(user=consumer, muted=["answers"], at=clock.now)
    session.commit()
    deliver_due()


@pytest.fixture
def failing(answered, smtp):
    smtp.answer_with("421 later")
    deliver_due()


def test_letters_are_listed_by_topic(as_json, answered):
    assert [row["topic"] for row in as_json("mail", "list", "--topic", "answers")] == ["answers"]
    assert as_json("mail", "list", "--topic", "status") == []


def test_unknown_topic_is_refused_with_those_that_are(misunderstood):
    assert "answers" in misunderstood("mail", "list", "--topic", "weather")


def test_letter_that_was_switched_off_is_listed_as_such(ok, as_json, muted):
    assert [row["state"] for row in as_json("mail", "list", "--state", "muted")] == ["muted"]
    assert "отключено" in ok("mail", "list", "--state", "muted")


def test_office_does_not_send_what_was_switched_off(refused, muted):
    assert "отключил такие письма" in refused("mail", "resend", "2")


def test_failing_letter_says_why_in_words(ok, failing):
    assert "почтовый сервер не ответил или отказал; будет еще попытка" in ok("mail", "show", "2")


def test_digest_names_what_does_not_get_through_and_goes_to_the_office(ok, failing, smtp, session):
    output = ok("mail", "digest")
    session.rollback()
    deliver_due()

    letter = smtp.to("office@example.com")[-1]
    assert "Ответ специалиста" in output
    assert "поставлен в очередь" in output
    assert letter.subject == "Письма, которые не доходят: 1"
    assert "№ 2, Ответ специалиста" in letter.text
    assert "ivanova@" not in letter.text


def test_second_digest_of_a_day_is_only_shown(ok, as_json, failing, session):
    ok("mail", "digest")

    again = as_json("mail", "digest")

    assert (again["is_sent"], len(again["letters"])) == (False, 1)
    assert session.query(Letter).filter_by(purpose=digest.PURPOSE).count() == 1


def test_digest_has_nothing_to_say_when_all_letters_leave(ok, answered, session):
    output = ok("mail", "digest")

    assert "Все письма доходят." in output
    assert session.query(Letter).filter_by(purpose=digest.PURPOSE).count() == 0


def test_digest_that_lost_its_reason_is_not_sent(ok, failing, session, clock):
    ok("mail", "digest")
    session.rollback()
    clock.forward(minutes=1)
    session.query(Letter).filter_by(id=2).one().last_error = ""
    session.commit()

    deliver_due()

    assert session.query(Letter).filter_by(purpose=digest.PURPOSE).one().state == "unneeded"


@pytest.mark.parametrize(("hours", "is_sent"), [(-5, False), (-4, True), (0, True)])
def test_worker_tells_the_office_once_a_day_from_eight_on(failing, clock, session, hours, is_sent):
    facts = {"to": "office@example.com", "at": clock.forward(hours=hours), "zone": TOMSK}

    found = digest.send_daily(**facts)
    again = digest.send_daily(**facts)

    assert (found, again) == (is_sent, False)
    assert session.query(Letter).filter_by(purpose=digest.PURPOSE).count() == is_sent
