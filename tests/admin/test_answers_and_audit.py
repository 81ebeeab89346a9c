import pytest

from tests import factories


def test_answer_opens_the_thread_of_the_application(signed_in, ok, application, letters):
    ok("applications", "answer", application.number, "Приезжайте завтра", "--by", "Петрова")

    page = signed_in.open("applications.question", public_id=application.public_id)

    assert "Приезжайте завтра" in page.text
    assert "Петрова" not in page.text
    assert letters.last("ivanova@example.ru").subject == "Ответ специалиста"


def test_answer_leaves_one_line(ok, application, audit_lines):
    audit_lines()

    ok("applications", "answer", application.number, "Ждите", "--comment", "по телефону")

    lines = audit_lines()
    assert [(line.event, line.actor) for line in lines] == [
        ("question.answered", "office:Мальцева")
    ]
    assert lines[0].details["comment"] == "по телефону"


def test_draft_has_no_thread(refused, consumer):
    draft = factories.a_draft(consumer)

    assert "черновик" in refused("applications", "answer", draft.public_id, "Текст")


def test_empty_answer_is_refused(refused, application):
    assert "пустое" in refused("applications", "answer", application.number, "  ")


@pytest.mark.parametrize("command", [["list"], ["show"], ["export"]])
def test_reading_leaves_one_line_too(ok, application, audit_lines, command):
    audit_lines()

    ok("applications", *command, *([application.number] if command == ["show"] else []))

    lines = audit_lines()
    assert [line.actor for line in lines] == ["office:Мальцева"]
    assert "Иванов" not in str(lines[0].details)


def test_system_user_is_named_when_nobody_else_is(monkeypatch, ok, application, audit_lines):
    monkeypatch.delenv("LK_OPERATOR")
    monkeypatch.setattr("getpass.getuser", lambda: "svc")
    audit_lines()

    ok("applications", "list")

    assert audit_lines()[0].actor == "office:svc"


def test_nameless_operator_is_refused(refused, application):
    assert "--by" in refused("applications", "status", application.number, "cancelled", "--by", " ")
