"""Sessions: rows of the database, found by the sum of a token that only the browser has."""

from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    bindparam,
    column,
    delete,
    func,
    select,
    table,
    update,
)

from lk import audit
from lk.account import rules
from lk.account.models import RememberToken, SignIn, User
from lk.account.tokens import new_token, sum_of
from lk.account.visitor import OpenSession, Visitor, seconds_left
from lk.db import db, short_transaction

# By name: questions stand above account and are not imported here.
_threads = table("threads", column("user_id"), column("unread_by_consumer"))
# How many of the columns are the session's; then come what a `Visitor` has of the person, in its
# order, and the answers that were not read.
_OF_SESSION = len(fields(OpenSession))
_OF_PERSON = (
    "id",
    "public_id",
    "login",
    "email",
    "pending_email",
    "kind",
    "name",
    "phone",
    "muted_topics",
)


def find(*, token: str, at: datetime) -> Visitor | None:
    """The person of this session and what the frame shows, in one SELECT; None when it is over."""
    asked = {"token_hash": sum_of(token)} | _open_since(at)
    row = db.session.connection().execute(_found(), asked).one_or_none()
    if row is None:
        return None
    session, person = OpenSession(*row[:_OF_SESSION]), row[_OF_SESSION:-1]
    return Visitor(*person, session, token, int(row[-1] or 0), seconds_left(session, at))


def begin(
    *,
    user: User,
    at: datetime,
    address: str,
    user_agent: str,
    password_at: datetime | None,
    remember_id: int | None = None,
) -> Visitor:
    """A new session of this person, with a token of its own; it stands when the caller commits.

    `password_at` is None when «Запомнить меня» opened it.
    """
    token = new_token()
    sign_in = SignIn(
        token_hash=sum_of(token),
        user_id=user.id,
        remember_id=remember_id,
        created_at=at,
        last_seen_at=at,
        password_at=password_at,
        address=address[:45],
        user_agent=user_agent[:300],
        device=rules.device_of(user_agent),
    )
    db.session.add(sign_in)
    db.session.flush()
    return _present(user, sign_in, token, at)


def touch(*, sign_in_id: int, at: datetime) -> None:
    """Keep «last seen», in a short transaction of its own."""
    late = at - rules.SEEN_EVERY
    query = update(SignIn).where(SignIn.id == sign_in_id, SignIn.last_seen_at <= late)
    with short_transaction() as session:
        session.execute(query.values(last_seen_at=at))


def sign_out_everywhere(*, user: User, actor: str, at: datetime, comment: str = "") -> int:
    """End all sessions and remembered browsers; returns how many were open."""
    open_ones = sign_ins_of(user_id=user.id, at=at, limit=None)
    end_all(user=user, at=at)
    audit.record(
        "account.signed_out_everywhere",
        actor=actor,
        subject=f"user:{user.login}",
        at=at,
        sessions=len(open_ones),
        comment=comment,
    )
    return len(open_ones)


def end_all(*, user: User, at: datetime, keep: OpenSession | None = None) -> None:
    """The same without a line of the audit: for acts that have one of their own."""
    ends = update(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None))
    forgets = delete(RememberToken).where(RememberToken.user_id == user.id)
    if keep is not None:
        ends = ends.where(SignIn.id != keep.id)
        if keep.remember_id:
            forgets = forgets.where(RememberToken.id != keep.remember_id)
    db.session.execute(ends.values(ended_at=at))
    db.session.execute(forgets)


def sign_ins_of(*, user_id: int, at: datetime, limit: int | None = 20) -> list[SignIn]:
    """The open sessions, the last seen first."""
    query = select(SignIn).where(SignIn.user_id == user_id, *_open())
    query = query.order_by(SignIn.last_seen_at.desc()).limit(limit)
    return list(db.session.scalars(query, _open_since(at)))


def is_new_device(*, user: User, user_agent: str) -> bool:
    """Whether the person has signed in before, but never from such a browser."""
    known = select(SignIn.device).where(SignIn.user_id == user.id).distinct()
    devices = set(db.session.scalars(known))
    return bool(devices) and rules.device_of(user_agent) not in devices


@cache
def _found() -> Select[Any]:
    """Every request asks it: plain columns, put together once, cost a third of the objects."""
    session, person = SignIn.__table__.c, User.__table__.c
    query = select(
        *(session[each.name] for each in fields(OpenSession)),
        *(person[name] for name in _OF_PERSON),
        _unread(),
    )
    query = query.join_from(SignIn.__table__, User.__table__, session.user_id == person.id)
    query = query.where(session.token_hash == bindparam("token_hash"), *_open())
    return query.where(person.blocked_at.is_(None), person.confirmed_at.is_not(None))


def _open() -> list[ColumnElement[bool]]:
    """Not over at the moment that `_open_since` was asked for."""
    return [
        SignIn.ended_at.is_(None),
        SignIn.last_seen_at > bindparam("seen_since"),
        SignIn.created_at > bindparam("begun_since"),
    ]


def _open_since(at: datetime) -> dict[str, Any]:
    return {"seen_since": at - rules.IDLE, "begun_since": at - rules.WHOLE_SESSION}


def _unread() -> ScalarSelect[int]:
    return (
        select(func.coalesce(func.sum(_threads.c.unread_by_consumer), 0))
        .where(_threads.c.user_id == User.id)
        .correlate(User)
        .scalar_subquery()
    )


def _present(user: User, sign_in: SignIn, token: str, at: datetime) -> Visitor:
    unread = db.session.scalar(select(_unread()).where(User.id == user.id).select_from(User))
    session = OpenSession(*(getattr(sign_in, each.name) for each in fields(OpenSession)))
    person = (getattr(user, name) for name in _OF_PERSON)
    return Visitor(*person, session, token, int(unread or 0), seconds_left(session, at))
