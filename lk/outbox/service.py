from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from lk.db import db
from lk.outbox.models import Letter
from lk.outbox.rules import LEASE, pause_after

_GIVEN_UP = Letter.given_up_at.is_not(None)
_STATES: dict[str, ColumnElement[bool]] = {
    "waiting": Letter.due_at.is_not(None),
    "sent": Letter.sent_at.is_not(None),
    "failed": and_(_GIVEN_UP, Letter.last_error != ""),
    "unneeded": and_(_GIVEN_UP, Letter.last_error == ""),
    "muted": Letter.muted_at.is_not(None),
}


def put(
    purpose: str,
    *,
    to: str,
    at: datetime,
    user_id: int | None = None,
    key: str | None = None,
    **facts: Any,
) -> None:
    """Add a letter to the current transaction.

    `key` is the act's name: the same key again adds nothing. `facts` are plain JSON, no secrets;
    `always=True` among them: the letter goes even to those who have switched its topic off. Without
    an address (an erased account has none) nothing is put.
    """
    if not to:
        return
    is_sqlite = db.session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert if is_sqlite else postgresql.insert
    row = {
        "purpose": purpose,
        "recipient": to,
        "user_id": user_id,
        "key": key,
        "facts": facts,
        "created_at": at,
        "due_at": at,
        "attempts": 0,
        "last_error": "",
        "subject": "",
    }
    db.session.execute(insert(Letter).values(**row).on_conflict_do_nothing())


def lease_next(*, at: datetime) -> Letter | None:
    """The oldest letter that is due, held for this worker; None when there is none."""
    waiting = or_(Letter.leased_until.is_(None), Letter.leased_until < at)
    letter = db.session.scalar(
        select(Letter)
        .where(Letter.due_at <= at, waiting)
        .order_by(Letter.due_at, Letter.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if letter:
        letter.leased_until = at + LEASE
        letter.attempts += 1
    return letter


def mark_sent(letter: Letter, *, at: datetime) -> None:
    letter.sent_at, letter.due_at, letter.leased_until = at, None, None
    letter.last_error = ""


def mark_unneeded(letter: Letter, *, at: datetime) -> None:
    """The letter lost its reason before it left: the code was used, the case withdrawn."""
    letter.given_up_at, letter.due_at, letter.leased_until = at, None, None
    letter.last_error = ""


def mark_muted(letter: Letter, *, at: datetime) -> None:
    """Its reader has switched such letters off: the row stays, to be seen."""
    letter.muted_at, letter.due_at, letter.leased_until = at, None, None
    letter.last_error = ""


def mark_failed(letter: Letter, *, error: str, at: datetime) -> None:
    """Try again later, further apart each time; at the end the office sees it as given up."""
    letter.last_error, letter.leased_until = error[:500], None
    pause = pause_after(letter.attempts)
    letter.due_at = at + pause if pause else None
    if not pause:
        letter.given_up_at = at


def find(letter_id: int) -> Letter | None:
    return db.session.get(Letter, letter_id)


def send_again(letter: Letter, *, at: datetime) -> None:
    """The office's «resend»: due at once, with fresh codes and links, tries counted anew."""
    letter.sent_at = letter.given_up_at = letter.muted_at = letter.leased_until = None
    letter.due_at, letter.attempts = at, 0


def hasten(*, at: datetime) -> None:
    """All waiting letters are due now (after the mail server is back)."""
    db.session.execute(update(Letter).where(Letter.due_at > at).values(due_at=at))


def letters(
    *,
    state: str | None = None,
    since: datetime | None = None,
    text: str = "",
    purposes: Collection[str] | None = None,
    limit: int = 100,
) -> list[Letter]:
    """Newest letters first; `state` as in `Letter.state`, `text` in the address or purpose."""
    query = select(Letter).order_by(Letter.id.desc()).limit(limit)
    if state:
        query = query.where(_STATES[state])
    if purposes is not None:
        query = query.where(Letter.purpose.in_(purposes))
    if since:
        query = query.where(Letter.created_at >= since)
    if text:
        query = query.where(
            or_(Letter.recipient.icontains(text, autoescape=True), Letter.purpose == text)
        )
    return list(db.session.scalars(query))
