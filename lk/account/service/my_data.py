"""«Мои данные»: what a person changes; where it matters the password was asked before."""

from datetime import datetime

from sqlalchemy import exists, select

from lk import audit, outbox
from lk.account import rules
from lk.account.models import Consent, User
from lk.account.service import links, sessions
from lk.account.visitor import OpenSession
from lk.db import db


def save_data(*, user: User, name: str, phone: str, at: datetime) -> list[str]:
    """Keep name and phone; returns what has changed: `name`, `phone`."""
    changed = [
        key for key, value in (("name", name), ("phone", phone)) if getattr(user, key) != value
    ]
    user.name, user.phone = name, phone
    if changed:
        _record("account.data_changed", user, at, fields=changed)
    return changed


def ask_for_email(*, user: User, new: str, at: datetime, by: str = "") -> None:
    """The account's address changes when the new one has answered; the old one is told at once.

    An address of another account is not given away: its owner gets a letter that says so. `by` is
    the office's name when it asks. Raises SameEmail.
    """
    key = rules.email_key(new)
    if key == user.email_key:
        raise rules.SameEmail
    user.wait_for_email(new)
    if db.session.scalar(select(exists().where(User.email_key == key))):
        outbox.put("account.already", to=new, at=at)
    else:
        outbox.put("account.email_confirm", to=new, at=at, user_id=user.id, serial=user.mail_serial)
    outbox.put("account.email_notice", to=user.email, at=at, user_id=user.id, by_office=bool(by))
    if not by:
        _record("account.email_change_asked", user, at)


def confirm_email(*, token: str, at: datetime) -> User:
    """The click at the new address: from now on it is the account's. Raises LinkRefused."""
    link = links.usable(token=token, purpose="email", at=at)
    links.take_email(link)
    link.used_at = at
    _record("account.email_changed", link.user, at)
    return link.user


def cancel_email(*, token: str, at: datetime) -> User:
    """The click at the old address: it is the account's again and all sessions end.

    Raises LinkRefused.
    """
    link = links.usable(token=token, purpose="cancel", at=at)
    links.take_email(link)
    links.use_up_from(link, at=at)
    sessions.end_all(user=link.user, at=at)
    _record("account.email_change_cancelled", link.user, at)
    return link.user


def change_password(
    *, user: User, password_hash: str, at: datetime, keep: OpenSession | None = None
) -> None:
    """The new password; all sessions but `keep` end, and a letter tells of it."""
    user.password_hash = password_hash
    sessions.end_all(user=user, at=at, keep=keep)
    outbox.put("account.password_changed", to=user.email, at=at, user_id=user.id)
    _record("account.password_changed", user, at)


def consents_of(*, user_id: int) -> list[Consent]:
    query = select(Consent).where(Consent.user_id == user_id)
    return list(db.session.scalars(query.order_by(Consent.id)))


def withdraw_consent(*, user: User, at: datetime) -> None:
    """«Отозвать согласие»: the account is closed at once and a letter confirms it.

    152-FZ art. 9 part 2; the personal fields go within 30 days (art. 21 part 5).
    """
    for consent in consents_of(user_id=user.id):
        if consent.can_be_withdrawn:
            consent.withdrawn_at = at
    user.blocked_at, user.blocked_why = at, "Согласие отозвано"
    sessions.end_all(user=user, at=at)
    outbox.put("account.consent_withdrawn", to=user.email, at=at, user_id=user.id)
    _record("account.consent_withdrawn", user, at)


def _record(event: str, user: User, at: datetime, **details: object) -> None:
    actor, subject = f"consumer:{user.login}", f"user:{user.login}"
    audit.record(event, actor=actor, subject=subject, at=at, **details)
