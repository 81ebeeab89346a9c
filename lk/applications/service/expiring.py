"""Drafts that were forgotten: two letters, then they go."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from lk import outbox
from lk.account.models import User
from lk.applications import rules
from lk.applications.models import NEW, Application
from lk.applications.service.starting import delete_draft
from lk.db import db

PURPOSE = "applications.draft_ending"
LIFE = timedelta(days=rules.DRAFT_DAYS)
FIRST, LAST = (timedelta(days=days) for days in rules.DRAFT_WARNINGS)
AT_ONCE = 200


def old_drafts(*, at: datetime, after: int = 0) -> Sequence[int]:
    """Some of the drafts that are old enough for a letter; `after`: those with larger ids."""
    query = select(Application.id).where(
        Application.status == NEW,
        Application.saved_at <= at - LIFE + FIRST,
        Application.id > after,
    )
    return db.session.scalars(query.order_by(Application.id).limit(AT_ONCE)).all()


def tidy_draft(*, draft_id: int, at: datetime) -> list[str] | None:
    """Warn of an old draft, or remove it when it was warned of twice: a day after the last letter
    has left at the soonest. Returns the names of its stored files when it went, else None.
    """
    draft = db.session.get(Application, draft_id)
    if draft is None or not draft.is_draft:
        return None
    step = _next_step(at - draft.saved_at, _written(draft), at)
    if step == "remove":
        return delete_draft(application=draft, by="worker", at=at)
    if step:
        _warn(draft, step, at)
    return None


def _next_step(age: timedelta, written: Mapping[str, outbox.Letter], at: datetime) -> str:
    """`first` or `last` letter, `remove`, or «» when it is not time yet.

    While the last letter waits for a mail server nothing is removed.
    """
    first, last = written.get("first"), written.get("last")
    if first is None:
        return "first"
    if last is None:
        is_time = age >= LIFE - LAST and at - first.created_at >= FIRST - LAST
        return "last" if is_time else ""
    left = last.sent_at or last.muted_at or last.given_up_at
    return "remove" if age >= LIFE and left and at - left >= LAST else ""


def _warn(draft: Application, step: str, at: datetime) -> None:
    user = db.session.get_one(User, draft.user_id)
    left = FIRST if step == "first" else LAST
    outbox.put(
        PURPOSE,
        to=user.address,
        at=at,
        user_id=user.id,
        key=_key(draft, step),
        application=draft.public_id,
        saved_at=draft.saved_at.isoformat(),
        ends_at=max(draft.saved_at + LIFE, at + left).isoformat(),
    )


def _written(draft: Application) -> dict[str, outbox.Letter]:
    """Which of the two letters were written about the draft as it is now."""
    keys = {_key(draft, step): step for step in ("first", "last")}
    query = select(outbox.Letter).where(outbox.Letter.key.in_(keys))
    return {keys[letter.key or ""]: letter for letter in db.session.scalars(query)}


def _key(draft: Application, step: str) -> str:
    """A change of the draft begins a new life with letters of its own."""
    return f"{PURPOSE}:{draft.public_id}:{draft.saved_at:%Y%m%d%H%M%S}:{step}"
