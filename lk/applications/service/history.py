from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from lk.applications.models import Application, StatusChange
from lk.company import company
from lk.db import db

NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Moment:
    """A line of the timeline: what happened, when, by whom, with which words."""

    title: str
    at: datetime
    by: str
    comment: str
    is_current: bool


def history(application: Application) -> Sequence[StatusChange]:
    """All changes of status, oldest first; one SELECT."""
    query = select(StatusChange).where(StatusChange.application_id == application.id)
    return db.session.scalars(query.order_by(StatusChange.id)).all()


def timeline(application: Application) -> list[Moment]:
    """The history as the consumer sees it, the newest first; operators' names stay inside."""
    found = [
        Moment(
            title=application.label_of(change.status),
            at=change.at,
            by="вы" if change.is_by_consumer else company().short_name,
            comment="\n".join(filter(None, (fact_words(change), change.comment))),
            is_current=False,
        )
        for change in reversed(history(application))
    ]
    if found:
        newest = found[0]
        found[0] = Moment(newest.title, newest.at, newest.by, newest.comment, is_current=True)
    return found


def fact_words(change: StatusChange) -> str:
    """The facts of a change in one line; the number of a submission stands in the card's head."""
    facts = change.facts
    day, due = facts.get("date"), facts.get("due")
    words = []
    if "number" in facts and change.status != "submitted":
        words.append(f"№{NBSP}{facts['number']}" + (f" от {_day(day)}" if day else ""))
    elif day and change.status != "submitted":
        words.append(f"дата {_day(day)}")
    if due:
        words.append(f"срок до {_day(due)}")
    if "progress" in facts:
        words.append(f"выполнено {facts['progress']}{NBSP}%")
    return ", ".join(words)


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d.%m.%Y}"
