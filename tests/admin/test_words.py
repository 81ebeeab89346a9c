"""What a shell may pass and a terminal may take: bytes that are no text, escapes, an ASCII pipe."""

import json

import click
import pytest

from lk.admin.types import WORDS
from lk.applications.models import StatusChange
from lk.audit.models import AuditEntry
from tests import factories
from tests.servers.fixtures import without_context

NO_TEXT = "\udcff\udcfe"


@pytest.mark.parametrize(
    "command",
    [
        ["applications", "show", NO_TEXT],
        ["applications", "status", NO_TEXT, "review"],
        ["applications", "answer", NO_TEXT, "Текст"],
        ["applications", "files", NO_TEXT, "--to", "case"],
        ["questions", "show", NO_TEXT],
        ["questions", "answer", NO_TEXT, "Текст"],
        ["questions", "answer", "x", NO_TEXT],
        ["users", "show", NO_TEXT],
        ["users", "list", "--by", NO_TEXT],
        ["misprints", "list", "--text", NO_TEXT],
        ["audit", "list", "--subject", NO_TEXT],
    ],
)
def test_bytes_that_are_no_text_are_wrong_use(misunderstood, command):
    said = misunderstood(*command)

    assert "нужен текст в кодировке UTF-8" in said


@pytest.mark.parametrize(
    "command",
    [
        ["applications", "show", "12\x1b[2J\u202e3"],
        ["questions", "show", "12\x1b[2J\u202e3"],
        ["users", "show", "12\x1b[2J\u202e3"],
        ["users", "list", "--status", "\x1b[2J\u202e"],
        ["users", "list", "--since", "\x1b[2J\u202e"],
        ["users", "list", "--limit", "\x1b[2J\u202e"],
        ["users", "\x1b[2J\u202e"],
        ["users", "list", "--\x1b[2J\u202e"],
    ],
)
def test_refusal_does_not_repeat_what_steers_a_terminal(runner, app, command):
    result = runner(*command)

    assert result.exit_code in {1, 2}
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output


def test_words_of_the_office_lose_what_steers_a_terminal(ok, application, session, letters):
    facts = ["--number", "Р-\x1b[31m1", "--date", "2026-11-24"]
    words = ["--comment", "Ждите\x1b[2J\u202e", "--by", "Петрова\x9b2J"]
    ok("applications", "status", application.number, "registered", *facts, *words)

    change = session.query(StatusChange).order_by(StatusChange.id.desc()).first()
    entry = session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert (change.comment, change.by) == ("Ждите[2J", "office:Петрова2J")
    assert entry.actor == "office:Петрова2J"


def test_answer_of_the_office_loses_what_steers_a_terminal(ok, consumer, session):
    thread = factories.a_thread(consumer)

    ok("questions", "answer", thread.public_id, "Да\x1b[2J\u202e нет\nс утра")

    assert (
        json.loads(ok("questions", "show", thread.public_id, "--json"))["messages"][1]["text"]
        == "Да[2J нет\nс утра"
    )


def test_type_of_words_keeps_lines_and_takes_escapes_away():
    words = WORDS.convert("раз\nдва\x1b[2J\u2066", None, None)

    assert words == "раз\nдва[2J"


def test_type_of_words_refuses_lone_surrogates():
    with pytest.raises(click.BadParameter, match="UTF-8"):
        WORDS.convert(NO_TEXT, None, None)


@pytest.fixture
def in_ascii(app):
    """A command whose output goes where only ASCII does."""

    def run(*arguments):
        invoke = app.test_cli_runner(charset="ascii").invoke
        return without_context(invoke, args=["admin", *arguments])

    return run


@pytest.mark.parametrize(
    "command",
    [
        ["users", "list"],
        ["users", "show", "ivanova"],
        ["users", "--help"],
        ["--help"],
        ["mail", "deliver"],
    ],
)
def test_pipe_of_ascii_breaks_no_command(in_ascii, consumer, command):
    result = in_ascii(*command)

    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code == 0


def test_json_is_whole_in_a_pipe_of_ascii(in_ascii, consumer):
    result = in_ascii("users", "list", "--json")

    assert json.loads(result.stdout)[0]["name"] == "Иванова Анна Петровна"


def test_command_says_nothing_but_its_answer(ok, consumer, log_lines):
    factories.a_thread(consumer)

    ok("mail", "deliver")

    assert log_lines.raw == []


def test_logs_speak_again_after_the_command(ok, client, consumer, log_lines):
    ok("users", "list")

    client.open("home.front")

    assert log_lines.of("lk.access")
