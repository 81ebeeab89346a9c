import pytest

from tests import factories


@pytest.fixture
def letter(consumer, ok):
    """Number of the one letter that waits."""
    thread = factories.a_thread(consumer)
    ok("mail", "deliver")  # the question itself has gone to the office
    ok("questions", "answer", thread.public_id, "Завтра")
    return "2"


def test_waiting_letter_is_listed(ok, letter):
    output = ok("mail", "list", "--status", "waiting")

    assert "Ответ специалиста" in output
    assert "ivanova@example.ru" in output
    assert "ждет" in output


def test_deliver_sends_all_that_waits(as_json, letter, audit_lines):
    audit_lines()

    found = as_json("mail", "deliver")

    assert found == {"taken": 1, "waiting": 0}
    assert as_json("mail", "show", letter)["state"] == "sent"
    assert [line.event for line in audit_lines()] == ["mail.delivered", "office.mail_seen"]


def test_deliver_does_not_wait_for_the_next_try(as_json, letter, smtp, clock):
    smtp.answer_with("421 later")
    as_json("mail", "deliver")
    smtp.answer_with("250 OK")

    found = as_json("mail", "deliver")

    assert found == {"taken": 1, "waiting": 0}
    assert len(smtp.letters) == 1


def test_letter_that_cannot_leave_goes_on_waiting(as_json, letter, smtp):
    smtp.answer_with("421 later")

    found = as_json("mail", "deliver")

    assert found == {"taken": 1, "waiting": 1}
    assert as_json("mail", "show", letter)["last_error"]


def test_sent_letter_is_sent_again_on_demand(as_json, ok, letter, audit_lines):
    ok("mail", "deliver")
    audit_lines()

    ok("mail", "resend", letter, "--comment", "Не дошло")

    lines = audit_lines()
    assert as_json("mail", "list", "--status", "waiting")[0]["id"] == int(letter)
    assert [(line.event, line.subject) for line in lines] == [("mail.resent", "letter:2")]
    assert lines[0].details == {"comment": "Не дошло"}


@pytest.mark.parametrize("command", ["show", "resend"])
def test_unknown_letter_is_refused_kindly(refused, app, command):
    assert "Письма № 77 нет" in refused("mail", command, "77")


def test_letters_are_found_by_the_address(as_json, letter):
    assert len(as_json("mail", "list", "--text", "IVANOVA@")) == 1
    assert as_json("mail", "list", "--text", "nobody@") == []
