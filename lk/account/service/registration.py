"""«Регистрация на сайте», its letter, and the click that makes the account work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, select
from sqlalchemy.exc import IntegrityError

from lk import audit, outbox
from lk.account import passwords, rules
from lk.account.models import Consent, Link, User
from lk.account.service import links
from lk.db import db, is_unique_violation


@dataclass(frozen=True)
class Agreed:
    """A text that was agreed to: `document` is rules.TERMS or rules.PERSONAL_DATA."""

    document: str
    title: str
    version: str


def register(
    *,
    login: str,
    password_hash: str,
    email: str,
    kind: str,
    phone: str,
    agreed: Sequence[Agreed],
    address: str,
    at: datetime,
    by_office: bool,
    instead_of: str | None = None,
) -> User:
    """A registration that waits for its confirmation; raises LoginTaken.

    A known e-mail makes one like any other, so that nothing tells it apart, the login's being taken
    included; only its letter says «у вас уже есть учетная запись», and it can never be confirmed.
    `by_office`: the letter waits for the office. `instead_of`: the public id of this browser's own
    registration with a mistake in it, which gives way.
    """
    _drop_pending(instead_of)
    approved_at = None if by_office else at
    facts = {"kind": kind, "phone": phone, "created_at": at, "approved_at": approved_at}
    user = _new(login=login, password_hash=password_hash, **facts)
    user.wait_for_email(email)
    _log_consents(user, agreed, address, at)
    if not by_office:
        ask_to_confirm(user=user, at=at)
    _record("account.registered", user, at, versions=[each.version for each in agreed])
    return user


def create_user(
    *,
    login: str,
    password: str,
    email: str,
    kind: str = "person",
    name: str = "",
    phone: str = "",
    at: datetime,
    is_demo: bool = False,
    password_hash: str | None = None,
) -> User:
    """An account that works at once, without letters: for demo data and tests.

    Raises LoginTaken, EmailTaken. Give `password_hash` (of `hash_password`) where 50 ms matter.
    """
    user = _new(
        login=login,
        password_hash=password_hash or passwords.hash_password(password),
        email=email,
        email_key=rules.email_key(email),
        kind=kind,
        name=name,
        phone=phone,
        is_demo=is_demo,
        created_at=at,
        approved_at=at,
        confirmed_at=at,
    )
    audit.record("account.created", actor="office:system", subject=f"user:{login}", at=at)
    return user


def find_registration(*, public_id: str | None) -> User | None:
    return db.session.scalar(select(User).where(User.public_id == public_id)) if public_id else None


def ask_to_confirm(*, user: User, at: datetime, purpose: str = "account.confirm") -> None:
    """Put the letter with the link, or the one to somebody who has an account already."""
    to = user.pending_email or ""
    if db.session.scalar(select(exists().where(User.email_key == rules.email_key(to)))):
        outbox.put("account.already", to=to, at=at)
    else:
        outbox.put(purpose, to=to, at=at, registration=user.public_id, serial=user.mail_serial)


def ask_again(*, email: str, at: datetime) -> None:
    """Whether a registration waits for this address is seen when the letter leaves."""
    outbox.put("account.confirm", to=email, at=at)


def confirm(*, token: str, at: datetime) -> User:
    """The click of the letter: the account works. Raises LinkRefused."""
    link = links.usable(token=token, purpose="confirm", at=at)
    links.take_email(link)
    link.used_at = link.user.confirmed_at = at
    _record("account.confirmed", link.user, at)
    return link.user


def _record(event: str, user: User, at: datetime, **details: Any) -> None:
    actor, subject = f"consumer:{user.login}", f"user:{user.login}"
    audit.record(event, actor=actor, subject=subject, at=at, **details)


def _new(*, login: str, **facts: Any) -> User:
    """The row; uniqueness has one owner, the constraint."""
    user = User(login=login, login_key=rules.login_key(login), **facts)
    try:
        with db.session.begin_nested():
            db.session.add(user)
    except IntegrityError as error:
        if is_unique_violation(error, "uq_users_login_key"):
            raise rules.LoginTaken from error
        if is_unique_violation(error, "uq_users_email_key"):
            raise rules.EmailTaken from error
        raise
    return user


def _log_consents(user: User, agreed: Sequence[Agreed], address: str, at: datetime) -> None:
    db.session.add_all(
        Consent(
            user_id=user.id,
            document=each.document,
            title=each.title,
            version=each.version,
            at=at,
            address=address[:45],
        )
        for each in agreed
    )
    db.session.flush()


def _drop_pending(public_id: str | None) -> None:
    user = find_registration(public_id=public_id)
    if user is None or user.confirmed_at or user.blocked_at:
        return
    for model in (Consent, Link):
        db.session.execute(delete(model).where(model.user_id == user.id))
    db.session.delete(user)
    db.session.flush()
