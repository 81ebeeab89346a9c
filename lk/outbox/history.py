"""Letters as the one they were written to sees them, and a fresh copy on demand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lk.db import db
from lk.outbox.models import Letter
from lk.outbox.service import put


@dataclass(frozen=True)
class Page:
    """Letters, newest first; `before` is the number that the next page ends before."""

    letters: Sequence[Letter]
    before: int | None


def page_of(*, user_id: int, before: int | None = None, limit: int = 20) -> Page:
    """A page of the letters to this account, those before the number `before`; one SELECT."""
    query = select(Letter).where(Letter.user_id == user_id).order_by(Letter.id.desc())
    if before is not None:
        query = query.where(Letter.id < before)
    found = db.session.scalars(query.limit(limit + 1)).all()
    more = found[limit - 1].id if len(found) > limit else None
    return Page(found[:limit], more)


def own(*, user_id: int, number: int) -> Letter | None:
    """The letter by its number, if it was written to this account."""
    return db.session.scalar(select(Letter).where(Letter.id == number, Letter.user_id == user_id))


def put_again(letter: Letter, *, to: str, at: datetime, key: str) -> None:
    """A new letter about the same to the address `to`, composed anew, its topic muted or not.

    `key` as in `put`.
    """
    facts = {**letter.facts, "always": True}
    put(letter.purpose, to=to, at=at, user_id=letter.user_id, key=key, **facts)
