import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session, scoped_session

from lk.audit.models import AuditEntry
from lk.db import db, short_transaction

AnySession = Session | scoped_session[Any]
# One writer of the chain at a time on PostgreSQL; on SQLite the write lock does it.
_CHAIN_LOCK = 0x6C6B


def record(event: str, *, actor: str, subject: str, at: datetime, **details: Any) -> None:
    """Add an entry to the current transaction: it stands exactly when the act stands.

    `actor`: `consumer:<login>`, `office:<name>` or `anyone`; `subject`: what it was done to.
    `details` are plain facts without personal values.
    """
    _append(db.session, event=event, actor=actor, subject=subject, at=at, details=details)


def record_apart(event: str, *, actor: str, subject: str, at: datetime, **details: Any) -> None:
    """The same in a short transaction of its own: for refusals, whose act is rolled back."""
    with short_transaction() as session:
        _append(session, event=event, actor=actor, subject=subject, at=at, details=details)


def verify() -> int | None:
    """The id of the first entry that does not fit the chain; None when all do."""
    previous = ""
    for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).yield_per(500):
        if entry.previous != previous or entry.sum != _sum(entry):
            return entry.id
        previous = entry.sum
    return None


def _append(
    session: AnySession,
    *,
    event: str,
    actor: str,
    subject: str,
    at: datetime,
    details: dict[str, Any],
) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
    session.flush()
    last = session.scalar(select(AuditEntry.sum).order_by(AuditEntry.id.desc()).limit(1))
    entry = AuditEntry(
        at=at, event=event, actor=actor[:120], subject=subject[:120], details=details
    )
    entry.previous = last or ""
    entry.sum = _sum(entry)
    session.add(entry)
    session.flush()


def _sum(entry: AuditEntry) -> str:
    # In UTC, as the database gives it back, whatever zone the writer thought in.
    facts = [
        entry.at.astimezone(UTC).isoformat(),
        entry.event,
        entry.actor,
        entry.subject,
        entry.details,
    ]
    line = json.dumps([entry.previous, *facts], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(line.encode()).hexdigest()
