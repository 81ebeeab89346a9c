"""Letters to both sides; the words of the message are read when the letter leaves."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lk.db import db
from lk.outbox import Letter, composes
from lk.questions.models import Message, Thread


@composes("questions.answer")
def answer(letter: Letter, at: datetime) -> dict[str, Any]:
    return _message(letter)


@composes("questions.question")
def question(letter: Letter, at: datetime) -> dict[str, Any]:
    return _message(letter)


def _message(letter: Letter) -> dict[str, Any]:
    query = select(Message).where(Message.id == letter.facts["message_id"])
    loaded = joinedload(Message.thread).joinedload(Thread.user)
    message = db.session.scalars(query.options(loaded)).one()
    return {"message": message, "thread": message.thread, "user": message.thread.user}
