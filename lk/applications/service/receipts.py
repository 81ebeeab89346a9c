"""Receipts: what was sent, and when, so that either side can show it later."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from lk.applications.fingerprint import data_sum
from lk.applications.models import Application, Document, Receipt
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
