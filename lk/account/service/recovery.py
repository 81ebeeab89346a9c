"""«Восстановить имя», «Восстановить пароль»: nothing here tells whether an address is known.

The letters are put for any address; who it belongs to is looked up when they leave.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lk import audit, limits, outbox
from lk.account import passwords, rules
from lk.account.models import RecoveryCode, User
from lk.account.service import sessions, signing
from lk.account.tokens import new_code, new_token, sum_of
from lk.db import db

# Five tries for the code of one letter, in the one browser that asked for it.
BY_CODE = limits.Limit("recovery.code", tries=rules.CODE_TRIES, per=timedelta(days=1), is_flat=True)


@dataclass(frozen=True)
class CodeProof:
    code_id: int


@dataclass(frozen=True)
class Grant:
    """Who may set a new password now, and the words it must not be made of."""

    user_id: int
    login: str
    email: str
    phone: str


def ask_for_login(*, email: str, at: datetime) -> None:
    outbox.put("account.login", to=email, at=at)


def ask_for_code(*, email: str, at: datetime) -> str:
    """Put the letter with a code; returns the nonce that binds it to the browser that asked."""
    nonce = new_token()
    outbox.put("account.recovery", to=email, at=at, nonce_hash=sum_of(nonce))
    return nonce


def make_code(*, user: User, nonce_hash: str, at: datetime) -> str:
    """A new code, which voids the ones before it; for the composer of the letter."""
    code = new_code()
    db.session.add(
        RecoveryCode(
            user_id=user.id,
            code_hash=passwords.hash_password(code),
            nonce_hash=nonce_hash,
            sent_at=at,
            expires_at=at + rules.CODE_LIFE,
        )
    )
    audit.record("account.recovery_sent", actor="anyone", subject=f"user:{user.login}", at=at)
    return code


def prove_code(*, name: str, code: str, nonce: str, address: str, at: datetime) -> CodeProof:
    """Check login and code; hashing, so never under the write lock.

    Raises TooManyTries, NoTriesLeft, TooBusy, WrongCode; an unknown login takes the same time.
    """
    db.session.close()  # what the request has read so far must keep no writer out
    sender = [(signing.BY_ADDRESS, rules.network_of(address))]
    with passwords.turn():
        if wait := limits.take(sender, at):
            raise rules.TooManyTries(wait)
        if limits.take([(BY_CODE, sum_of(nonce))], at):
            raise rules.NoTriesLeft
        code_id, code_hash = _kept(name, nonce, at)
        is_right = passwords.matches(code_hash, rules.clean_code(code))
    if code_id is None or not is_right:
        audit.record_apart("account.recovery_refused", actor="anyone", subject="unknown", at=at)
        raise rules.WrongCode
    limits.release(sender)
    return CodeProof(code_id)


def accept_code(*, proof: CodeProof, at: datetime) -> str:
    """Use the code up for a grant to set a new password.

    Raises WrongCode when it is used or replaced by now.
    """
    code = db.session.get_one(RecoveryCode, proof.code_id, with_for_update=True)
    if code.used_at or code.expires_at <= at or _newest(code.user_id) != code.id:
        raise rules.WrongCode
    grant = new_token()
    code.used_at, code.grant_hash, code.grant_until = at, sum_of(grant), at + rules.CODE_LIFE
    return grant


def granted(*, grant: str, at: datetime) -> Grant:
    """Raises GrantOver."""
    user = _holder(grant, at)[1]
    return Grant(user.id, user.login, user.email, user.phone)


def set_password(*, grant: str, password_hash: str, at: datetime) -> User:
    """The new password; all sessions end, and a letter tells of it. Raises GrantOver."""
    code, user = _holder(grant, at)
    code.grant_hash = None
    user.password_hash = password_hash
    sessions.end_all(user=user, at=at)
    outbox.put("account.password_changed", to=user.email, at=at, user_id=user.id)
    audit.record("account.password_recovered", actor="anyone", subject=f"user:{user.login}", at=at)
    return user


def forgive(*, user_id: int) -> None:
    """Who came in through the mailbox waits no longer for wrong passwords; a short transaction."""
    db.session.close()  # what the request has read so far must keep no writer out
    limits.clear([(signing.BY_LOGIN, f"user:{user_id}")])


def _holder(grant: str, at: datetime) -> tuple[RecoveryCode, User]:
    query = select(RecoveryCode, User).join(User, User.id == RecoveryCode.user_id)
    query = query.where(RecoveryCode.grant_hash == sum_of(grant), RecoveryCode.grant_until > at)
    row = db.session.execute(query.with_for_update()).first()
    if row is None or not row[1].is_active:
        raise rules.GrantOver
    return row[0], row[1]


def _kept(name: str, nonce: str, at: datetime) -> tuple[int | None, str | None]:
    """Id and hash of the newest code, if it is this browser's and still good; a read of its own."""
    key = rules.login_key(name)
    query = select(RecoveryCode).join(User, User.id == RecoveryCode.user_id)
    query = query.where(
        or_(User.login_key == key, User.email_key == key), User.blocked_at.is_(None)
    )
    with Session(db.engine) as session:
        code = session.scalar(query.order_by(RecoveryCode.id.desc()).limit(1))
        is_good = code and not code.used_at and code.expires_at > at
        if code is None or not is_good or code.nonce_hash != sum_of(nonce):
            return None, None
        return code.id, code.code_hash


def _newest(user_id: int) -> int | None:
    query = select(RecoveryCode.id).where(RecoveryCode.user_id == user_id)
    return db.session.scalar(query.order_by(RecoveryCode.id.desc()).limit(1))
