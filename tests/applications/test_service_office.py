from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from lk.applications import rules, service
from lk.applications.models import Application, StatusChange
from lk.applications.service.history import fact_words
from lk.audit.models import AuditEntry
from lk.clock import now, today
from lk.company import company
from lk.db import db
from lk.files.sweeping import remove_unclaimed
from tests.applications.wizard import a_draft, a_submitted

pytestmark = pytest.mark.usefixtures("clock")


def a_case(user: Any, to: str = "submitted") -> Application:
    """A submitted application, moved on by the office."""
    facts = {"registered": rules.Facts(date=today(company().time_zone), number="12")}
    case = a_submitted(user)
    path = ("registered", "review", "need_docs")
    for status in path[: path.index(to) + 1] if to in path else ():
        service.move_status(
            application=case,
            to=status,
            by="Петрова",
            at=now(),
            comment="Нужен план",
            facts=facts.get(status),
        )
    db.session.commit()
    return case


def listed(**wanted: Any) -> Sequence[Application]:
    return service.list_for_office(selection=service.Selection(**wanted))


def test_a_move_needs_the_facts_of_its_status(consumer: Any) -> None:
    case = a_submitted(consumer)

    with pytest.raises(rules.FactMissing):
        service.move_status(application=case, to="registered", by="Петрова", at=now())


def test_a_move_over_a_status_names_those_allowed(consumer: Any) -> None:
    case = a_submitted(consumer)

    with pytest.raises(rules.MoveRefused) as refused:
        service.move_status(application=case, to="contract", by="Петрова", at=now())

    assert refused.value.allowed == ("registered", "cancelled")


def test_the_office_does_not_submit_a_draft(consumer: Any) -> None:
    draft = a_draft(consumer)

    with pytest.raises(service.NotSubmitted):
        service.move_status(
            application=draft,
            to="submitted",
            by="Петрова",
            at=now(),
            facts=rules.Facts(date=today(company().time_zone), number="1"),
        )


def test_twenty_working_days_are_given_to_send_documents(clock: Any, consumer: Any) -> None:
    case = a_case(consumer, "need_docs")

    assert case.due_on == date(2026, 12, 22)
    assert case.waits_for_consumer
    assert service.turn_of(case, at=now()).title == "Ход за вами"


def test_the_timeline_hides_who_of_the_office_it_was(consumer: Any) -> None:
    case = a_case(consumer, "need_docs")

    newest, *_, oldest = service.timeline(case)

    assert newest.is_current
    assert "Нужен план" in newest.comment
    assert newest.by == "Горсети Томск"
    assert oldest.by == "вы"
    assert db.session.query(StatusChange).order_by(StatusChange.id.desc()).first().by == (
        "office:Петрова"
    )


def test_corrections_count_only_when_they_are_sent(consumer: Any) -> None:
    case = a_case(consumer, "need_docs")

    service.save_step(
        application=case, step="object", raw={"obj_name": "баня, ВРУ-0,4 кВ"}, at=now()
    )
    before = case.submitted["obj_name"]
    service.correct(application=case, user=consumer, is_confirmed=True, comment="баня", at=now())

    assert before == "жилой дом, ВРУ-0,4 кВ"
    assert case.submitted["obj_name"] == "баня, ВРУ-0,4 кВ"
    assert case.status == "review"
    assert case.whose_turn == "company"
    assert case.due_on == rules.working_days_after(today(company().time_zone), 10)


def test_corrections_that_are_incomplete_stay_here(consumer: Any) -> None:
    case = a_case(consumer, "need_docs")
    service.save_step(application=case, step="object", raw={"obj_name": ""}, at=now())

    with pytest.raises(rules.Incomplete):
        service.correct(application=case, user=consumer, is_confirmed=True, at=now())

    assert case.status == "need_docs"


@pytest.mark.parametrize("text", ["2026-", "щербакова", "мира", "ivanova"])
def test_the_office_finds_by_number_name_address_and_login(consumer: Any, text: str) -> None:
    case = a_submitted(consumer)

    assert [each.id for each in listed(text=text)] == [case.id]


def test_the_office_sees_drafts_only_when_it_asks_for_them(consumer: Any) -> None:
    draft = a_draft(consumer, files=False)

    assert service.list_for_office() == []
    assert [each.id for each in listed(statuses=("draft",))] == [draft.id]


def test_the_office_filters_by_time(consumer: Any) -> None:
    a_submitted(consumer)

    assert len(listed(since=now() - timedelta(hours=1))) == 1
    assert listed(since=now() + timedelta(hours=1)) == []


def test_an_application_is_found_in_any_spelling_of_its_number(consumer: Any) -> None:
    case = a_submitted(consumer)

    found = service.find_for_office(f" {str(case.number).upper().replace('-', ' – ')} ")

    assert found is not None
    assert found.id == case.id


def test_an_export_holds_answers_documents_and_history(consumer: Any) -> None:
    case = a_submitted(consumer)
    whole = service.find_for_office(str(case.number))
    assert whole is not None

    data = service.export(whole)

    assert data["answers"]["passport"] == "6903123456"
    assert {"group": "Реквизиты физического лица", "label": "Имя", "value": "Аграфена"} in (
        data["text"]
    )
    assert [each["slot"] for each in data["documents"]] == ["plan", "own", "passport"]
    assert data["history"][0]["status"] == "submitted"


def test_rotation_seals_answers_and_files_with_the_new_key(
    consumer: Any, settings_changed: Any
) -> None:
    case = a_submitted(consumer)
    keys = {"k2": bytes(range(100, 132))} | settings_changed().data_keys
    settings_changed(data_keys=keys)
    text = b"".join(service.read_document(service.documents_of(case)[0]))

    rotated = service.rotate_keys()
    db.session.commit()
    remove_unclaimed(rotated.touched_files)
    settings_changed(data_keys={"k2": keys["k2"]})

    assert rotated.count == 4
    assert service.rotate_keys().count == 0
    assert case.submitted["passport"] == "6903123456"
    assert b"".join(service.read_document(service.documents_of(case)[0])) == text


def test_every_move_is_one_line_of_the_audit(consumer: Any, session: Any) -> None:
    case = a_submitted(consumer)

    lines = session.query(AuditEntry).filter_by(event="application.status").all()

    assert [line.subject for line in lines] == [f"application:{case.public_id}"]
    assert lines[0].actor == "consumer:ivanova"


@pytest.mark.parametrize(
    ("status", "facts", "words"),
    [
        ("connected", {"date": "2026-11-25"}, "дата 25.11.2026"),
        ("contract", {"date": "2026-11-25", "number": "7"}, "№\N{NO-BREAK SPACE}7 от 25.11.2026"),
        ("offer_posted", {"date": "2026-11-25", "due": "2026-12-02"}, "срок до 02.12.2026"),
        ("works", {"progress": 40}, "выполнено 40\N{NO-BREAK SPACE}%"),
        ("submitted", {"date": "2026-11-25", "number": "2026-11-25-1-4"}, ""),
    ],
)
def test_the_facts_of_a_step_are_said_in_the_timeline(status: str, facts: Any, words: str) -> None:
    found = fact_words(StatusChange(status=status, facts=facts))

    assert words in found
    assert bool(found) == bool(words)


def test_a_case_that_waits_is_not_hidden_by_newer_drafts(consumer: Any) -> None:
    case = a_case(consumer, "need_docs")
    for _ in range(3):
        service.start(user=consumer, kind_code="fl-150", at=now())
    db.session.commit()

    found = service.home_cards(user_id=consumer.id, limit=2)

    assert case.id in [each.id for each in found]


def test_pages_by_term_follow_each_other_and_end_with_those_without_one(consumer: Any) -> None:
    cases = [a_submitted(consumer) for _ in range(6)]
    for case, days in zip(cases, (3, None, 1, 1, None, 2), strict=True):
        case.due_on = None if days is None else date(2026, 12, days)
    db.session.commit()

    pages, edge = [], None
    while page := service.list_for_office(order="due", after=edge, limit=2):
        pages.append([cases.index(each) for each in page])
        edge = service.edge_of(page[-1])

    assert pages == [[2, 3], [5, 0], [1, 4]]


def test_turn_of_one_who_has_acted_is_the_companys(consumer: Any) -> None:
    case = a_case(consumer, "need_docs")
    case.note_act("accept", now())
    db.session.commit()

    assert [*listed(turn="consumer"), *listed(turn="company")] == [case]
    assert list(listed(turn="company")) == [case]
    assert case.whose_turn == "company"
