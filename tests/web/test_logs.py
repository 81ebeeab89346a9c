"""One JSON line a request, and in no line anything that a person typed."""

import json

import pytest
from sqlalchemy.exc import OperationalError

from lk.db import db
from tests.factories import PASSWORD, a_draft

CANARIES = {
    "Фамилия": "Канарейкина",
    "Имя": "Аграфена",
    "Отчество": "Селивановна",
    "Паспорт": "6903 765432",
}


def lines(log_lines):
    return "\n".join(log_lines.raw)


def test_request_leaves_one_line_with_its_route_not_its_address(signed_in, consumer, log_lines):
    draft = a_draft(consumer, files=False)

    page = signed_in.open("applications.step", public_id=draft.public_id, step="object")

    line = log_lines.of("lk.access")[-1]
    assert line["route"] == "/lk/applications/<public_id>/<step>"
    assert (line["method"], line["status"], line["user"]) == ("GET", 200, consumer.id)
    assert line["id"] == page.headers["X-Request-Id"]
    assert draft.public_id not in lines(log_lines)


def test_query_is_not_logged(client, log_lines):
    client.open_path("/lk/sign-in", query={"next": "/lk/me?canary-in-query"})

    assert "canary-in-query" not in lines(log_lines)


@pytest.mark.asvs("16.2.5")
def test_nothing_that_was_typed_into_a_step_is_logged(signed_in, consumer, log_lines):
    draft = a_draft(consumer, files=False)
    page = signed_in.open("applications.step", public_id=draft.public_id, step="requisites")
    known = {label: value for label, value in CANARIES.items() if page.has_field(label)}

    page.submit("Далее", **known)

    assert known
    assert not [value for value in CANARIES.values() if value in lines(log_lines)]


def test_neither_password_nor_login_is_logged(client, consumer, log_lines):
    page = client.open("account.sign_in").submit("Войти", Логин="канарейка", Пароль="кенарь-1234")

    page.submit("Войти", Логин=consumer.login, Пароль=PASSWORD)

    assert not [
        word
        for word in ("канарейка", "кенарь-1234", PASSWORD, consumer.login)
        if word in lines(log_lines)
    ]


def test_recovery_code_and_links_are_not_logged(client, consumer, letters, log_lines):
    page = client.open("account.recover_password")
    page.submit(page.buttons[0], **{page.fields[0].label: consumer.email})

    code = letters.to(consumer.email)[-1].code

    assert code not in lines(log_lines)
    assert consumer.email not in lines(log_lines)


@pytest.mark.asvs("16.4.1")
def test_line_breaks_cannot_forge_a_second_line(client, log_lines):
    client.ask("GET", '/lk/help%0d%0a{"log":"forged"}', headers={"User-Agent": "a\tb"})

    assert all(isinstance(json.loads(line), dict) for line in log_lines.raw)
    assert not [line for line in log_lines.parsed if line["log"] == "forged"]


def test_database_error_is_logged_by_kind_only(signed_in, app, log_lines, monkeypatch):
    def busy(*_arguments, **_options):
        raise OperationalError("SELECT 'канарейка'", {}, Exception("database is locked"))

    monkeypatch.setattr(db.session, "connection", busy)
    answer = signed_in.ask("GET", "/lk/me")
    monkeypatch.undo()

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "канарейка" not in lines(log_lines)
