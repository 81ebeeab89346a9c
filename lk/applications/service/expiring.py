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
# In one go of the worker; the rest is for the next one.
MOST = 200


def old_drafts(*, at: datetime) -> Sequence[int]:
    """Drafts that are old enough for a letter, the oldest first."""
    query = select(Application.id).where(
        Application.status == NEW, Application.saved_at <= at - LIFE + FIRST
    )
    return db.session.scalars(query.order_by(Application.saved_at).limit(MOST)).all()


def tidy_draft(*, draft_id: int, at: datetime) -> list[str] | None:
    """Warn of an old draft, or remove it when it was warned of twice: a day after the last letter
    at the soonest. Returns the names of its stored files when it went, else None.
    """
    draft = db.session.get(Application, draft_id)
    if draft is None or not draft.is_draft:
        return None
    step = _next_step(at - draft.saved_at, _sent(draft), at)
    if step == "remove":
        return delete_draft(application=draft, by="worker", at=at)
    if step:
        _warn(draft, step, at)
    return None


def _next_step(age: timedelta, sent: Mapping[str, datetime], at: datetime) -> str:
    """`first` or `last` letter, `remove`, or «» when it is not time yet."""
    if "first" not in sent:
        return "first"
    if "last" not in sent:
        is_time = age >= LIFE - LAST and at - sent["first"] >= FIRST - LAST
        return "last" if is_time else ""
    return "remove" if age >= LIFE and at - sent["last"] >= LAST else ""


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


def _sent(draft: Application) -> dict[str, datetime]:
    """When which of the two letters was written about the draft as it is now."""
    keys = {_key(draft, step): step for step in ("first", "last")}
    query = select(outbox.Letter.key, outbox.Letter.created_at).where(outbox.Letter.key.in_(keys))
    return {keys[key or ""]: written for key, written in db.session.execute(query)}


def _key(draft: Application, step: str) -> str:
    """A change of the draft begins a new life with letters of its own."""
    return f"{PURPOSE}:{draft.public_id}:{draft.saved_at:%Y%m%d%H%M%S}:{step}"
