import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, or_, select
from sqlalchemy.orm import defer, undefer

from lk.applications import names, number, rules
from lk.applications.models import NEW, Application, Document
from lk.applications.states import AT_WORK, YOURS, statuses_of
from lk.db import db

# Lists never open answers, so they do not carry them.
_LIGHT = (defer(Application.draft_answers), defer(Application.final_answers))
_NOBODY = ("",)
# Of a search; whoever types more has pasted something.
MOST_WORDS = 8


@dataclass(frozen=True)
class Page:
    """Applications, newest first; `before` is the public id that the next page begins behind."""

    applications: Sequence[Application]
    before: str | None


def home_cards(*, user_id: int, limit: int = 20) -> Sequence[Application]:
    """The consumer's applications: those that wait for them first, then the newest; one SELECT."""
    waits_for = Application.status.in_(rules.waiting_for_consumer())
    rejected = select(Document.application_id).where(
        Document.user_id == user_id, Document.verdict == "rejected", Document.replaced_at.is_(None)
    )
    waits = case(
        (waits_for & Application.acted_at.is_(None), 0),
        (Application.id.in_(rejected.scalar_subquery()), 0),
        else_=1,
    )
    query = _mine(user_id).options(undefer(Application.rejected_files))
    query = query.order_by(waits, Application.id.desc()).limit(limit)
    found = db.session.scalars(query).all()
    return sorted(found, key=lambda each: each.id, reverse=True)


def drafts_of(*, user_id: int) -> Sequence[Application]:
    """The drafts, the last saved first; there are at most 20."""
    # As in `page_of`: of whoever has filed thousands only the drafts' rows are read.
    chosen = select(Application.id).where(Application.user_id == user_id, Application.status == NEW)
    query = _mine(user_id).where(Application.id.in_(chosen.scalar_subquery()))
    return db.session.scalars(query.order_by(Application.saved_at.desc())).all()


def page_of(
    *, user_id: int, text: str = "", state: str = "", before: str | None = None, limit: int = 20
) -> Page:
    """A page of what was submitted, behind the application `before`; one SELECT.

    `text`: each of its words stands in the number, the address or the applicant's name, in any
    case; `state`: a code of `states`, others count as all.
    """
    chosen = select(Application.id).where(Application.user_id == user_id)
    chosen = chosen.where(_in_state(state))
    for word in names.search_key(text).split()[:MOST_WORDS]:
        chosen = chosen.where(Application.search_key.contains(word, autoescape=True))
    if before:
        edge = select(Application.id).where(
            Application.public_id == before, Application.user_id == user_id
        )
        chosen = chosen.where(Application.id < edge.scalar_subquery())
    # The numbers come from one index alone; the rows, which are wide, only for this page.
    chosen = chosen.order_by(Application.id.desc()).limit(limit + 1)
    query = _mine(user_id).where(Application.id.in_(chosen.scalar_subquery()))
    found = db.session.scalars(query.order_by(Application.id.desc())).all()
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


def _in_state(state: str) -> ColumnElement[bool]:
    """What the consumer calls so. Whoever has acted in a status waits for the office in it."""
    codes = statuses_of(state)
    if not codes:
        return Application.status != NEW
    if state == YOURS:
        return and_(Application.status.in_(codes), Application.acted_at.is_(None))
    if state == AT_WORK:
        acted = and_(Application.status.in_(statuses_of(YOURS)), Application.acted_at.is_not(None))
        return or_(Application.status.in_(codes), acted)
    return Application.status.in_(codes)


def _mine(user_id: int) -> Select[Application]:
    return select(Application).where(Application.user_id == user_id).options(*_LIGHT)
