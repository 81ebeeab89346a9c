"""Applications that were sent before there were receipts get one, without a write on GET."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from sqlalchemy import delete, select

from lk.applications import service, upkeep
from lk.applications.fingerprint import data_sum
from lk.applications.models import Application, Receipt
from lk.audit.models import AuditEntry
from lk.clock import now
from lk.db import db
from tests.applications.correcting import begun, receipts, retyped, sent
from tests.client import Client
from tests.factories import an_application

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def old(consumer: Any, clock: Any) -> Application:
    case = an_application(consumer, "submitted", email=consumer.email)
    db.session.execute(delete(Receipt))
    db.session.commit()
    clock.forward(minutes=6)
    return case


def test_its_receipt_is_given_at_once_and_nothing_is_written(
    signed_in: Client, old: Application
) -> None:
    page = signed_in.open("applications.card", public_id=old.public_id)
    link = page.link("Квитанция")

    answer = signed_in.ask("GET", link)

    assert answer.status_code == 200
    with pikepdf.open(BytesIO(answer.data)) as paper:
        assert str(paper.docinfo["/Title"]).startswith("Квитанция №\u00a01 ")
    assert receipts(old) == []


def test_the_worker_keeps_it_once(old: Application, clock: Any) -> None:
    issued = [upkeep.issue_receipts(at=now()) for _ in range(2)]

    (kept,) = receipts(old)
    assert issued == [1, 0]
    assert (kept.number, kept.at) == (1, clock.now - timedelta(minutes=6))
    assert kept.data_sha256 == data_sum(old.submitted)
    assert len(kept.files) == len(service.documents_of(old))


def test_what_the_worker_keeps_is_what_was_given(signed_in: Client, old: Application) -> None:
    path = signed_in.url("applications.newest_receipt_pdf", public_id=old.public_id)
    before = signed_in.ask("GET", path).data

    upkeep.issue_receipts(at=now())

    assert signed_in.ask("GET", path).data == before


def test_the_audit_tells_who_issued_it(old: Application) -> None:
    upkeep.issue_receipts(at=now())

    query = select(AuditEntry.actor).where(AuditEntry.event == "application.receipt_issued")
    assert db.session.scalars(query).all() == ["worker"]


def test_its_private_page_names_the_receipt_then(client: Client, old: Application) -> None:
    upkeep.issue_receipts(at=now())

    page = client.open("applications.private_link", token=old.link_token)

    assert "Квитанция № 1" in page.text


def test_a_correction_of_it_issues_the_second_one(consumer: Any, old: Application) -> None:
    begun(old)
    retyped(old)

    sent(old, consumer)

    assert [each.number for each in receipts(old)] == [1, 2]
    assert receipts(old)[0].at < receipts(old)[1].at


def test_drafts_and_applications_with_receipts_are_left_alone(consumer: Any) -> None:
    an_application(consumer)

    issued = upkeep.issue_receipts(at=now())

    assert issued == 0
