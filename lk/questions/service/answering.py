from collections.abc import Sequence
from datetime import datetime

from lk import audit, outbox
from lk.account.models import User
from lk.db import db
from lk.questions.models import Message, Thread
from lk.questions.rules import check_text
from lk.questions.service.writing import add_message, locked
from lk.uploads import ReadyFile


def answer(
    *,
    thread: Thread,
    text: str,
    by: str,
    at: datetime,
    comment: str = "",
    files: Sequence[ReadyFile] = (),
) -> Message:
    """The specialist's answer: unread for the consumer, who gets a letter.

    `by` is the operator's name, `comment` a note for the audit, `files` as `prepare_files` gave
    them. Raises QuestionError.
    """
    message = add_message(
        locked(thread), author="office", by=by, text=check_text(text), at=at, files=files
    )
    thread.unread_by_consumer += 1
    thread.unread_by_office, thread.waiting_since = 0, None
    facts = {"files": len(files)} if files else {}
    _record("question.answered", thread, by, at, message=message.number, comment=comment, **facts)
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


def close(*, thread: Thread, by: str, at: datetime, comment: str = "") -> bool:
    """Nothing is left to be answered («спасибо»): the thread waits no more, nobody is written to.

    False when it did not wait.
    """
    waits = locked(thread).unread_by_office > 0
    if waits:
        thread.unread_by_office, thread.waiting_since = 0, None
        _record("question.closed", thread, by, at, comment=comment)
    return waits


def _record(event: str, thread: Thread, by: str, at: datetime, **details: object) -> None:
    subject = f"thread:{thread.public_id}"
    audit.record(event, actor=f"office:{by}", subject=subject, at=at, **details)
