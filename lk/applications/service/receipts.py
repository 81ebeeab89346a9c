"""Receipts: what was sent, and when, so that either side can show it later."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, func, select

from lk import audit
from lk.applications.fingerprint import data_sum
from lk.applications.models import Application, Document, Receipt, StatusChange
from lk.db import db


def issue(*, application: Application, documents: Sequence[Document], at: datetime) -> Receipt:
    """The receipt of what was sent now: number 1 at the submission, one more each time it changes.

    To be called in the act's own transaction, under the application's lock, after its final
    answers are kept; documents that were replaced are left out. The same answers and files again
    are the same receipt, so that an act told twice leaves one.
    """
    data, files = data_sum(application.submitted), _files(documents)
    latest = latest_receipt(application=application)
    if latest and (latest.data_sha256, latest.files) == (data, files):
        return latest
    receipt = Receipt(application_id=application.id, at=at, data_sha256=data, files=files)
    receipt.number = latest.number + 1 if latest else 1
    db.session.add(receipt)
    db.session.flush()
    return receipt


def first_receipt(*, application: Application) -> Receipt:
    """The receipt of an application that was sent before there were receipts, not kept anywhere:
    what was sent, as of the applicant's last sending. One SELECT, the same again each time.
    """
    sent = select(func.max(StatusChange.at)).where(
        StatusChange.application_id == application.id,
        StatusChange.by.startswith("consumer:"),
        StatusChange.status != "cancelled",
    )
    query = select(sent.scalar_subquery(), Document).select_from(Application)
    query = query.outerjoin(Document, Document.application_id == Application.id)
    rows = db.session.execute(
        query.where(Application.id == application.id).order_by(Document.position, Document.id)
    ).all()
    at: datetime = rows[0][0] or application.submitted_at or application.saved_at
    files = _files([each for _, each in rows if each is not None and each.created_at <= at])
    data = data_sum(application.submitted)
    return Receipt(application_id=application.id, number=1, at=at, data_sha256=data, files=files)


def keep_first(*, application: Application, at: datetime) -> bool:
    """Keep that receipt, if the application was sent and has none; `at` goes to the audit."""
    if not application.is_submitted or latest_receipt(application=application):
        return False
    db.session.add(first_receipt(application=application))
    audit.record(
        "application.receipt_issued",
        actor="worker",
        subject=f"application:{application.public_id}",
        at=at,
    )
    db.session.flush()
    return True


def without_receipts(*, limit: int) -> Sequence[int]:
    """Ids of applications that were sent and have no receipt."""
    has = exists().where(Receipt.application_id == Application.id)
    query = select(Application.id).where(Application.number.is_not(None), ~has)
    return db.session.scalars(query.order_by(Application.id).limit(limit)).all()


def receipts_of(*, application: Application) -> Sequence[Receipt]:
    """All receipts, the first one first; one SELECT."""
    query = select(Receipt).where(Receipt.application_id == application.id)
    return db.session.scalars(query.order_by(Receipt.number)).all()


def latest_receipt(*, application: Application) -> Receipt | None:
    """None for an application of before there were receipts."""
    query = select(Receipt).where(Receipt.application_id == application.id)
    return db.session.scalar(query.order_by(Receipt.number.desc()).limit(1))


def _files(documents: Sequence[Document]) -> list[dict[str, str]]:
    """What the applicant sent of each file: `sha256` is of the bytes that came in."""
    return [
        {"slot": each.slot, "name": each.name, "sha256": each.sha256_original}
        for each in documents
        if each.replaced_at is None
    ]
