"""Which letters a person wants, and a letter once more."""

from collections.abc import Collection
from datetime import datetime

from lk import audit
from lk.account import rules, topics
from lk.account.models import User
from lk.outbox import Letter, history


def save_notices(*, user: User, muted: Collection[str], at: datetime, **how: bool) -> list[str]:
    """Keep which topics are off; returns those that have changed. Unknown codes are left out.

    `how`: more for the line of the audit.
    """
    before, after = set(user.muted_topics), topics.known(muted)
    changed = topics.known(before ^ set(after))
    if changed:
        user.muted_topics = after
        _record("account.notices_changed", user, at, muted=after, **how)
    return changed


def send_again(*, user: User, number: int, key: str, at: datetime) -> Letter:
    """The person's own letter once more, to the account's address of now; returns the old one.

    `key` is the form's one-time key. Raises NoSuchLetter, NotResendable, StillWaiting.
    """
    letter = history.own(user_id=user.id, number=number)
    if letter is None:
        raise rules.NoSuchLetter
    if letter.state == "waiting":
        raise rules.StillWaiting
    if not topics.kind_of(letter.purpose).can_be_resent or letter.state == "unneeded":
        raise rules.NotResendable
    history.put_again(letter, to=user.email, at=at, key=f"again:{letter.id}:{key}")
    _record("mail.asked_again", user, at, letter=letter.id)
    return letter


def _record(event: str, user: User, at: datetime, **details: object) -> None:
    actor, subject = f"consumer:{user.login}", f"user:{user.login}"
    audit.record(event, actor=actor, subject=subject, at=at, **details)
