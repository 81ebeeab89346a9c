"""Threads as the office looks for them. Their words are sealed: to be searched they are opened."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from lk.account.models import User
from lk.db import db
from lk.questions.models import Message, Thread

# Threads whose words are opened at once.
BATCH = 200


def threads_for_office(
    *,
    state: str = "unanswered",
    late_before: datetime | None = None,
    since: datetime | None = None,
    text: str = "",
    limit: int = 100,
) -> Sequence[Thread]:
    """Threads with their `user`, the one that waits longest first; of `all` those that wait come
    before the others, which are the newest first.

    `state`: `unanswered` (the office has not answered the last question) or `all`; `late_before`:
    waiting since before that moment; `since`: a message at that moment or later; `text`: in the
    title, a message, the login, name or address, any case.
    """
    query = select(Thread).join(Thread.user).options(contains_eager(Thread.user))
    if state == "unanswered":
        query = query.where(Thread.unread_by_office > 0)
    if late_before:
        query = query.where(Thread.waiting_since < late_before)
    if since:
        query = query.where(Thread.last_message_at >= since)
    query = query.order_by(
        (Thread.unread_by_office > 0).desc(),
        Thread.waiting_since,
        Thread.last_message_at.desc(),
        Thread.id.desc(),
    )
    if text:
        return _saying(text.casefold(), query, limit)
    return db.session.scalars(query.limit(limit)).all()


def _saying(text: str, query: Select[Thread], limit: int) -> list[Thread]:
    """The first `limit` threads of the query that have these words."""
    threads = db.session.scalars(query).all()
    found = (
        thread
        for start in range(0, len(threads), BATCH)
        for thread in _among(threads[start : start + BATCH], text)
    )
    return list(islice(found, limit))


def _among(threads: Sequence[Thread], text: str) -> list[Thread]:
    named = {each.id for each in threads if any(text in word for word in _names(each))}
    others = [each.id for each in threads if each.id not in named]
    for message in db.session.scalars(select(Message).where(Message.thread_id.in_(others))):
        if message.thread_id not in named and text in message.text.casefold():
            named.add(message.thread_id)
    return [each for each in threads if each.id in named]


def _names(thread: Thread) -> list[str]:
    user: User = thread.user
    return [word.casefold() for word in (thread.title, user.login, user.name, user.email or "")]
