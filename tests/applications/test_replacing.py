"""The consumer's pages after the office has rejected a document."""

from typing import Any

import pytest

from lk.applications import service
from lk.applications.models import Application
from lk.clock import now
from lk.db import db
from tests.client import Client
from tests.factories import a_pdf, an_application
from tests.harness.controls import File
from tests.page import Page

REASON = "Не видно страницу с регистрацией"


def rejected(case: Application, slot: str = "passport") -> None:
    service.judge(
        application=case, slot=slot, verdict="rejected", comment=REASON, by="maltseva", at=now()
    )
    db.session.commit()


@pytest.fixture
def case(clock: Any, consumer: Any) -> Application:
    found = an_application(consumer, "review")
    clock.forward(minutes=60)
    rejected(found)
    return found


@pytest.fixture
def asked_back(clock: Any, consumer: Any) -> Application:
    found = an_application(consumer, "need_docs")
    clock.forward(minutes=60)
    rejected(found)
    return found


def files_page(client: Client, case: Application) -> Page:
    return client.open("applications.files", public_id=case.public_id)


@pytest.fixture
def inside(client: Client, clock: Any, consumer: Any) -> Client:
    clock.forward(minutes=61)
    return client.sign_in_as(consumer)


def test_the_card_says_which_document_and_why(case: Application, inside: Client) -> None:
    page = files_page(inside, case)

    assert f"Не принят: {REASON}" in page.text
    assert "Нужен другой файл" in page.text
    assert page.has_field("file_passport")
    assert not page.has_field("file_plan")


def test_it_is_replaced_from_the_card_without_scripts(case: Application, inside: Client) -> None:
    page = files_page(inside, case)

    page = page.submit("Загрузить", file_passport=a_pdf("Паспорт целиком.pdf", "целиком"))

    assert page.path.endswith("/files")
    assert page.has_link("Паспорт целиком.pdf")
    assert "заменен" in page.text
    assert "Новый файл передан специалисту" in page.text


def test_a_wrong_replacement_is_told_on_the_card(case: Application, inside: Client) -> None:
    page = files_page(inside, case).submit("Загрузить", file_passport=File("a.doc", b"x", ""))

    assert page.path.endswith("/files")
    assert page.flashes[0].startswith("a.doc: Подойдут файлы")
    assert page.has_field("file_passport")


def test_nothing_chosen_is_told_on_the_card(case: Application, inside: Client) -> None:
    page = files_page(inside, case).submit("Загрузить")

    assert page.flashes == ["Выберите файл"]


def test_other_documents_cannot_be_sent_along(case: Application, inside: Client) -> None:
    page = files_page(inside, case)
    token = page.soup.find("input", {"name": "csrf_token"})["value"]
    path = inside.url("applications.take_files", public_id=case.public_id)

    inside.post(
        path,
        [("csrf_token", token), ("page", "card"), ("file_plan", a_pdf("План.pdf", "чужой"))],
        multipart=True,
    )

    names = [each.name for each in service.documents_of(case)]
    assert "План.pdf" not in names
    assert len(names) == 4


def test_an_accepted_document_says_so(case: Application, inside: Client) -> None:
    service.judge(
        application=case, slot="plan", verdict="accepted", comment="", by="maltseva", at=now()
    )
    db.session.commit()

    page = files_page(inside, case)

    assert "Принято" in page.text
    assert not page.has_field("file_plan")


def test_asked_back_only_the_rejected_document_is_open(
    asked_back: Application, inside: Client
) -> None:
    page = inside.open("applications.documents", public_id=asked_back.public_id)

    assert page.has_field("file_passport")
    assert page.has_field("file_other")
    assert not page.has_field("file_plan")
    assert "Удалить" not in page.text


def test_after_the_last_replacement_one_is_told_to_send_again(
    asked_back: Application, inside: Client
) -> None:
    page = inside.open("applications.documents", public_id=asked_back.public_id)

    page = page.submit("Загрузить Копия", file_passport=a_pdf("Новый.pdf", "новый"))

    assert "Все замены на месте" in page.text
    assert "отправьте заявку снова" in page.text
    card = files_page(inside, asked_back)
    assert card.has_link("Проверить и отправить")


def test_with_a_rejected_document_the_step_does_not_go_on(
    asked_back: Application, inside: Client
) -> None:
    page = inside.open("applications.documents", public_id=asked_back.public_id).submit("Далее")

    assert page.status == 422
    assert "Приложите документ «Копия паспорта»" in page.errors


def test_a_replacement_that_was_a_mistake_is_removed(
    asked_back: Application, inside: Client
) -> None:
    page = inside.open("applications.documents", public_id=asked_back.public_id)
    page = page.submit("Загрузить Копия", file_passport=a_pdf("Не то.pdf", "не то"))

    page = page.submit("Удалить файл Не то.pdf")

    assert not page.has_link("Не то.pdf")
    assert page.has_field("file_passport")


def test_the_tab_asks_the_database_little(case: Application, inside: Client) -> None:
    page = files_page(inside, case)

    assert len(page.statements.selects) <= 4
