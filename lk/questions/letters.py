"""Letters to both sides; the words of the message are read when the letter leaves."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from lk.db import db
from lk.outbox import Letter, composes
from lk.questions.models import Message, Thread

PageOf = Callable[[int], str]

_private_page_of: list[PageOf] = []


def knows_private_page(page_of: PageOf) -> PageOf:
    """Register who gives the private address of an application by its id."""
    _private_page_of[:] = [page_of]
    return page_of


@composes("questions.answer")
def answer(letter: Letter, at: datetime) -> dict[str, Any]:
    """The answer; of a question about an application, its private page too."""
    found = _message(letter, at)
    about: int | None = found["thread"].application_id
    has_page = about is not None and _private_page_of
    return found | {"private_page": _private_page_of[0](about) if has_page and about else ""}


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
