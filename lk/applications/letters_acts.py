"""Letters of a case: to the office about an act, to the applicant about a document."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from lk.applications.acts import office_words
from lk.applications.models import Application, CaseEvent, CaseFile
from lk.applications.service.history import turn_of
from lk.db import db
from lk.outbox import Letter, NoLongerNeeded, composes


@composes("applications.act")
def act(letter: Letter, at: datetime) -> dict[str, Any]:
    """To the office: which application, what its applicant did, by when it is to be answered.
    Nothing personal.
    """
    event = db.session.get(CaseEvent, letter.facts["event_id"])
    if event is None:
        raise NoLongerNeeded
    application = _application(letter)
    return {
        "application": application,
        "words": office_words(event.code),
        "at": event.at,
        "turn": turn_of(application, at=at),
    }


@composes("applications.file_attached")
def file_attached(letter: Letter, _at: datetime) -> dict[str, Any]:
    """«К заявке приложен документ»: what it is and where it lies; the file itself stays there."""
    query = select(CaseFile).where(CaseFile.public_id == letter.facts["file"])
    file = db.session.scalar(query)
    if file is None:
        raise NoLongerNeeded
    return {"application": _application(letter), "file": file, "at": file.created_at}


def _application(letter: Letter) -> Application:
    query = select(Application).where(Application.public_id == letter.facts["application"])
    found = db.session.scalar(query)
    if found is None:
        raise NoLongerNeeded
    return found
