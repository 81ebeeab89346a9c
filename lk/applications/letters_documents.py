from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from lk.applications.models import Application, Document
from lk.db import db
from lk.outbox import Letter, NoLongerNeeded, composes


@dataclass(frozen=True)
class Rejected:
    """A document as the letter names it: the slot's title, the files, the reason."""

    title: str
    names: tuple[str, ...]
    reason: str


@composes("applications.document_rejected")
def document_rejected(letter: Letter, _at: datetime) -> dict[str, Any]:
    """«Документ не принят»: which one and why, and where to replace it.

    Not needed once the office has changed its mind or the files have been replaced.
    """
    application = db.session.scalar(
        select(Application).where(Application.public_id == letter.facts["application"])
    )
    found = db.session.scalars(
        select(Document)
        .where(Document.public_id.in_(letter.facts["documents"]))
        .order_by(Document.position, Document.id)
    )
    waiting = [each for each in found if each.may_be_replaced]
    if application is None or not waiting:
        raise NoLongerNeeded
    first = waiting[0]
    title = application.kind.slot(first.slot).title
    names = tuple(each.name for each in waiting)
    return {"application": application, "rejected": Rejected(title, names, first.verdict_comment)}
