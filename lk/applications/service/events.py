"""Events of a case that are no change of status, and the letter that tells the office of one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from lk import audit, outbox
from lk.applications.models import Application, CaseEvent
from lk.company import company
from lk.db import db


def happen(
    application: Application,
    code: str,
    *,
    by: str,
    at: datetime,
    details: Mapping[str, Any] | None = None,
    comment: str = "",
    key: str | None = None,
    **facts: Any,
) -> CaseEvent:
    """A line of the case's history and one of the audit, in the current transaction.

    `details` may hold people's words and answers: they are sealed. `comment` and `facts` stand in
    clear, the latter in the audit, so they hold nothing personal.
    """
    event = CaseEvent(application_id=application.id, at=at, by=by, code=code)
    event.comment, event.key = comment, key
    db.session.add(event)
    db.session.flush()
    if details:
        event.keep_details(details)
    subject = f"application:{application.public_id}"
    audit.record(f"application.{code}", actor=by, subject=subject, at=at, line=event.id, **facts)
    return event


def has_happened(key: str) -> bool:
    """Whether the act with this one-time key is in the history already."""
    query = select(CaseEvent.id).where(CaseEvent.key == key)
    return db.session.scalar(query) is not None


def tell_office(application: Application, event: CaseEvent) -> None:
    """A letter to the company's office: which application, what was done, how to see it."""
    if office := company().office_email:
        outbox.put(
            "applications.act",
            to=office,
            at=event.at,
            key=f"applications.act:{event.id}",
            application=application.public_id,
            event_id=event.id,
        )
