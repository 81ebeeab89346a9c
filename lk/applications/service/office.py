from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from lk import audit
from lk.applications import number, rules
from lk.applications.models import Application, CaseEvent, CaseFile, Receipt
from lk.applications.service.locking import lock
from lk.db import db

LONGEST_NOTE = 4000


class StillDraft(rules.ApplicationError):
    message = "Это черновик, он еще не подан: работать с ним может только заявитель."


class NoteRefused(rules.ApplicationError):
    message = f"Заметка — это текст от 1 до {LONGEST_NOTE} знаков."


class SameAssignee(rules.ApplicationError):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.message = f"Заявку уже ведет {name}." if name else "Заявку и так никто не ведет."


def find_for_office(text: str) -> Application | None:
    """By number (any spelling) or public id, whole: with user, documents and history."""
    query = select(Application).options(
        joinedload(Application.user),
        selectinload(Application.documents),
        selectinload(Application.changes),
    )
    try:
        return db.session.scalar(query.where(Application.number == str(number.parse(text))))
    except number.WrongNumber:
        return db.session.scalar(query.where(Application.public_id == text.strip().lower()))


def assign(*, application: Application, to: str, by: str, at: datetime, comment: str = "") -> None:
    """From now on `to` (a name of the office; «» for nobody) is in charge of the case.

    The consumer does not see it. Raises StillDraft, SameAssignee.
    """
    lock(application)
    name = " ".join(to.split())[:120]
    if application.is_draft:
        raise StillDraft
    if application.assigned_to == name:
        raise SameAssignee(name)
    audit.record(
        "application.assigned",
        actor=f"office:{by}",
        subject=f"application:{application.public_id}",
        at=at,
        before=application.assigned_to,
        after=name,
        comment=comment,
    )
    application.assigned_to = name
    event = _internal(application, "assigned", by, at)
    event.keep_details({"name": name, "text": comment})


def note(*, application: Application, text: str, by: str, at: datetime) -> CaseEvent:
    """The office's own remark on the case: sealed, and never shown to the consumer.

    Raises StillDraft, NoteRefused.
    """
    lock(application)
    words = text.strip()
    if application.is_draft:
        raise StillDraft
    if not 0 < len(words) <= LONGEST_NOTE:
        raise NoteRefused
    event = _internal(application, "note", by, at)
    event.keep_details({"text": words})
    audit.record(
        "application.noted",
        actor=f"office:{by}",
        subject=f"application:{application.public_id}",
        at=at,
        note=event.id,
    )
    return event


def _internal(application: Application, code: str, by: str, at: datetime) -> CaseEvent:
    event = CaseEvent(application_id=application.id, at=at, by=f"office:{by}", code=code)
    event.comment, event.is_internal = "", True
    db.session.add(event)
    db.session.flush()
    return event


def events_for_office(application: Application) -> Sequence[CaseEvent]:
    """All that happened beside the changes of status, internal notes too; the oldest first."""
    query = select(CaseEvent).where(CaseEvent.application_id == application.id)
    return db.session.scalars(query.order_by(CaseEvent.id)).all()


def files_for_office(application: Application) -> Sequence[CaseFile]:
    """The files of the case itself, of both sides; the oldest first."""
    query = select(CaseFile).where(CaseFile.application_id == application.id)
    return db.session.scalars(query.order_by(CaseFile.id)).all()


def receipts_for_office(application: Application) -> Sequence[Receipt]:
    query = select(Receipt).where(Receipt.application_id == application.id)
    return db.session.scalars(query.order_by(Receipt.number)).all()
