"""What the office does with accounts; every act leaves a line of the audit with its reason."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, not_, or_, select

from lk import audit, outbox
from lk.account import rules
from lk.account.models import User
from lk.account.service import my_data, registration, sessions
from lk.db import db

_WORKS = User.blocked_at.is_(None)
_IS_NOWHERE = and_(User.email.is_(None), User.pending_email.is_(None))
_STATES: dict[str, ColumnElement[bool]] = {
    "erased": and_(not_(_WORKS), _IS_NOWHERE),
    "blocked": and_(not_(_WORKS), not_(_IS_NOWHERE)),
    "active": and_(_WORKS, User.confirmed_at.is_not(None)),
    "pending": and_(_WORKS, User.confirmed_at.is_(None), User.approved_at.is_not(None)),
    "waiting": and_(_WORKS, User.confirmed_at.is_(None), User.approved_at.is_(None)),
}


def list_users(
    *, text: str = "", state: str | None = None, since: datetime | None = None, limit: int = 100
) -> list[User]:
    """Newest first; `text` in login, addresses, name or phone; `state` as in `User.state`."""
    query = select(User).order_by(User.id.desc()).limit(limit)
    if state:
        query = query.where(_STATES[state])
    if since:
        query = query.where(User.created_at >= since)
    if text:
        places = (User.login, User.email, User.pending_email, User.name, User.phone)
        query = query.where(or_(*(place.icontains(text, autoescape=True) for place in places)))
    return list(db.session.scalars(query))


def find_user(*, login: str) -> User | None:
    """By login or confirmed address, in any case."""
    key = rules.login_key(login)
    return db.session.scalar(select(User).where(or_(User.login_key == key, User.email_key == key)))


def approve(*, login: str, by: str, at: datetime, comment: str = "") -> User:
    """Let a registration go on: its letter leaves. Raises UnknownUser, NotWaiting."""
    user = _found(login)
    if user.state != "waiting":
        raise rules.NotWaiting
    user.approved_at = at
    registration.ask_to_confirm(user=user, at=at, purpose="account.approved")
    _record("account.approved", user, by, at, comment)
    return user


def block(*, login: str, by: str, at: datetime, comment: str = "") -> User:
    """Close the account at once and say why by letter. Raises UnknownUser, AlreadyBlocked."""
    user = _found(login)
    if user.is_blocked:
        raise rules.AlreadyBlocked
    user.blocked_at, user.blocked_why = at, comment[:500]
    sessions.end_all(user=user, at=at)
    if user.email:
        outbox.put("account.blocked", to=user.email, at=at, user_id=user.id)
    _record("account.blocked", user, by, at, comment)
    return user


def unblock(*, login: str, by: str, at: datetime, comment: str = "") -> User:
    """Open it again. Raises UnknownUser, NotBlocked, AlreadyErased."""
    user = _found(login)
    if user.is_erased:
        raise rules.AlreadyErased
    if not user.is_blocked:
        raise rules.NotBlocked
    user.blocked_at, user.blocked_why = None, ""
    _record("account.unblocked", user, by, at, comment)
    return user


def change_email_by_office(
    *, login: str, new: str, proof: str, by: str, at: datetime, comment: str = ""
) -> User:
    """For a lost mailbox: the new address is asked to confirm, the old one may cancel for 7 days.

    All sessions end. `proof`: what the person has shown. Raises UnknownUser, NotActive, WrongEmail,
    SameEmail, EmailTaken.
    """
    user, email = _found(login), rules.clean_email(new)
    if not user.is_active:
        raise rules.NotActive
    if (owner := find_user(login=email)) and owner is not user:
        raise rules.EmailTaken
    my_data.ask_for_email(user=user, new=email, at=at, by=by)
    sessions.end_all(user=user, at=at)
    _record("account.email_change_by_office", user, by, at, comment, proof=proof)
    return user


def _found(login: str) -> User:
    """The account, locked until the command is over. Raises UnknownUser."""
    user = find_user(login=login)
    if user is None:
        raise rules.UnknownUser
    db.session.refresh(user, with_for_update=True)
    return user


def _record(event: str, user: User, by: str, at: datetime, comment: str, **details: object) -> None:
    subject = f"user:{user.login}"
    audit.record(event, actor=f"office:{by}", subject=subject, at=at, comment=comment, **details)
