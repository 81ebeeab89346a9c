import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lk import audit, outbox
from lk.account.models import User
from lk.company import company
from lk.db import db, new_public_id
from lk.questions.models import Message, Thread
from lk.questions.rules import check_text, title_of
from lk.questions.service.writing import add_message, locked
from lk.uploads import ReadyFile


def ask(
    *,
    user: User,
    text: str,
    at: datetime,
    application_id: int | None = None,
    meter_id: int | None = None,
    title: str = "",
    files: Sequence[ReadyFile] = (),
    key: str | None = None,
    seen: int | None = None,
) -> Thread:
    """The consumer's question: in the thread of its application or meter, else in a new one.

    `files` as `prepare_files` gave them, `seen` as in `mark_read`. The same one-time `key` with
    the same text and files adds nothing. Raises QuestionError.
    """
    key = _key_of(user, key, text := check_text(text), files)

    def add() -> Thread:
        subject = {"application_id": application_id, "meter_id": meter_id}
        thread = thread_for(user_id=user.id, at=at, title=title or title_of(text), **subject)
        return _consumer_says(thread, user, text=text, at=at, files=files, key=key, seen=seen)

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
    files: Sequence[ReadyFile] = (),
    key: str | None = None,
    seen: int | None = None,
) -> Thread:
    """The consumer goes on in a thread; the rest as in `ask`. Raises QuestionError."""
    key = _key_of(user, key, text := check_text(text), files)
    if sent := _sent(key):
        return sent
    try:
        with db.session.begin_nested():
            return _consumer_says(thread, user, text=text, at=at, files=files, key=key, seen=seen)
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
            created_at=at,
            last_message_at=at,
            messages_count=0,
            unread_by_consumer=0,
            unread_by_office=0,
        )
        found.keep_title(title)
        db.session.add(found)
        db.session.flush()
    return found


def mark_read(*, thread: Thread, seen: int | None = None) -> None:
    """The consumer has read the answers up to the message number `seen` (None: all)."""
    locked(thread)
    later = select(func.count()).where(
        Message.thread_id == thread.id, Message.author == "office", Message.number > (seen or 0)
    )
    thread.unread_by_consumer = 0
    if seen is not None and seen < thread.messages_count:
        thread.unread_by_consumer = db.session.scalar(later) or 0


def _key_of(user: User, key: str | None, text: str, files: Sequence[ReadyFile]) -> str | None:
    """One person's form with one text and the same files: «back», another text, «send» must not
    lose the second.
    """
    if not key:
        return None
    sums = sorted({each.stored.sha256_original for each in files})
    said = "\0".join([text, *sums])
    return f"{user.id}:{key}:{hashlib.sha256(said.encode()).hexdigest()[:24]}"


def _sent(key: str | None) -> Thread | None:
    """The thread that the form with this key, text and files has already been sent to."""
    if key is None:
        return None
    return db.session.scalar(
        select(Thread).join(Message, Message.thread_id == Thread.id).where(Message.key == key)
    )


def _consumer_says(
    thread: Thread,
    user: User,
    *,
    text: str,
    at: datetime,
    files: Sequence[ReadyFile],
    key: str | None,
    seen: int | None,
) -> Thread:
    mark_read(thread=thread, seen=seen)
    message = add_message(
        thread, author="consumer", by=user.login, text=text, at=at, files=files, key=key
    )
    thread.unread_by_office += 1
    thread.waiting_since = thread.waiting_since or at
    facts = {"files": len(files)} if files else {}
    audit.record(
        "question.asked",
        actor=f"consumer:{user.login}",
        subject=f"thread:{thread.public_id}",
        at=at,
        message=message.number,
        **facts,
    )
    _tell_the_office(message, at)
    return thread


def _tell_the_office(message: Message, at: datetime) -> None:
    if office := company().office_email:
        outbox.put(
            "questions.question",
            to=office,
            at=at,
            key=f"questions.question:{message.id}",
            message_id=message.id,
        )
