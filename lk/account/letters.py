"""What the letters of the account say; links and codes are made here, when the letter leaves."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from lk.account import rules
from lk.account.models import SignIn, User
from lk.account.service import erasing, links, recovery
from lk.db import db
from lk.outbox import Letter, NoLongerNeeded, composes


@composes("account.confirm")
@composes("account.approved")
def confirm(letter: Letter, at: datetime) -> dict[str, Any]:
    """The link of the registration. Without a `serial` it was asked for again: a new one counts."""
    user = _registration(letter)
    if "serial" not in letter.facts:
        user.wait_for_email(user.pending_email)
    elif letter.facts["serial"] != user.mail_serial:
        raise NoLongerNeeded
    return _with_link(user, "confirm", letter.recipient, at)


@composes("account.already")
def already(letter: Letter, at: datetime) -> dict[str, Any]:
    return {"user": _owner(letter)}


@composes("account.login")
def login(letter: Letter, at: datetime) -> dict[str, Any]:
    return {"user": _owner(letter)}


@composes("account.recovery")
def recovery_code(letter: Letter, at: datetime) -> dict[str, Any]:
    """The code counts from now; a stranger's address gets no letter."""
    user = _owner(letter)
    code = recovery.make_code(user=user, nonce_hash=letter.facts["nonce_hash"], at=at)
    return {"user": user, "code": code, "until": at + rules.CODE_LIFE}


@composes("account.email_confirm")
def email_confirm(letter: Letter, at: datetime) -> dict[str, Any]:
    user = _named(letter)
    if user.mail_serial != letter.facts["serial"] or user.pending_email != letter.recipient:
        raise NoLongerNeeded
    return _with_link(user, "email", letter.recipient, at)


@composes("account.email_notice")
def email_notice(letter: Letter, at: datetime) -> dict[str, Any]:
    """To the address that may undo the change, whatever has become of it meanwhile."""
    user, life = _named(letter), rules.CANCELLATION
    token = links.make(user=user, purpose="cancel", email=letter.recipient, life=life, at=at)
    by_office = letter.facts["by_office"]
    return {"user": user, "token": token, "until": at + life, "by_office": by_office}


@composes("account.new_device")
def new_device(letter: Letter, at: datetime) -> dict[str, Any]:
    sign_in = db.session.get(SignIn, letter.facts["sign_in_id"])
    if sign_in is None:
        raise NoLongerNeeded
    return {"user": _named(letter), "sign_in": sign_in}


@composes("account.password_changed")
@composes("account.consent_withdrawn")
@composes("account.blocked")
def news(letter: Letter, at: datetime) -> dict[str, Any]:
    return {"user": _named(letter), "at": letter.created_at}


@composes(erasing.SOON)
def erasure_soon(letter: Letter, at: datetime) -> dict[str, Any]:
    """Not needed any more when the office has opened the account, or the data are gone."""
    user = _named(letter)
    if user.blocked_at is None or user.is_erased:
        raise NoLongerNeeded
    until = datetime.fromisoformat(letter.facts["ends_at"])
    return {"user": user, "at": user.blocked_at, "until": until}


@composes(erasing.DONE)
def erased(letter: Letter, at: datetime) -> dict[str, Any]:
    """Nothing is known of its reader any more."""
    return {"has_cases": letter.facts["has_cases"]}


def _named(letter: Letter) -> User:
    return db.session.get_one(User, letter.user_id or 0)


def _owner(letter: Letter) -> User:
    """Whose confirmed address it is, who sees the letter in «Мои письма»; nobody's gets none."""
    query = select(User).where(User.email_key == rules.email_key(letter.recipient))
    user: User | None = db.session.scalar(query.where(User.blocked_at.is_(None)))
    if user is None:
        raise NoLongerNeeded
    letter.user_id = user.id
    return user


def _registration(letter: Letter) -> User:
    """The registration that waits for this address, the newest when the letter names none."""
    query = select(User).where(
        User.pending_email_key == rules.email_key(letter.recipient),
        User.confirmed_at.is_(None),
        User.approved_at.is_not(None),
        User.blocked_at.is_(None),
    )
    if public_id := letter.facts.get("registration"):
        query = query.where(User.public_id == public_id)
    user: User | None = db.session.scalar(query.order_by(User.id.desc()).limit(1))
    if user is None or _is_taken(letter.recipient):
        raise NoLongerNeeded
    return user


def _is_taken(email: str) -> bool:
    query = select(User.id).where(User.email_key == rules.email_key(email))
    return db.session.scalar(query) is not None


def _with_link(user: User, purpose: str, email: str, at: datetime) -> dict[str, Any]:
    life = rules.CONFIRMATION
    token = links.make(user=user, purpose=purpose, email=email, life=life, at=at)
    return {"user": user, "token": token, "until": at + life, "email": email}
