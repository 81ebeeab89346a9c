"""What the office writes on a case for itself, trials, and the case told in sentences."""

import json

import pytest

from lk.applications.models import CaseEvent
from lk.audit.models import AuditEntry
from lk.outbox import Letter
from tests import factories

DAY = "2026-11-24"


@pytest.fixture
def rows_left(session):
    """How many events, letters and lines of the audit there are."""

    def count():
        session.rollback()
        return [session.query(table).count() for table in (CaseEvent, Letter, AuditEntry)]

    return count


def test_note_is_sealed_and_told_to_the_office_alone(
    ok, as_json, application, session, signed_in, audit_lines
):
    audit_lines()

    said = ok("applications", "note", application.number, "Звонила соседка, телефон 123")

    event = session.query(CaseEvent).one()
    lines = audit_lines()
    page = signed_in.open("applications.card", public_id=application.public_id)
    assert "записана" in said
    assert event.is_internal
    assert event.comment == ""
    assert "соседка".encode() not in event.sealed
    assert [line.event for line in lines] == ["application.noted"]
    assert "соседка" not in json.dumps([line.details for line in lines], ensure_ascii=False)
    assert "соседка" not in page.text
    assert as_json("applications", "show", application.number)["events"][0]["details"] == {
        "text": "Звонила соседка, телефон 123"
    }
    assert "Звонила соседка" in ok("applications", "show", application.number)


def test_note_sends_no_letter(ok, application, letters):
    before = len(letters.all)

    ok("applications", "note", application.number, "Перезвонить в среду")

    assert len(letters.all) == before


@pytest.mark.parametrize("text", ["", "  ", "я" * 4001])
def test_note_without_words_or_with_too_many_is_refused(refused, application, text):
    assert "от 1 до 4000" in refused("applications", "note", application.number, text)


def test_case_is_put_in_charge_of_someone_and_of_nobody(as_json, ok, application, audit_lines):
    number = application.number
    audit_lines()

    first = as_json("applications", "assign", number, "Орлова Е. А.")
    second = as_json("applications", "assign", number, "--nobody")

    lines = audit_lines()
    assert first == {"number": number, "assigned": "Орлова Е. А."}
    assert second == {"number": number, "assigned": ""}
    assert [(each.details["before"], each.details["after"]) for each in lines] == [
        ("", "Орлова Е. А."),
        ("Орлова Е. А.", ""),
    ]


def test_case_already_in_charge_of_someone_is_refused(ok, refused, application, audit_lines):
    ok("applications", "assign", application.number, "Орлова")
    audit_lines()

    assert "уже ведет Орлова" in refused("applications", "assign", application.number, "Орлова")
    assert [line.event for line in audit_lines()] == ["office.refused"]


@pytest.mark.parametrize("given", [[], ["Орлова", "--nobody"], [" "]])
def test_assignment_needs_a_name_or_nobody(misunderstood, application, given):
    assert "--nobody" in misunderstood("applications", "assign", application.number, *given)


@pytest.mark.parametrize("command", [["note", "Текст"], ["assign", "Орлова"]])
def test_draft_is_the_consumers_alone(refused, consumer, command):
    draft = factories.a_draft(consumer)
    verb, *rest = command

    assert "черновик" in refused("applications", verb, draft.public_id, *rest)


@pytest.mark.parametrize("command", ["assign", "note", "explain"])
def test_unknown_number_is_refused_kindly(command, refused, audit_lines):
    more = {"assign": ["Орлова"], "note": ["Текст"]}

    said = refused("applications", command, "2026-11-24-9-0", *more.get(command, []))

    assert "Заявки «2026-11-24-9-0» нет" in said
    assert [(line.event, line.subject) for line in audit_lines()] == [
        ("office.refused", "2026-11-24-9-0")
    ]


TRIALS = {
    "status": ["registered", "--number", "Р-1", "--date", DAY],
    "assign": ["Орлова"],
    "note": ["Перезвонить"],
    "answer": ["Завтра с утра"],
}


@pytest.mark.parametrize("command", TRIALS)
def test_trial_tells_what_would_be_and_changes_nothing(ok, application, command, rows_left):
    before = rows_left()

    said = ok("applications", command, application.number, *TRIALS[command], "--dry-run")

    assert "Пробный запуск: ничего не изменено" in said
    assert rows_left() == before
    assert application.status == "submitted"
    assert application.assigned_to == ""


def test_trial_of_a_move_shows_its_facts_and_letters(as_json, application, consumer):
    found = as_json("applications", "status", application.number, *TRIALS["status"], "--dry-run")

    assert found["dry_run"] is True
    assert found["status"] == "registered"
    assert found["facts"].items() >= {"date": DAY, "number": "Р-1"}.items()
    assert found["due"]
    assert consumer.email in [each["recipient"] for each in found["letters"]]
    assert all(each["subject"].startswith("Статус измен") for each in found["letters"])


def test_trial_that_a_rule_refuses_is_refused_and_leaves_no_line(refused, application, rows_left):
    before = rows_left()

    said = refused("applications", "status", application.number, "contract", "--dry-run")

    assert "нельзя" in said
    assert rows_left() == before


def test_trial_of_other_groups_changes_nothing_too(ok, consumer, rows_left):
    before = rows_left()

    ok("users", "block", "ivanova", "--comment", "Просьба", "--dry-run")
    ok("users", "logout", "ivanova", "--dry-run")

    assert rows_left() == before
    assert not consumer.is_blocked


def told(ok, case):
    return " ".join(ok("applications", "explain", case.number or case.public_id).split())


def test_case_is_told_from_its_beginning_to_what_is_next(clock, ok, application):
    number = application.number
    clock.forward(days=1)
    ok("applications", "status", number, "registered", "--number", "Р-1", "--date", DAY)
    clock.forward(days=2)
    ok("applications", "status", number, "review", "--comment", "Проверяем план")
    ok("applications", "assign", number, "Орлова")
    ok("applications", "note", number, "Перезвонить в среду")
    ok("applications", "answer", number, "Завтра с утра")

    said = told(ok, application)

    for words in (
        "Заявитель подал заявку. ",
        "Заявка зарегистрирована под № Р-1 от 24.11.2026.",
        "В статусе «Заявка подана» заявка была 1 рабочий день.",
        "Пояснение: «Проверяем план». Кто: Мальцева.",
        "В статусе «Заявка зарегистрирована» заявка была 2 рабочих дня.",
        "Сменился ответственный. Пояснение: «Орлова».",
        "Заметка для своих. Пояснение: «Перезвонить в среду».",
        "Специалист отвечает: «Завтра с утра». Кто: Мальцева.",
        "Ход за компанией",
        "Ведет Орлова",
        f"flask admin applications status {number} need_docs",
    ):
        assert words in said, words


def test_letters_and_refusals_are_told_to_the_office(ok, refused, application, letters):
    letters.deliver()
    refused("applications", "status", application.number, "contract", "--number", "1")

    said = told(ok, application)

    assert "на ivanova@example.ru: отправлено" in said
    assert "admin applications status. Кто: Мальцева." in said
    assert "Отказано в команде" in said


def test_term_that_is_near_and_one_that_has_passed_are_told(clock, ok, consumer):
    case = factories.an_application(consumer, "need_docs")
    near = told(ok, case)
    clock.forward(days=60)

    late = told(ok, case)

    assert "Ход за заявителем до" in near
    assert "срок прошел" in late


def test_story_for_programs_is_whole(as_json, application):
    found = as_json("applications", "explain", application.number)

    assert "подал заявку" in " ".join(found["story"])
    assert found["story"][-1].startswith("Сейчас: ")
    assert found["turn"] == "company"
    assert found["next"]


def test_case_that_is_over_has_nothing_next(ok, consumer):
    case = factories.an_application(consumer, "closed")

    assert "статус окончательный" in told(ok, case)


def test_draft_waits_for_its_applicant(ok, consumer):
    said = told(ok, factories.a_draft(consumer))

    assert "подать черновик может только заявитель" in said


def test_explaining_calls_the_applicant_the_same_everywhere(ok, application):
    said = told(ok, application)

    assert "Начат черновик. Кто: заявитель, вход ivanova." in said


def test_explaining_leaves_one_line(ok, application, audit_lines):
    audit_lines()

    ok("applications", "explain", application.number)

    assert [(line.event, line.subject) for line in audit_lines()] == [
        ("office.application_explained", application.number)
    ]
