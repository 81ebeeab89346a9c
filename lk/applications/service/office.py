from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from lk.account.models import User
from lk.applications import number, steps
from lk.applications.models import NEW, Application, Document, StatusChange
from lk.db import db

_WHOLE = (selectinload(Application.documents), selectinload(Application.changes))


def find_for_office(text: str) -> Application | None:
    """By number (any spelling) or public id, whole: with user, documents and history."""
    query = select(Application).options(joinedload(Application.user), *_WHOLE)
    try:
        return db.session.scalar(query.where(Application.number == str(number.parse(text))))
    except number.WrongNumber:
        return db.session.scalar(query.where(Application.public_id == text.strip().lower()))


def list_for_office(
    *,
    status: str | None = None,
    since: datetime | None = None,
    text: str = "",
    limit: int = 100,
    is_whole: bool = False,
) -> Sequence[Application]:
    """Newest first, with their `user`; drafts only when asked for by status.

    `since`: submitted then or later (a draft: saved); `text`: in the number, the applicant's
    name, the address of the object or the login. `is_whole` loads documents and history too.
    """
    query = select(Application).join(Application.user).options(contains_eager(Application.user))
    if is_whole:
        query = query.options(*_WHOLE)
    query = query.where(Application.status == status if status else Application.status != NEW)
    if since:
        moment = Application.saved_at if status == NEW else Application.submitted_at
        query = query.where(moment >= since)
    if text:
        columns = (
            Application.number,
            Application.applicant_name,
            Application.object_address,
            User.login,
        )
        query = query.where(or_(*(each.icontains(text, autoescape=True) for each in columns)))
    return db.session.scalars(query.order_by(Application.id.desc()).limit(limit)).all()


def export(application: Application) -> dict[str, Any]:
    """Everything about an application as plain JSON; it must have been loaded whole."""
    answers = application.submitted or application.typed
    return _head(application) | {
        "answers": answers,
        "text": [
            {"group": group.title, "label": label, "value": value}
            for group in steps.preview(application.kind, answers)
            for label, value in group.rows
        ],
        "documents": [_document(each) for each in application.documents],
        "history": [_change(each) for each in application.changes],
    }


def _head(application: Application) -> dict[str, Any]:
    return {
        "number": application.number,
        "id": application.public_id,
        "kind": application.kind_code,
        "title": application.title,
        "status": application.status,
        "status_label": application.status_label,
        "submitted_at": _iso(application.submitted_at),
        "due": application.due_on.isoformat() if application.due_on else None,
        "progress": application.progress,
        "applicant": application.applicant_name,
        "object_address": application.object_address,
        "reason": application.reason_label,
        "login": application.user.login,
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.public_id,
        "slot": document.slot,
        "name": document.name,
        "type": document.content_type,
        "size": document.size,
        "sha256": document.sha256_original,
    }


def _change(change: StatusChange) -> dict[str, Any]:
    return {
        "at": _iso(change.at),
        "status": change.status,
        "by": change.by,
        "comment": change.comment,
        "facts": change.facts,
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
