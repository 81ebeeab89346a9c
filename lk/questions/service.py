"""What is done with threads; what is read of them stands in `reading` and is given out here too."""

import hashlib
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lk import audit, outbox
from lk.account.models import User
from lk.company import company
from lk.db import db, new_public_id
from lk.questions.models import Message, Thread
from lk.questions.reading import (
    Conversation,
    Line,
    Page,
    conversation,
    find,
    messages,
    page_of,
    recent_threads,
    thread_of,
    threads_for_office,
)
from lk.questions.rules import LONGEST_TITLE, check_text, title_of

__all__ = [
    "Conversation",
    "Line",
    "Page",
    "answer",
    "ask",
    "conversation",
    "find",
    "mark_read",
    "messages",
    "page_of",
    "recent_threads",
    "reply",
    "thread_for",
    "thread_of",
    "threads_for_office",
]


def ask(
    *,
    user: User,
    text: str,
    at: datetime,
    application_id: int | None = None,
    meter_id: int | None = None,
    title: str = "",
    key: str | None = None,
    seen: int | None = None,
) -> Thread:
    """The consumer's question: in the thread of its application or meter, else in a new one.

    `key` is the form's one-time key: the same one again with the same text adds nothing and gives
    the same thread; another text is another message. `seen` as in `mark_read`. Raises
    QuestionError for a text that cannot be.
    """
    key = _key_of(user, key, text := check_text(text))

    def add() -> Thread:
        thread = thread_for(
            user_id=user.id,
            at=at,
            title=title or title_of(text),
            application_id=application_id,
            meter_id=meter_id,
        )
        return _consumer_says(thread, user, text=text, at=at, key=key, seen=seen)

    if sent := _sent(key):
        return sent
    try:
        with db.session.begin_nested():
            return add()
    except IntegrityError:  # a parallel request was first: the same form, or the same subject
        return _sent(key) or add()


def reply(
    *,
    thread: Thread,
    user: User,
    text: str,
    at: datetime,
    key: str | None = None,
    seen: int | None = None,
) -> Thread:
    """The consumer goes on in a thread; `key` and `seen` as in `ask`. Raises QuestionError."""
    key = _key_of(user, key, text := check_text(text))
    if sent := _sent(key):
        return sent
    try:
        with db.session.begin_nested():
            return _consumer_says(thread, user, text=text, at=at, key=key, seen=seen)
    except IntegrityError:
        if sent := _sent(key):
            return sent
        raise


def thread_for(
    *,
    user_id: int,
    at: datetime,
    title: str,
    application_id: int | None = None,
    meter_id: int | None = None,
) -> Thread:
    """The thread of the application or the meter, locked; a new one where there is none yet."""
    query = select(Thread).where(Thread.user_id == user_id).with_for_update()
    found = None
    if application_id is not None:
        found = db.session.scalar(query.where(Thread.application_id == application_id))
    elif meter_id is not None:
        found = db.session.scalar(query.where(Thread.meter_id == meter_id))
    if found is None:
        found = Thread(
            public_id=new_public_id(),
            user_id=user_id,
            application_id=application_id,
            meter_id=meter_id,
            title=title[:LONGEST_TITLE],
            created_at=at,
            last_message_at=at,
            messages_count=0,
            unread_by_consumer=0,
            unread_by_office=0,
        )
        db.session.add(found)
        db.session.flush()
    return found


def answer(*, thread: Thread, text: str, by: str, at: datetime, comment: str = "") -> Message:
    """The specialist's answer: unread for the consumer, who gets a letter.

    `by` is the operator's name, `comment` a note for the audit. Raises QuestionError.
    """
    message = _add(_locked(thread), author="office", by=by, text=check_text(text), at=at)
    thread.unread_by_consumer += 1
    thread.unread_by_office = 0
    audit.record(
        "question.answered",
        actor=f"office:{by}",
        subject=f"thread:{thread.public_id}",
        at=at,
        message=message.number,
        comment=comment,
    )
    user = db.session.get_one(User, thread.user_id)
    outbox.put(
        "questions.answer",
        to=user.address,
        at=at,
        user_id=user.id,
        key=f"questions.answer:{message.id}",
        message_id=message.id,
    )
    return message


def mark_read(*, thread: Thread, seen: int | None = None) -> None:
    """The consumer has read the answers up to the message number `seen` (None: all)."""
    _locked(thread)
    later = select(func.count()).where(
        Message.thread_id == thread.id, Message.author == "office", Message.number > (seen or 0)
    )
    thread.unread_by_consumer = 0
    if seen is not None and seen < thread.messages_count:
        thread.unread_by_consumer = db.session.scalar(later) or 0


def _key_of(user: User, key: str | None, text: str) -> str | None:
    """One person's form with one text: «back», another text, «send» must not lose the second."""
    return f"{user.id}:{key}:{hashlib.sha256(text.encode()).hexdigest()[:24]}" if key else None


def _sent(key: str | None) -> Thread | None:
    """The thread that the form with this key and text has already been sent to."""
    if key is None:
        return None
    return db.session.scalar(
        select(Thread).join(Message, Message.thread_id == Thread.id).where(Message.key == key)
    )


def _locked(thread: Thread) -> Thread:
    """The thread as it is now, held until the transaction ends (on SQLite the lock is there)."""
    db.session.refresh(thread, with_for_update={"of": Thread})
    return thread


def _consumer_says(
    thread: Thread, user: User, *, text: str, at: datetime, key: str | None, seen: int | None
) -> Thread:
    mark_read(thread=thread, seen=seen)
    message = _add(thread, author="consumer", by=user.login, text=text, at=at, key=key)
    thread.unread_by_office += 1
    audit.record(
        "question.asked",
        actor=f"consumer:{user.login}",
        subject=f"thread:{thread.public_id}",
        at=at,
        message=message.number,
    )
    if office := company().office_email:
        outbox.put(
            "questions.question",
            to=office,
            at=at,
            key=f"questions.question:{message.id}",
            message_id=message.id,
        )
    return thread


def _add(
    thread: Thread, *, author: str, by: str, text: str, at: datetime, key: str | None = None
) -> Message:
    thread.messages_count += 1
    thread.last_message_at = at
    message = Message(
        thread_id=thread.id,
        number=thread.messages_count,
        author=author,
        by=by[:120],
        text=text,
        at=at,
        key=key,
    )
    db.session.add(message)
    db.session.flush()
    return message
