from datetime import datetime
from typing import Any

from sqlalchemy import select

from lk.applications.models import Application, StatusChange
from lk.applications.service.history import fact_words, turn_at_change, turn_of
from lk.db import db
from lk.outbox import Letter, NoLongerNeeded, composes, link
from lk.questions.letters import knows_private_page


@composes("applications.status")
def status(letter: Letter, at: datetime) -> dict[str, Any]:
    """«Статус изменен»: the state that this letter was written about, even if it is past now."""
    change = db.session.get(StatusChange, letter.facts["change_id"])
    if change is None:
        raise NoLongerNeeded
    application = _application(letter)
    return {
        "application": application,
        "label": application.label_of(change.status),
        "comment": change.comment,
        "facts": fact_words(change),
        "turn": turn_at_change(application, change, at=at),
        "at": change.at,
    }


@composes("applications.term")
def term(letter: Letter, at: datetime) -> dict[str, Any]:
    """«Срок подходит», «Срок прошел»: not needed once the applicant's turn or term is another."""
    application = _application(letter)
    due_on = application.due_on.isoformat() if application.due_on else None
    if not application.waits_for_consumer or due_on != letter.facts["due"]:
        raise NoLongerNeeded
    return {"application": application, "turn": turn_of(application, at=at)}


@knows_private_page
def private_page_of(application_id: int) -> str:
    """The address that goes with an answer about an application; a draft has none yet."""
    query = select(Application.link_token).where(Application.id == application_id)
    token = db.session.scalar(query)
    return link("applications.private_link", token=token) if token else ""


def _application(letter: Letter) -> Application:
    query = select(Application).where(Application.public_id == letter.facts["application"])
    found = db.session.scalar(query)
    if found is None:
        raise NoLongerNeeded
    return found
