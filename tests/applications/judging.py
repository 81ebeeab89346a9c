"""The office judges a document, the applicant sends another: by the services."""

import io
from typing import Any

from sqlalchemy import select

from lk.applications import service
from lk.applications.models import Application, CaseEvent, Document
from lk.applications.service import Chosen, Refusal
from lk.clock import now
from lk.db import db
from tests.harness.papers import pdf

REASON = "Нет второй страницы"
# A document of the test applications that has one file.
SLOT, TITLE = "own", "Документ о праве на объект или участок"


def judge(
    case: Application, verdict: Any, comment: str = REASON, *, slot: str = SLOT, **named: str
) -> None:
    service.judge(
        application=case,
        slot=slot,
        verdict=verdict,
        comment=comment,
        by="maltseva",
        at=now(),
        **named,
    )
    db.session.commit()


def send(case: Application, user: Any, *names: str, slot: str = SLOT) -> list[Refusal]:
    chosen = [Chosen(slot, f"{name}.pdf", io.BytesIO(pdf(name))) for name in names]
    taken = service.prepare_files(service.folder_of(case, at=now()), chosen)
    more = service.attach(application=case, user=user, ready=taken.ready, at=now())
    db.session.commit()
    return taken.refusals + more


def only(case: Application, slot: str = SLOT) -> Document:
    """The one file of a document that has not been replaced."""
    (found,) = [each for each in service.documents_of(case) if each.slot == slot]
    return found


def events(case: Application) -> list[CaseEvent]:
    query = select(CaseEvent).where(CaseEvent.application_id == case.id)
    return list(db.session.scalars(query.order_by(CaseEvent.id)))
