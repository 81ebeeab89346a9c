"""The office accepts or rejects single documents, and the applicant is told why."""

from typing import Any

import pytest
from sqlalchemy import select

from lk.applications import rules
from lk.applications.models import Application
from lk.applications.service import VerdictRefused
from lk.audit.models import AuditEntry
from lk.clock import now
from lk.db import db
from tests.applications.judging import REASON, TITLE, events, judge, only
from tests.factories import an_application


@pytest.fixture
def case(clock: Any, consumer: Any) -> Application:
    found = an_application(consumer, "review")
    clock.forward(minutes=60)
    return found


def test_a_rejected_document_waits_to_be_replaced(case: Application) -> None:
    judge(case, "rejected")

    document = only(case)
    assert (document.is_rejected, document.may_be_replaced) == (True, True)
    assert (document.verdict_comment, document.verdict_by) == (REASON, "maltseva")
    assert document.verdict_at == now()


def test_an_accepted_document_needs_no_words(case: Application) -> None:
    judge(case, "accepted", "")

    assert only(case).is_accepted
    assert [(each.code, each.comment) for each in events(case)] == [("document_accepted", TITLE)]


def test_the_case_and_the_audit_tell_of_it(case: Application) -> None:
    judge(case, "rejected")

    (event,) = events(case)
    assert (event.code, event.by) == ("document_rejected", "office:maltseva")
    assert event.comment == f"{TITLE}: {REASON}"
    assert event.details["files"] == [only(case).name]
    line = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert line is not None
    assert (line.event, line.actor) == ("application.document_rejected", "office:maltseva")
    assert only(case).name not in str(line.details)


def test_the_consumer_reads_what_is_wrong_in_a_letter(
    case: Application, consumer: Any, letters: Any
) -> None:
    judge(case, "rejected")

    letter = letters.to(consumer.email)[-1]
    assert letter.subject == (f"Документ не принят: нужен другой файл — заявка № {case.number}")
    assert REASON in letter.text
    assert TITLE in letter.text
    assert f"/lk/applications/{case.public_id}/files" in letter.text


def test_nobody_is_written_to_about_what_is_accepted(
    case: Application, consumer: Any, letters: Any
) -> None:
    before = len(letters.to(consumer.email))

    judge(case, "accepted", "")

    assert len(letters.to(consumer.email)) == before


def test_a_letter_that_is_out_of_date_is_not_sent(
    case: Application, consumer: Any, letters: Any
) -> None:
    before = len(letters.to(consumer.email))
    judge(case, "rejected")

    judge(case, "accepted", "Видно")

    assert len(letters.to(consumer.email)) == before


@pytest.mark.parametrize(
    ("slot", "verdict", "comment", "words"),
    [
        ("own", "rejected", " ", "--comment"),
        ("own", "rejected", "я" * 1001, "длиннее"),
        ("nothing", "accepted", "", "passport — Копия паспорта"),
        ("other", "accepted", "", "Файлов документа «other» в заявке нет"),
    ],
)
def test_a_verdict_is_refused_in_words(
    case: Application, slot: str, verdict: str, comment: str, words: str
) -> None:
    with pytest.raises(VerdictRefused, match=words):
        judge(case, verdict, comment, slot=slot)


def test_the_same_verdict_twice_is_refused(case: Application) -> None:
    judge(case, "accepted", "")

    with pytest.raises(VerdictRefused, match="уже принят"):
        judge(case, "accepted", "")


@pytest.mark.parametrize(
    ("status", "may"),
    [
        ("submitted", True),
        ("need_docs", True),
        ("offer_posted", True),
        ("contract", False),
        ("closed", False),
        ("cancelled", False),
    ],
)
def test_documents_are_judged_until_the_contract(consumer: Any, status: str, may: bool) -> None:
    assert rules.may_judge(status) is may


def test_a_draft_is_not_judged(consumer: Any) -> None:
    draft = an_application(consumer, "submitted")
    draft.status = "draft"
    db.session.flush()

    with pytest.raises(VerdictRefused, match="Черновик"):
        judge(draft, "accepted", "")
