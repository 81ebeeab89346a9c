from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from lk.applications.models import Application, StatusChange
from lk.applications.service.history import fact_words
from lk.db import db
from lk.outbox import Letter, NoLongerNeeded, composes


@composes("applications.submitted")
def submitted(letter: Letter, _at: datetime) -> dict[str, Any]:
    """«Заявка подана»: the number, what comes next, where to follow it."""
    return {"application": _application(letter)}


@composes("applications.status")
def status(letter: Letter, _at: datetime) -> dict[str, Any]:
    """«Статус изменён»: the state that this letter was written about, even if it is past now."""
    change = db.session.get(StatusChange, letter.facts["change_id"])
    if change is None:
        raise NoLongerNeeded
    application = _application(letter)
    due = change.facts.get("due")
    return {
        "application": application,
        "label": application.label_of(change.status),
        "next_words": application.next_words_of(change.status),
        "comment": change.comment,
        "facts": fact_words(change),
        "due": date.fromisoformat(due) if due else None,
        "at": change.at,
    }


def _application(letter: Letter) -> Application:
    query = select(Application).where(Application.public_id == letter.facts["application"])
    found = db.session.scalar(query)
    if found is None:
        raise NoLongerNeeded
    return found
