"""Threads and messages as pages and the office read them; nothing here writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from lk.db import db
from lk.questions.models import Message, MessageFile, Thread

SPECIALIST = "Специалист"


@dataclass(frozen=True)
class Line:
    """A message as a consumer sees it: the operator's name stays inside."""

    is_mine: bool
    by: str
    at: datetime
    text: str
    files: Sequence[MessageFile] = ()


@dataclass(frozen=True)
class Conversation:
    """A thread with its newest messages, oldest first; `before` opens the earlier ones."""

    thread: Thread
    lines: Sequence[Line]
    before: int | None


@dataclass(frozen=True)
class Page:
    """Threads, newest first; `after` is the public id that the next page begins behind."""

    threads: Sequence[Thread]
    after: str | None


def thread_of(*, application_id: int) -> Thread | None:
    """The thread that hangs on the application."""
    return db.session.scalar(select(Thread).where(Thread.application_id == application_id))


def thread_about(*, user_id: int, meter_id: int) -> Thread | None:
    """The thread of this consumer about the meter: others may have one of their own."""
    query = select(Thread).where(Thread.user_id == user_id, Thread.meter_id == meter_id)
    return db.session.scalar(query)


def find(*, public_id: str | None = None, application_id: int | None = None) -> Thread | None:
    """Any consumer's thread with its `user`, for the office; by one of the two."""
    query = select(Thread).options(joinedload(Thread.user))
    if application_id is not None:
        return db.session.scalar(query.where(Thread.application_id == application_id))
    return db.session.scalar(query.where(Thread.public_id == public_id))


def conversation(*, thread: Thread, before: int | None = None, limit: int = 50) -> Conversation:
    """The last `limit` messages, or those before the number `before`; one SELECT."""
    query = _with_files(thread)
    if before is not None:
        query = query.where(Message.number < before)
    newest = query.order_by(Message.number.desc()).limit(limit)
    found = db.session.scalars(newest).unique().all()[::-1]
    lines = [
        Line(each.is_mine, each.by if each.is_mine else SPECIALIST, each.at, each.text, each.files)
        for each in found
    ]
    return Conversation(thread, lines, found[0].number if found and found[0].number > 1 else None)


def recent_threads(*, user_id: int, limit: int = 20) -> Sequence[Thread]:
    """The consumer's threads, the latest message first."""
    return page_of(user_id=user_id, limit=limit).threads


def page_of(*, user_id: int, after: str | None = None, limit: int = 20) -> Page:
    """A page of the consumer's threads, those behind the thread `after`; one SELECT."""
    query = select(Thread).where(Thread.user_id == user_id)
    if after:
        edge = select(Thread.last_message_at, Thread.id).where(
            Thread.public_id == after, Thread.user_id == user_id
        )
        moment = edge.with_only_columns(Thread.last_message_at).scalar_subquery()
        last = edge.with_only_columns(Thread.id).scalar_subquery()
        is_tie = (Thread.last_message_at == moment) & (Thread.id < last)
        query = query.where(or_(Thread.last_message_at < moment, is_tie))
    query = query.order_by(Thread.last_message_at.desc(), Thread.id.desc()).limit(limit + 1)
    found = db.session.scalars(query).all()
    more = found[limit - 1].public_id if len(found) > limit else None
    return Page(found[:limit], more)


def messages(*, thread: Thread) -> Sequence[Message]:
    """All messages of a thread with their files, oldest first, for the office."""
    return db.session.scalars(_with_files(thread).order_by(Message.number)).unique().all()


def _with_files(thread: Thread) -> Select[Message]:
    return select(Message).where(Message.thread_id == thread.id).options(joinedload(Message.files))
