"""Letters to both sides; the words of the message are read when the letter leaves."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from lk.db import db
from lk.outbox import Letter, composes
from lk.questions.models import Message, Thread


@composes("questions.answer")
def answer(letter: Letter, at: datetime) -> dict[str, Any]:
    return _message(letter, at)


@composes("questions.question")
def question(letter: Letter, at: datetime) -> dict[str, Any]:
    return _message(letter, at)


def _message(letter: Letter, at: datetime) -> dict[str, Any]:
    query = select(Message).where(Message.id == letter.facts["message_id"])
    loaded = joinedload(Message.thread).joinedload(Thread.user)
    message = db.session.scalars(query.options(loaded, selectinload(Message.files))).one()
    thread = message.thread
    promise = thread.promise(at)
    return {"message": message, "thread": thread, "user": thread.user, "promise": promise}
