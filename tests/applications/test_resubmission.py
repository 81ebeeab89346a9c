"""The office has asked to mend an application: the same machinery as in the first half hour."""

from typing import Any

import pytest
from sqlalchemy import select

from lk.applications import rules, service
from lk.applications.models import Application, CaseEvent, StatusChange
from lk.audit.models import AuditEntry
from lk.clock import now
from lk.db import db
from tests.applications.correcting import events, put_letters, receipts, retyped, sent
from tests.factories import an_application, attach
from tests.harness.writing import start_writing


@pytest.fixture
def case(consumer: Any, clock: Any) -> Application:
    found = an_application(consumer, "need_docs", email=consumer.email)
    clock.forward(days=1)
    return found


def test_what_was_mended_goes_back_to_the_specialist(case: Application, consumer: Any) -> None:
    retyped(case)

    assert sent(case, consumer, comment="Адрес")
    (event,) = events(case)
    assert case.status == "review"
    assert event.code == "resubmitted"
    assert [each["key"] for each in event.details["fields"]] == ["obj_addr"]
    assert event.details["comment"] == "Адрес"


def test_resubmission_has_receipt_and_a_letter_to_both(case: Application, consumer: Any) -> None:
    retyped(case)
    sent(case, consumer)

    assert [each.number for each in receipts(case)] == [1, 2]
    assert [each.recipient for each in put_letters("applications.corrected")] == [consumer.email]
    assert len(put_letters("applications.act")) == 1


def test_words_of_the_consumer_are_sealed_only(case: Application, consumer: Any) -> None:
    sent(case, consumer, comment="Паспорт менялся")

    said = [each.comment for each in db.session.scalars(select(StatusChange))]
    said += [each.comment for each in db.session.scalars(select(CaseEvent))]
    said += [str(each.details) for each in db.session.scalars(select(AuditEntry))]
    assert not any("Паспорт" in words for words in said)
    assert "Паспорт менялся" in [each.comment for each in service.timeline(case)]


def test_one_file_more_is_told_by_its_document(
    case: Application, consumer: Any, clock: Any
) -> None:
    clock.forward(minutes=1)
    start_writing()
    attach(case, consumer, {"other": 1})
    db.session.commit()

    sent(case, consumer)

    (event,) = events(case)
    assert event.details["documents"] == {"added": ["Иные документы — other-0.pdf"], "removed": []}
    assert event.details["text"] == "Добавлено: Иные документы — other-0.pdf"


def test_files_that_were_sent_are_not_taken_out(case: Application, consumer: Any) -> None:
    retyped(case)
    old = service.documents_of(case)[0]

    sent(case, consumer, dropped=[old.public_id])

    assert old.replaced_at is None


def test_sending_again_once_more_changes_nothing(case: Application, consumer: Any) -> None:
    retyped(case)
    sent(case, consumer, seen=1)

    assert sent(case, consumer, seen=1) is False
    assert len(events(case)) == 1


def test_what_was_sent_again_is_closed(case: Application, consumer: Any) -> None:
    retyped(case)
    sent(case, consumer)

    assert not case.is_editable_at(now())
    assert case.window_at(now()) is None
    with pytest.raises(rules.NotEditable):
        retyped(case)
