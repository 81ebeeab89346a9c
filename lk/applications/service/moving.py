from dataclasses import replace
from datetime import date, datetime
from typing import Any

from lk import audit, outbox
from lk.account.models import User
from lk.applications import rules
from lk.applications.models import Application, StatusChange
from lk.applications.service.deadlines import changes_of, clock_of
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
    """The office moves an application on; the consumer gets a letter «Статус изменен».

    `by` is the operator's name. `facts` are what the status needs (its comment is `comment`);
    without a `due` of the office's own the table of terms gives one.
    Raises UnknownStatus, MoveRefused, FactMissing, FactRefused; NotSubmitted for a draft.
    """
    lock(application)
    given = facts or rules.Facts()
    words = comment.strip() or (given.comment or "")
    today = local_day(at)
    full = rules.complete_facts(to, replace(given, comment=words or None), today=today)
    if application.is_draft:
        raise NotSubmitted
    rules.check_move(application.status, to, full)
    if full.date and application.submitted_at:
        submitted_on = local_day(application.submitted_at)
        rules.check_day(full.date, submitted_on=submitted_on, today=today)
    change = record_move(application, to, by=f"office:{by}", at=at, comment=words, facts=full)
    db.session.flush()
    user = db.session.get_one(User, application.user_id)
    # What asks something of the consumer, or ends the case, goes to everybody.
    always = {} if application.whose_turn == "company" else {"always": True}
    facts_of_letter = {"change_id": change.id, **always}
    write("applications.status", application, user, at, f"{change.id}", **facts_of_letter)
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
    """Set the status, already allowed, with its history and audit, and start the next clock."""
    before = changes_of(application)
    change = StatusChange(application_id=application.id, status_before=application.status)
    change.status, change.at, change.by, change.comment = to, at, by, comment
    change.facts = kept_facts(facts)
    clock = clock_of(application, [*before, change])
    change.facts = change.facts | clock.facts
    audit.record(
        "application.status",
        actor=by,
        subject=f"application:{application.public_id}",
        at=at,
        before=change.status_before,
        after=to,
        facts=change.facts,
        comment=comment,
    )
    db.session.add(change)
    application.enter(to)
    application.due_on = clock.due_on
    application.progress = change.facts.get("progress", application.progress)
    return change


def kept_facts(facts: rules.Facts) -> dict[str, Any]:
    """Facts as JSON, without the comment and what is not known."""
    found = {
        "date": facts.date,
        "number": facts.number,
        "due": facts.due,
        "progress": facts.progress,
        "construction": facts.construction,
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
