"""«Вход»: the password is proved first, without a lock; the session is made after it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lk import audit, limits, outbox
from lk.account import passwords, rules
from lk.account.models import RememberToken, SignIn, User
from lk.account.service import remembering, sessions
from lk.account.visitor import OpenSession, Visitor
from lk.db import db

# Failures only: a success gives its try back. All past the free ones wait, nobody for ever.
BY_LOGIN = limits.Limit("sign-in.login", tries=5, per=timedelta(minutes=15))
BY_ADDRESS = limits.Limit("sign-in.address", tries=20, per=timedelta(minutes=5), is_flat=True)
BY_ALL = limits.Limit("sign-in.all", tries=1000, per=timedelta(minutes=5), is_flat=True)


@dataclass(frozen=True)
class Proof:
    """Somebody knew the password of this account; `better_hash` when the kept one is outdated."""

    user_id: int
    password_hash: str
    better_hash: str | None


@dataclass(frozen=True)
class Started:
    """`cookie` is for «Запомнить меня»."""

    visitor: Visitor
    cookie: str | None


def prove(*, name: str, password: str, address: str, at: datetime) -> Proof:
    """Check login (or e-mail) and password; hashing, so never under the write lock.

    Raises TooManyTries, TooBusy, WrongPassword, in the same time for a known and an unknown login.
    """
    db.session.close()  # what the request has read so far must keep no writer out
    user_id, login, password_hash = _kept(name)
    subject = f"user:{user_id}" if user_id else rules.login_key(name)
    pairs = [(BY_LOGIN, subject), (BY_ADDRESS, rules.network_of(address)), (BY_ALL, "all")]
    with passwords.turn():
        if wait := limits.take(pairs, at):
            raise rules.TooManyTries(wait)
        is_right = passwords.matches(password_hash, password)
    if user_id is None or password_hash is None or not is_right:
        subject = f"user:{login}" if login else "unknown"
        audit.record_apart("account.sign_in_refused", actor="anyone", subject=subject, at=at)
        raise rules.WrongPassword
    limits.release(pairs[1:], forget=pairs[:1])
    return Proof(user_id, password_hash, _better(password_hash, password))


def start(
    *,
    proof: Proof,
    remember: bool,
    address: str,
    user_agent: str,
    at: datetime,
    instead_of: OpenSession | None = None,
) -> Started:
    """The session for a proved password, and a letter when the browser is a new one.

    `instead_of`: the session that this browser had. Raises WrongPassword (changed
    meanwhile), NotActive, Closed.
    """
    user = _admitted(proof)
    if instead_of:
        db.session.get_one(SignIn, instead_of.id).ended_at = at
    is_new = sessions.is_new_device(user=user, user_agent=user_agent)
    remember_id, cookie = remembering.remember(user=user, at=at) if remember else (None, None)
    present = sessions.begin(
        user=user,
        at=at,
        address=address,
        user_agent=user_agent,
        password_at=at,
        remember_id=remember_id,
    )
    if is_new:
        outbox.put("account.new_device", to=user.email, at=at, user_id=user.id,
                   sign_in_id=present.sign_in.id)  # fmt: skip
    audit.record(
        "account.signed_in", actor=f"consumer:{user.login}", subject=f"user:{user.login}", at=at
    )
    return Started(present, cookie)


def finish(*, session: OpenSession | None, cookie: str, at: datetime) -> None:
    """«Выход»: the session is over, and «Запомнить меня» of this browser with it."""
    if cookie:
        remembering.forget(cookie=cookie)
    if session is None:
        return
    sign_in = db.session.get_one(SignIn, session.id)
    sign_in.ended_at = at
    if sign_in.remember_id and (kept := db.session.get(RememberToken, sign_in.remember_id)):
        db.session.delete(kept)
    login = db.session.get_one(User, sign_in.user_id).login
    audit.record("account.signed_out", actor=f"consumer:{login}", subject=f"user:{login}", at=at)


def prove_own(*, user_id: int, password: str, address: str, at: datetime) -> Proof:
    """The password of the one who is signed in, asked again before an act that matters.

    Raises like `prove`, and counts against the same limits.
    """
    with Session(db.engine) as session:
        login = session.scalar(select(User.login).where(User.id == user_id)) or ""
    return prove(name=login, password=password, address=address, at=at)


def _admitted(proof: Proof) -> User:
    """Whose password was proved, if the door is open for them; an outdated hash is renewed."""
    user = db.session.get_one(User, proof.user_id)
    if user.password_hash != proof.password_hash:
        raise rules.WrongPassword
    if user.is_blocked:
        raise rules.Closed
    if not user.is_active:
        raise rules.NotActive
    user.password_hash = proof.better_hash or user.password_hash
    return user


def _kept(name: str) -> tuple[int | None, str, str | None]:
    """Id, login and hash by login or e-mail; a read of its own, over before the hashing."""
    key = rules.login_key(name)
    query = select(User.id, User.login, User.password_hash)
    query = query.where(or_(User.login_key == key, User.email_key == key))
    with Session(db.engine) as session:
        row = session.execute(query).first()
    return (row[0], row[1], row[2]) if row else (None, "", None)


def _better(password_hash: str, password: str) -> str | None:
    return passwords.hash_password(password) if passwords.is_outdated(password_hash) else None
