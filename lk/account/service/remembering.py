"""«Запомнить меня»: selector and validator in a cookie; the validator changes at each use."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from lk import audit
from lk.account import rules
from lk.account.models import RememberToken, SignIn, User
from lk.account.service import sessions
from lk.account.tokens import is_sum_of, new_token, sum_of
from lk.account.visitor import Visitor
from lk.db import db


@dataclass(frozen=True)
class Remembered:
    """`cookie` is the new value, None when the browser's own stays (a parallel tab was first)."""

    visitor: Visitor
    cookie: str | None


def remember(*, user: User, at: datetime) -> tuple[int, str]:
    """A new remembered browser: its id for the session, and the cookie's value."""
    selector, validator = new_token()[:24], new_token()
    token = RememberToken(
        user_id=user.id,
        selector=selector,
        validator_hash=sum_of(validator),
        rotated_at=at,
        expires_at=at + rules.REMEMBERED,
    )
    db.session.add(token)
    db.session.flush()
    return token.id, f"{selector}.{validator}"


def is_known(*, cookie: str) -> bool:
    """Whether it is worth a write transaction at all."""
    selector = cookie.partition(".")[0][:40]
    query = select(RememberToken.id).where(RememberToken.selector == selector)
    return db.session.scalar(query) is not None


def sign_in_again(*, cookie: str, at: datetime, address: str, user_agent: str) -> Remembered | None:
    """A session without a password; None when the cookie is worth nothing (any more).

    A validator replaced more than a minute ago is in two hands: all that came from it ends.
    """
    selector, _, validator = cookie.partition(".")
    token = _locked(selector)
    if token is None or token.expires_at <= at:
        return None
    user = db.session.get_one(User, token.user_id)
    is_current = is_sum_of(token.validator_hash, validator)
    if not is_current and not _is_parallel(token, validator, at):
        _end_family(token, user, at)
        return None
    if not user.is_active:
        return None
    fresh = _rotate(token, at) if is_current else None
    present = sessions.begin(
        user=user,
        at=at,
        address=address,
        user_agent=user_agent,
        password_at=None,
        remember_id=token.id,
    )
    audit.record(
        "account.remembered", actor=f"consumer:{user.login}", subject=f"user:{user.login}", at=at
    )
    return Remembered(present, fresh)


def forget(*, cookie: str) -> None:
    """«Выход» of a browser whose session is over already: its cookie must not sign in again."""
    selector, _, validator = cookie.partition(".")
    token = _locked(selector)
    if token and (
        is_sum_of(token.validator_hash, validator) or is_sum_of(token.previous_hash, validator)
    ):
        db.session.delete(token)


def _locked(selector: str) -> RememberToken | None:
    query = select(RememberToken).where(RememberToken.selector == selector[:40])
    return db.session.scalar(query.with_for_update())


def _is_parallel(token: RememberToken, validator: str, at: datetime) -> bool:
    is_previous = is_sum_of(token.previous_hash, validator) if token.previous_hash else False
    return is_previous and at - token.rotated_at <= rules.PARALLEL_TABS


def _rotate(token: RememberToken, at: datetime) -> str:
    validator = new_token()
    token.previous_hash, token.validator_hash = token.validator_hash, sum_of(validator)
    token.rotated_at, token.expires_at = at, at + rules.REMEMBERED
    return f"{token.selector}.{validator}"


def _end_family(token: RememberToken, user: User, at: datetime) -> None:
    ends = update(SignIn).where(SignIn.remember_id == token.id, SignIn.ended_at.is_(None))
    db.session.execute(ends.values(ended_at=at))
    db.session.delete(token)
    audit.record("account.remember_theft", actor="anyone", subject=f"user:{user.login}", at=at)
