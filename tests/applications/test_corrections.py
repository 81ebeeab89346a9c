"""What was sent is mended: within half an hour, or when the office has asked for it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lk.applications import rules, service
from lk.applications.models import Application
from lk.audit.models import AuditEntry
from lk.clock import now
from lk.db import db
from tests.applications.correcting import OTHER, begun, events, put_letters, receipts, retyped, sent
from tests.factories import a_consumer, an_application, attach, move
from tests.harness.writing import start_writing


@pytest.fixture
def case(consumer: Any, clock: Any) -> Application:
    found = an_application(consumer, email=consumer.email)
    clock.forward(minutes=5)
    return found


def test_submission_has_its_receipt_and_half_an_hour(case: Application) -> None:
    (receipt,) = receipts(case)

    assert receipt.number == 1
    assert len(receipt.files) == 4
    assert case.window_at(now()) == case.submitted_at + timedelta(minutes=30)
    assert not case.is_editable_at(now())


def test_correction_opens_the_answers_until_the_half_hour_ends(case: Application) -> None:
    begun(case)

    end = case.submitted_at + timedelta(minutes=30)
    assert case.is_editable_at(end - timedelta(seconds=1))
    assert not case.is_editable_at(end)
    assert (case.status, case.number is None) == ("submitted", False)


def test_what_was_sent_holds_until_the_correction_is(case: Application) -> None:
    retyped(begun(case))

    assert case.submitted["obj_addr"] == "г. Томск, ул. Мира, д. 1"
    assert case.typed["obj_addr"] == OTHER
    assert case.has_unsent


def test_correction_becomes_what_was_submitted(case: Application, consumer: Any) -> None:
    number = case.number
    retyped(begun(case))

    assert sent(case, consumer, comment="Опечатка")
    assert case.submitted["obj_addr"] == case.object_address == OTHER
    assert (case.status, case.number) == ("submitted", number)
    assert not case.has_unsent
    assert not case.is_editable_at(now())
    assert "д. 2" in case.search_key


def test_history_keeps_old_and_new_sealed(case: Application, consumer: Any) -> None:
    retyped(begun(case))
    sent(case, consumer, comment="Опечатка в адресе")

    (event,) = events(case)
    (field,) = event.details["fields"]
    assert (event.code, event.by) == ("corrected", "consumer:ivanova")
    assert (field["key"], field["after"]) == ("obj_addr", OTHER)
    assert field["before"] == "г. Томск, ул. Мира, д. 1"
    assert event.details["comment"] == "Опечатка в адресе"
    assert event.comment == ""
    assert "Мира".encode() not in (event.sealed or b"")


def test_audit_names_the_questions_and_no_answer(case: Application, consumer: Any) -> None:
    retyped(begun(case))
    sent(case, consumer, comment="Опечатка")

    query = select(AuditEntry).where(AuditEntry.event == "application.corrected")
    (line,) = db.session.scalars(query)
    assert line.details["fields"] == ["obj_addr"]
    assert line.details["receipt"] == 2
    assert "Мира" not in str(line.details)
    assert "Опечатка" not in str(line.details)


def test_correction_has_receipt_and_a_letter_to_both(case: Application, consumer: Any) -> None:
    retyped(begun(case))
    sent(case, consumer)

    (letter,) = put_letters("applications.corrected")
    (office,) = put_letters("applications.act")
    assert [each.number for each in receipts(case)] == [1, 2]
    assert (letter.recipient, letter.facts["receipt"]) == (consumer.email, 2)
    assert office.recipient == "office@example.com"


def test_letter_to_the_office_says_nothing_personal(
    case: Application, consumer: Any, letters: Any
) -> None:
    retyped(begun(case))
    sent(case, consumer, comment="Опечатка")

    letter = letters.last("office@example.com")
    assert case.number in letter.subject
    assert "Заявитель исправил отправленную заявку." in letter.text
    assert f"flask admin applications show {case.number}" in letter.text
    for word in ("Мира", "Щербакова", "Опечатка", consumer.login, consumer.email):
        assert word not in letter.text + letter.html


def test_one_may_correct_again_while_the_time_runs(case: Application, consumer: Any) -> None:
    retyped(begun(case))
    sent(case, consumer)
    retyped(begun(case), obj_addr="г. Томск, ул. Мира, д. 3")
    sent(case, consumer)

    assert [each.number for each in receipts(case)] == [1, 2, 3]
    assert len(put_letters("applications.corrected")) == 2


def test_registration_does_not_end_the_time(case: Application, consumer: Any) -> None:
    begun(case)
    move(case, "registered")
    retyped(case)

    assert sent(case, consumer)
    assert case.status == "registered"


@pytest.mark.parametrize("status", ["review"])
def test_the_next_step_of_the_office_ends_it(case: Application, consumer: Any, status: str) -> None:
    retyped(begun(case))
    move(case, "registered")
    move(case, status)

    with pytest.raises(rules.NotEditable):
        sent(case, consumer)
    assert case.submitted["obj_addr"] != OTHER
    assert case.typed["obj_addr"] == OTHER


def test_nothing_is_begun_or_sent_when_the_time_is_over(
    case: Application, consumer: Any, clock: Any
) -> None:
    retyped(begun(case))
    clock.forward(minutes=25)

    with pytest.raises(rules.NotEditable):
        begun(case)
    with pytest.raises(rules.NotEditable):
        sent(case, consumer)
    with pytest.raises(rules.NotEditable):
        retyped(case)
    assert case.typed["obj_addr"] == OTHER


def test_correction_that_changes_nothing_is_not_sent(case: Application, consumer: Any) -> None:
    retyped(begun(case), obj_addr="г. Томск, ул. Мира, д. 1")

    with pytest.raises(rules.NothingChanged):
        sent(case, consumer)
    assert not case.has_unsent
    assert len(receipts(case)) == 1


def test_correction_with_mistakes_is_not_sent(case: Application, consumer: Any) -> None:
    retyped(begun(case), cadastre="нет")

    with pytest.raises(rules.Incomplete):
        sent(case, consumer)
    with pytest.raises(rules.Incomplete):
        sent(case, consumer, is_confirmed=False)


def test_correction_is_confirmed(case: Application, consumer: Any) -> None:
    retyped(begun(case))

    with pytest.raises(rules.AccuracyNotConfirmed):
        sent(case, consumer, is_confirmed=False)


def test_second_sending_of_the_same_page_changes_nothing(case: Application, consumer: Any) -> None:
    retyped(begun(case))
    sent(case, consumer, seen=1)

    assert sent(case, consumer, seen=1) is False
    assert len(events(case)) == len(put_letters("applications.corrected")) == 1


def test_files_come_and_go_with_the_correction(
    case: Application, consumer: Any, clock: Any
) -> None:
    begun(case)
    clock.forward(minutes=1)
    old = next(each for each in service.documents_of(case) if each.slot == "plan")
    start_writing()
    attach(case, consumer, {"plan": 2})
    db.session.commit()

    sent(case, consumer, dropped=[old.public_id])

    (event,) = events(case)
    newest = receipts(case)[-1]
    assert old.replaced_at == now()
    assert event.details["documents"]["removed"][0].endswith(f"— {old.name}")
    assert len(event.details["documents"]["added"]) == 1
    assert [each["slot"] for each in newest.files].count("plan") == 1
    assert old.public_id not in {each.public_id for each in service.documents_of(case)}


def test_needed_document_is_not_taken_out_without_another(case: Application, consumer: Any) -> None:
    begun(case)
    old = next(each for each in service.documents_of(case) if each.slot == "plan")

    with pytest.raises(rules.Incomplete):
        sent(case, consumer, dropped=[old.public_id])
    db.session.rollback()
    assert old.replaced_at is None


def test_another_consumers_file_is_not_taken_out(case: Application, consumer: Any) -> None:
    theirs = service.documents_of(an_application(a_consumer("petrov")))[0]
    retyped(begun(case))

    sent(case, consumer, dropped=[theirs.public_id])

    assert theirs.replaced_at is None


def test_correction_can_be_given_up(case: Application, consumer: Any) -> None:
    retyped(begun(case))
    start_writing()

    assert service.drop_correction(application=case, user=consumer, at=now()) == []
    assert case.typed["obj_addr"] == "г. Томск, ул. Мира, д. 1"
    assert not case.is_editable_at(now())
    assert service.drop_correction(application=case, user=consumer, at=now()) is None
