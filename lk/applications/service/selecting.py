from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, tuple_
from sqlalchemy.orm import contains_eager, defer, selectinload

from lk.account.models import User
from lk.applications import names, rules
from lk.applications.models import NEW, Application
from lk.db import db

Order = Literal["new", "old", "due"]
NOBODY = ""
_SEALED = (defer(Application.draft_answers), defer(Application.final_answers))
_WHOLE = (selectinload(Application.documents), selectinload(Application.changes))


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Which applications the office asks for; what is left out does not narrow.

    `kinds`: codes of kinds, None for all. `since` and `until`: submitted from, and before, that
    moment (a draft: saved). `text`: in the number, the applicant, the address (any case) or the
    login. `assigned`: whose it is, «» for nobody's. `turn`: whose turn it is. `overdue_on`: a term
    has passed by that day. Drafts are found only by their status.
    """

    statuses: Collection[str] = ()
    kinds: Collection[str] | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str = ""
    assigned: str | None = None
    turn: str = ""
    overdue_on: date | None = None


ALL = Selection()


@dataclass(frozen=True)
class Edge:
    """Where a page ends: the next one begins behind it."""

    id: int
    due_on: date | None


def list_for_office(
    *,
    selection: Selection = ALL,
    order: Order = "new",
    after: Edge | None = None,
    limit: int = 100,
    with_answers: bool = False,
    is_whole: bool = False,
) -> Sequence[Application]:
    """A page of applications with their `user`, behind `after`; one SELECT, of terms at most two.

    `order`: the newest or the oldest first, or the soonest term first, those without one last.
    Answers stay in the
    database unless `with_answers`; `is_whole` loads documents and history as well.
    """
    query = select(Application).join(Application.user).options(contains_eager(Application.user))
    if not (with_answers or is_whole):
        query = query.options(*_SEALED)
    if is_whole:
        query = query.options(*_WHOLE)
    query = query.where(*_conditions(selection))
    if order == "due":
        return _by_term(query, after, limit)
    return db.session.scalars(_ordered(query, order, after).limit(limit)).all()


def count_for_office(*, selection: Selection = ALL) -> int:
    query = select(func.count()).select_from(Application).join(Application.user)
    return db.session.scalar(query.where(*_conditions(selection))) or 0


def edge_of(application: Application) -> Edge:
    """The page that ends with this application ends here."""
    return Edge(application.id, application.due_on)


def _ordered(query: Select[Any], order: Order, after: Edge | None) -> Select[Any]:
    is_new = order == "new"
    if after:
        query = query.where(Application.id < after.id if is_new else Application.id > after.id)
    return query.order_by(Application.id.desc() if is_new else Application.id)


def _by_term(query: Select[Any], after: Edge | None, limit: int) -> list[Application]:
    """Each of the two ranges begins right at its edge in the index, however deep the page is."""
    found: list[Application] = []
    if after is None or after.due_on is not None:
        with_term = query.where(Application.due_on.is_not(None))
        if after:
            edge = tuple_(literal(after.due_on), literal(after.id))
            with_term = with_term.where(tuple_(Application.due_on, Application.id) > edge)
        in_order = with_term.order_by(Application.due_on, Application.id)
        found += db.session.scalars(in_order.limit(limit))
    if len(found) < limit:
        without = query.where(Application.due_on.is_(None)).order_by(Application.id)
        if after and after.due_on is None:
            without = without.where(Application.id > after.id)
        found += db.session.scalars(without.limit(limit - len(found)))
    return found


def _conditions(wanted: Selection) -> list[ColumnElement[bool]]:
    found = [_of_status(wanted)]
    if wanted.kinds is not None:
        found.append(Application.kind_code.in_(wanted.kinds))
    moment = Application.saved_at if NEW in wanted.statuses else Application.submitted_at
    if wanted.since:
        found.append(moment >= wanted.since)
    if wanted.until:
        found.append(moment < wanted.until)
    if wanted.assigned is not None:
        found.append(Application.assigned_to == wanted.assigned)
    if wanted.overdue_on:
        found.append(Application.due_on < wanted.overdue_on)
        found.append(Application.status.in_(_with_turn("consumer", "company")))
    if wanted.turn:
        found.append(_whose_turn(wanted.turn))
    return found + _text_conditions(wanted.text)


def _of_status(wanted: Selection) -> ColumnElement[bool]:
    if wanted.statuses:
        return Application.status.in_(wanted.statuses)
    return Application.status != NEW


def _text_conditions(text: str) -> list[ColumnElement[bool]]:
    """Each word somewhere in the words of the case, or the whole in the login."""
    words = names.search_key(text).split()
    if not words:
        return []
    key = Application.search_key
    in_case = and_(*(key.contains(word, autoescape=True) for word in words))
    return [or_(in_case, User.login.icontains(text.strip(), autoescape=True))]


def _whose_turn(side: str) -> ColumnElement[bool]:
    """By the status; the turn of a consumer who has acted is the company's."""
    consumers = Application.status.in_(_with_turn("consumer"))
    if side == "consumer":
        return and_(consumers, Application.acted_at.is_(None))
    has_acted = and_(consumers, Application.acted_at.is_not(None))
    return or_(Application.status.in_(_with_turn("company")), has_acted)


def _with_turn(*turns: str) -> list[str]:
    found = rules.STATUSES.items()
    return [code for code, each in found if each.whose_turn in turns and code != NEW]
