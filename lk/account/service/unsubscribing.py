"""Letters of a topic are switched off by an address that only they hold: no sign-in (RFC 8058)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import select

from lk.account import topics
from lk.account.models import User
from lk.account.service.notices import save_notices
from lk.config import settings
from lk.db import db
from lk.outbox import Letter, Topic, knows_topics, link


@knows_topics
def topic_of(letter: Letter) -> Topic | None:
    """What the outbox asks before a letter leaves. Letters without an account always go, and so do
    those that were put with `always`. The address to switch off by goes to the account's own
    mailbox alone.
    """
    found = topics.topic_of(letter.purpose)
    if found is None or letter.user_id is None or letter.facts.get("always"):
        return None
    user = db.session.get(User, letter.user_id)
    if user is None:
        return Topic(found.title, is_muted=False)
    token = token_for(user, found.code)
    address = link("account.unsubscribe", token=token) if letter.recipient == user.email else ""
    return Topic(found.title, is_muted=found.code in user.muted_topics, address=address)


@dataclass(frozen=True)
class Subscription:
    """Letters of one topic to one person."""

    user: User
    topic: topics.Topic

    @property
    def is_muted(self) -> bool:
        return self.topic.code in self.user.muted_topics


def token_for(user: User, code: str) -> str:
    """What the letters of a topic carry: it switches off this topic of this person, no more."""
    token: str = _signer().dumps([user.public_id, code])
    return token


def subscription(*, token: str, to_change: bool = False) -> Subscription | None:
    """What the token is about; None for one that we never gave."""
    try:
        public_id, code = _signer().loads(token)
    except (BadData, ValueError):
        return None
    topic = topics.find(code)
    query = select(User).where(User.public_id == public_id)
    user = db.session.scalar(query.with_for_update() if to_change else query)
    return Subscription(user, topic) if user and topic else None


def unsubscribe(*, token: str, at: datetime) -> Subscription | None:
    """No more letters of the topic; None as in `subscription`. Once more changes nothing."""
    found = subscription(token=token, to_change=True)
    if found and not found.is_muted:
        muted = [*found.user.muted_topics, found.topic.code]
        save_notices(user=found.user, muted=muted, at=at, by_letter=True)
    return found


def _signer() -> URLSafeSerializer:
    digest = {"digest_method": hashlib.sha256}
    return URLSafeSerializer(settings().secret_key, salt="unsubscribe", signer_kwargs=digest)
