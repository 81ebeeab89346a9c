from datetime import date, datetime
from typing import Any

from lk import audit, outbox
from lk.account.models import User
from lk.applications import rules
from lk.applications.models import Application, StatusChange
from lk.applications.service.locking import local_day, lock
from lk.db import db


class NotSubmitted(rules.ApplicationError):
    message = "Это черновик: подать его может только заявитель."


def move_status(
    *,
    application: Application,
    to: str,
    by: str,
    at: datetime,
    comment: str = "",
    facts: rules.Facts | None = None,
) -> StatusChange:
    """The office moves an application on; the consumer gets a letter «Статус изменён».

    `by` is the operator's name. `facts` are what the status needs (its comment is `comment`);
    the term of `need_docs` is 20 working days from today when none is given.
    Raises UnknownStatus, MoveRefused, FactMissing, FactRefused; NotSubmitted for a draft.
    """
    lock(application)
    given = facts or rules.Facts()
    words = comment.strip() or (given.comment or "")
    given = rules.Facts(given.date, given.number, given.due, given.progress, words or None)
    full = rules.complete_facts(to, given, today=local_day(at))
    if application.is_draft:
        raise NotSubmitted
    rules.check_move(application.status, to, full)
    change = record_move(application, to, by=f"office:{by}", at=at, comment=words, facts=full)
    db.session.flush()
    user = db.session.get_one(User, application.user_id)
    write("applications.status", application, user, at, f"{change.id}", change_id=change.id)
    return change


def record_move(
    application: Application,
    to: str,
    *,
    by: str,
    at: datetime,
    comment: str = "",
    facts: rules.Facts,
) -> StatusChange:
    """Set the status with its history and audit rows; whether it may, was asked before."""
    kept = kept_facts(facts)
    audit.record(
        "application.status",
        actor=by,
        subject=f"application:{application.public_id}",
        at=at,
        before=application.status,
        after=to,
        facts=kept,
        comment=comment,
    )
    change = StatusChange(application_id=application.id, status_before=application.status)
    change.status, change.at, change.by = to, at, by
    change.comment, change.facts = comment, kept
    db.session.add(change)
    application.status, application.due_on = to, facts.due
    application.progress = facts.progress if facts.progress is not None else application.progress
    return change


def kept_facts(facts: rules.Facts) -> dict[str, Any]:
    """Facts as JSON, without the comment and what is not known."""
    found = {
        "date": facts.date,
        "number": facts.number,
        "due": facts.due,
        "progress": facts.progress,
    }
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in found.items()
        if value is not None
    }


def write(
    purpose: str, application: Application, user: User, at: datetime, act: str, **facts: Any
) -> None:
    """The letter about an act to the account's address, and to the one that the application
    names when that is another: the form promises notices there.
    """
    named = application.submitted.get("email")
    addresses = [user.address]
    if isinstance(named, str) and named.casefold() != user.address.casefold():
        addresses.append(named)
    for place, address in enumerate(addresses):
        outbox.put(
            purpose,
            to=address,
            at=at,
            user_id=user.id,
            key=f"{purpose}:{act}" + (f":{place}" if place else ""),
            application=application.public_id,
            **facts,
        )
