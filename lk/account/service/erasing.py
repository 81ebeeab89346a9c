"""What was held by a consent goes when the consent is withdrawn (152-FZ art. 21 part 5: within 30
days), whatever the law makes the company keep excepted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, delete, or_, select

from lk import audit, outbox
from lk.account import rules
from lk.account.models import Consent, Link, RecoveryCode, RememberToken, SignIn, User
from lk.account.service import my_data
from lk.db import change_rows, db
from lk.outbox import Letter

SOON, DONE = "account.erasure_soon", "account.erased"
# In one go of the worker; the rest is for the next one.
MOST = 200


@dataclass(frozen=True)
class Leaving:
    """Whose data go, on behalf of which actor of the audit, and when."""

    user: User
    actor: str
    at: datetime


@dataclass(frozen=True)
class Erased:
    """How many of what is gone and what is kept, by code; stored files, to be removed after the
    commit (`remove_unclaimed`).
    """

    gone: Mapping[str, int] = field(default_factory=dict)
    kept: Mapping[str, int] = field(default_factory=dict)
    files: Sequence[str] = ()


Part = Callable[[Leaving], Erased]
_parts: list[Part] = []


def erases(part: Part) -> Part:
    """Register what a capability erases of a person."""
    _parts.append(part)
    return part


def erase(*, user: User, actor: str, at: datetime, comment: str = "") -> Erased:
    """Erase the person's data now, for good; the login stays, for the audit speaks of it.

    A letter tells the address before it is forgotten. Raises AlreadyErased, and NoGround for a
    consent that stands when no `comment` says why.
    """
    db.session.refresh(user, with_for_update=True)
    if user.is_erased:
        raise rules.AlreadyErased
    if not _withdraw(user, at) and not comment:
        raise rules.NoGround
    address = user.address
    done = [part(Leaving(user, actor, at)) for part in _parts]
    done.append(_own(user))
    user.erase(at)
    whole = Erased(
        _sum([each.gone for each in done]),
        _sum([each.kept for each in done]),
        [key for each in done for key in each.files],
    )
    has_cases = bool(whole.kept.get("applications"))
    outbox.put(DONE, to=address, at=at, has_cases=has_cases)
    facts = {"gone": whole.gone, "kept": whole.kept, "comment": comment}
    audit.record(DONE, actor=actor, subject=f"user:{user.login}", at=at, **facts)
    return whole


def due_for_erasure(*, at: datetime) -> Sequence[int]:
    """Accounts whose withdrawn consent calls for the letter before or for the erasure, the oldest
    first.
    """
    closed_by_it = and_(
        Consent.user_id == User.id,
        Consent.document == rules.PERSONAL_DATA,
        Consent.withdrawn_at == User.blocked_at,
    )
    query = (
        select(User)
        .where(select(Consent.id).where(closed_by_it).exists())
        .where(User.blocked_at <= at - rules.ERASURE + rules.ERASURE_WARNED)
        .where(or_(User.email.is_not(None), User.pending_email.is_not(None)))
    )
    keys = {_key(user): user for user in db.session.scalars(query.order_by(User.blocked_at))}
    told = set(db.session.scalars(select(Letter.key).where(Letter.key.in_(keys))))
    due = [user.id for key, user in keys.items() if key not in told or _is_time(user, at)]
    return due[:MOST]


def tidy_account(*, user_id: int, at: datetime) -> Erased | None:
    """Warn of the erasure, or erase on the thirtieth day; what was erased, if anything.

    An account that the office has opened again meanwhile stays as it is.
    """
    user = db.session.get_one(User, user_id, with_for_update=True)
    if user.blocked_at is None or user.is_erased:
        return None
    if _is_time(user, at):
        return erase(user=user, actor="worker", at=at)
    ends_at = (user.blocked_at + rules.ERASURE).isoformat()
    outbox.put(SOON, to=user.address, at=at, user_id=user.id, key=_key(user), ends_at=ends_at)
    return None


def _is_time(user: User, at: datetime) -> bool:
    return user.blocked_at is not None and user.blocked_at + rules.ERASURE <= at


def _key(user: User) -> str:
    """Each withdrawal has a letter of its own."""
    return f"{SOON}:{user.public_id}:{user.blocked_at:%Y%m%d%H%M%S}"


def _withdraw(user: User, at: datetime) -> bool:
    """Withdraw what stands; whether the person had withdrawn it before."""
    personal = [
        each
        for each in my_data.consents_of(user_id=user.id)
        if each.document == rules.PERSONAL_DATA
    ]
    standing = [each for each in personal if each.can_be_withdrawn]
    for consent in standing:
        consent.withdrawn_at = at
    return bool(personal) and not standing


def _own(user: User) -> Erased:
    """Sessions, remembered browsers, links, codes, and letters about the account; the proofs of
    consent are kept.
    """
    mine = or_(
        Letter.user_id == user.id,
        Letter.recipient.in_([each for each in (user.email, user.pending_email) if each]),
    )
    about_it = or_(Letter.purpose.startswith("account."), Letter.purpose.startswith("office."))
    letters = change_rows(delete(Letter).where(mine, about_it))
    sessions = change_rows(delete(SignIn).where(SignIn.user_id == user.id))
    for table in (RememberToken, RecoveryCode, Link):
        db.session.execute(delete(table).where(table.user_id == user.id))
    facts = (user.email, user.pending_email, user.name, user.phone)
    gone = {"facts": len([each for each in facts if each]), "sessions": sessions}
    kept = {"consents": len(my_data.consents_of(user_id=user.id))}
    return Erased({**gone, "letters": letters}, kept)


def _sum(counts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in counts:
        for code, count in each.items():
            found[code] = found.get(code, 0) + count
    return {code: count for code, count in found.items() if count}
