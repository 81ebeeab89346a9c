"""A case that is corrected, by the services: each act in a transaction of its own."""

from typing import Any

from sqlalchemy import select

from lk.applications import service
from lk.applications.models import Application, CaseEvent, Receipt
from lk.clock import now
from lk.db import db
from lk.outbox import Letter
from tests.client import Client
from tests.harness.writing import start_writing
from tests.page import Page

OTHER = "г. Томск, ул. Мира, д. 2"
SURE = {"Сведения достоверны": True}


def retyped(case: Application, step: str = "object", **answers: str) -> None:
    start_writing()
    service.save_step(application=case, step=step, raw=answers or {"obj_addr": OTHER}, at=now())
    db.session.commit()


def begun(case: Application) -> Application:
    start_writing()
    service.begin_correction(application=case, at=now())
    db.session.commit()
    return case


def sent(case: Application, consumer: Any, **facts: Any) -> bool:
    start_writing()
    known = {"is_confirmed": True, "at": now()} | facts
    found = service.correct(application=case, user=consumer, **known)
    db.session.commit()
    return found


def events(case: Application) -> list[CaseEvent]:
    query = select(CaseEvent).where(CaseEvent.application_id == case.id)
    return list(db.session.scalars(query.order_by(CaseEvent.id)))


def put_letters(purpose: str) -> list[Letter]:
    return list(db.session.scalars(select(Letter).where(Letter.purpose == purpose)))


def receipts(case: Application) -> list[Receipt]:
    return list(service.receipts_of(application=case))


def receipt(client: Client, case: Application) -> Page:
    return client.open("applications.receipt", public_id=case.public_id)


def corrected(client: Client, case: Application) -> Page:
    """«Исправить», then another address of the object: the preview."""
    page = receipt(client, case).submit("Исправить")
    page = client.open("applications.step", public_id=case.public_id, step="object")
    page.submit("Далее", **{"Адрес объекта": OTHER})
    return client.open("applications.preview", public_id=case.public_id)
