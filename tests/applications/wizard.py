"""The application filled in by hand, page by page, or by the services where pages do not matter."""

import io
from typing import Any

from lk.account.models import User
from lk.applications import service
from lk.applications.models import Application
from lk.applications.service import Chosen, Consent
from lk.clock import now
from lk.db import db
from tests.applications.answers import typed
from tests.client import Client
from tests.factories import a_pdf
from tests.harness.papers import pdf
from tests.page import Page

NAME = "Щербакова Аграфена Петровна"
REQUISITES: dict[str, Any] = {
    "В связи с": "Присоединение впервые",
    "Фамилия": "Щербакова",
    "Имя": "Аграфена",
    "Отчество": "Петровна",
    "Паспорт серия и номер": "6903 123456",
    "Паспорт выдан кем, когда": "ОВД Кировского района г. Томска, 12.03.2010",
    "Подается представителем заявителя": "Нет",
    "Зарегистрирован(а) (индекс и адрес)": "634000, Томская обл., г. Томск, ул. Мира, д. 1",
    "Фактический адрес совпадает с адресом регистрации": True,
}
SITE: dict[str, Any] = {
    "Вид энергоснабжаемого объекта": "Жилой дом",
    "Наименование энергопринимающих устройств": "жилой дом, ВРУ-0,4 кВ",
    "Адрес объекта": "г. Томск, ул. Мира, д. 1",
    "Тип населённого пункта": "Город/ПГТ",
    "Кадастровый номер": "70:21:0100001:123",
    "own_kind": "Собственность",
    "Гарантирующий поставщик": "АО «Томскэнергосбыт»",
    "Вид договора": "Энергоснабжение",
}
TECHNICAL: dict[str, Any] = {
    "p_new": "12,5",
    "Напряжение, кВ": "0,4 кВ",
    "Фазность": "3 (трехфазный ввод)",
    "Характер нагрузки": "Бытовая",
    "stages-0-design": "03.2027",
    "stages-0-commission": "09.2027",
    "stages-0-power": "12,5",
    "calc_rate_kind": "Стандартизированная тарифная ставка",
}
PAPERS: dict[str, Any] = {
    "file_plan": a_pdf("План.pdf", "план"),
    "file_own": a_pdf("Выписка.pdf", "выписка"),
    "file_passport": a_pdf("Паспорт.pdf", "паспорт"),
}


def begin(client: Client) -> Page:
    """«Создать заявку», the category chosen: the first step."""
    return client.open("applications.start").submit("до 150 кВт")


def at_object(client: Client) -> Page:
    return begin(client).submit("Далее", **REQUISITES)


def at_technical(client: Client) -> Page:
    return at_object(client).submit("Далее", **SITE)


def at_documents(client: Client) -> Page:
    return at_technical(client).submit("Далее", **TECHNICAL)


def at_preview(client: Client) -> Page:
    return at_documents(client).submit("Далее", **PAPERS)


def send(page: Page, **values: Any) -> Page:
    """«Подать заявку» with both boxes ticked."""
    boxes = {
        "Сведения достоверны": True,
        "Согласен на передачу моих данных гарантирующему поставщику": True,
    }
    return page.submit("Подать заявку", **(boxes | values))


def a_draft(user: User, *, files: bool = True, **answers: Any) -> Application:
    """A draft with all steps filled in, made by the services."""
    draft = service.start(user=user, kind_code="fl-150", at=now())
    for step in ("requisites", "object", "technical"):
        service.save_step(application=draft, step=step, raw=typed(**answers), at=now())
    if files:
        give_files(draft, user)
    db.session.commit()
    return draft


def give_files(draft: Application, user: User, slots: str = "plan own passport") -> None:
    chosen = [Chosen(slot, f"{slot}.pdf", io.BytesIO(pdf(slot))) for slot in slots.split()]
    taken = service.prepare_files(service.folder_of(draft, at=now()), chosen)
    assert not taken.refusals
    service.attach(application=draft, user=user, ready=taken.ready, at=now())


def a_submitted(user: User, **answers: Any) -> Application:
    """A submitted application with a number."""
    draft = a_draft(user, **({"email": user.email} | answers))
    submit(draft, user)
    db.session.commit()
    return draft


def submit(draft: Application, user: User) -> Application:
    return service.submit(
        application=draft,
        user=user,
        is_confirmed=True,
        consent=Consent("supplier-test", "127.0.0.1"),
        at=now(),
    )
