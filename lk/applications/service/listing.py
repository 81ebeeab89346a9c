import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, case, select
from sqlalchemy.orm import defer

from lk.applications import names, number, rules
from lk.applications.models import NEW, Application
from lk.db import db

# Lists never open answers, so they do not carry them.
_LIGHT = (defer(Application.draft_answers), defer(Application.final_answers))
_NOBODY = ("",)


@dataclass(frozen=True)
class Page:
    """Applications, newest first; `before` is the public id that the next page begins behind."""

    applications: Sequence[Application]
    before: str | None


def home_cards(*, user_id: int, limit: int = 20) -> Sequence[Application]:
    """The consumer's applications: those that wait for them first, then the newest; one SELECT."""
    waits = case((Application.status.in_(rules.waiting_for_consumer()), 0), else_=1)
    query = _mine(user_id).order_by(waits, Application.id.desc()).limit(limit)
    found = db.session.scalars(query).all()
    return sorted(found, key=lambda each: each.id, reverse=True)


def drafts_of(*, user_id: int) -> Sequence[Application]:
    """The drafts, the last saved first; there are at most 20."""
    query = _mine(user_id).where(Application.status == NEW)
    return db.session.scalars(query.order_by(Application.saved_at.desc())).all()


def page_of(*, user_id: int, before: str | None = None, limit: int = 20) -> Page:
    """A page of what was submitted, behind the application `before`; one SELECT."""
    query = _mine(user_id).where(Application.status != NEW)
    if before:
        edge = select(Application.id).where(
            Application.public_id == before, Application.user_id == user_id
        )
        query = query.where(Application.id < edge.scalar_subquery())
    found = db.session.scalars(query.order_by(Application.id.desc()).limit(limit + 1)).all()
    more = found[limit - 1].public_id if len(found) > limit else None
    return Page(found[:limit], more)


def find_public(*, typed_number: str, typed_names: Sequence[str]) -> Application | None:
    """The application with this number, if one of the names is its applicant's (any spelling).

    A wrong number and a wrong name take the same way and the same time.
    """
    try:
        canonical = str(number.parse(typed_number))
    except number.WrongNumber:
        canonical = ""
    query = select(Application).where(Application.number == canonical).options(*_LIGHT)
    found = db.session.scalar(query)
    asked = [names.lookup_key(name).encode() for name in typed_names]
    known = [each.encode() for each in (found.lookup_names if found else _NOBODY)]
    matches = [bool(mine) and hmac.compare_digest(mine, each) for mine in asked for each in known]
    return found if found and any(matches) else None


def _mine(user_id: int) -> Select[Application]:
    return select(Application).where(Application.user_id == user_id).options(*_LIGHT)
