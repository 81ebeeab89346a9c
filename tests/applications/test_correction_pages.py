"""«Исправить»: from the receipt over the steps to «Отправить исправление»."""

from typing import Any

import pytest

from lk.applications import service
from lk.applications.models import Application
from tests.applications.correcting import OTHER, SURE, corrected, events, receipt, receipts, retyped
from tests.client import Client
from tests.factories import a_pdf, an_application, another_consumer

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def case(consumer: Any, clock: Any) -> Application:
    found = an_application(consumer, email=consumer.email)
    clock.forward(minutes=6)
    return found


def test_receipt_says_how_long_one_may_correct(signed_in: Client, case: Application) -> None:
    page = receipt(signed_in, case)

    assert "Можно исправить до 12:34: еще 24 минуты" in page.text
    assert "Исправить" in page.buttons
    assert page.has_link("Квитанция № 1")


def test_card_offers_it_too(signed_in: Client, case: Application) -> None:
    page = signed_in.open("applications.card", public_id=case.public_id)

    assert "Можно исправить до 12:34" in page.text
    assert page.submit("Исправить").path.endswith("/preview")


def test_last_minute_is_counted_as_one(signed_in: Client, case: Application, clock: Any) -> None:
    clock.forward(minutes=23, seconds=30)

    assert "еще 1 минуту" in receipt(signed_in, case).text


def test_half_an_hour_later_there_is_nothing_to_press(
    signed_in: Client, case: Application, clock: Any
) -> None:
    page = receipt(signed_in, case)
    clock.forward(minutes=24)

    late = page.submit("Исправить")

    assert late.path.endswith("/receipt")
    assert "самостоятельно уже нельзя" in late.flashes[0]
    assert "Исправить" not in late.buttons
    assert "Можно исправить" not in late.text


def test_steps_open_only_after_the_button(signed_in: Client, case: Application) -> None:
    closed = signed_in.open("applications.step", public_id=case.public_id, step="object")
    receipt(signed_in, case).submit("Исправить")
    opened = signed_in.open("applications.step", public_id=case.public_id, step="object")

    assert closed.path.endswith("/receipt")
    assert opened.field("Адрес объекта").value == "г. Томск, ул. Мира, д. 1"


def test_preview_shows_old_and_new_before_it_is_sent(signed_in: Client, case: Application) -> None:
    page = corrected(signed_in, case)

    assert "Что изменится" in page.text
    assert page.facts["Адрес объекта"]
    assert "было: г. Томск, ул. Мира, д. 1 стало: г. Томск, ул. Мира, д. 2" in page.text
    assert page.has_link("Скачать черновик")
    assert case.submitted["obj_addr"] != OTHER


def test_correction_is_sent_with_a_new_receipt(signed_in: Client, case: Application) -> None:
    page = corrected(signed_in, case).submit("Отправить исправление", **SURE)

    assert page.path.endswith("/receipt")
    assert "Исправление отправлено" in page.flashes[0]
    assert page.facts["Адрес объекта"] == OTHER
    assert page.has_link("Квитанция № 2")
    assert "заменена квитанцией № 2" in page.text
    assert "Исправить" in page.buttons


def test_history_of_the_card_tells_what_was_changed(signed_in: Client, case: Application) -> None:
    corrected(signed_in, case).submit("Отправить исправление", **SURE)

    page = signed_in.open("applications.card", public_id=case.public_id)

    assert "Заявка исправлена" in page.text
    assert "стало: г. Томск, ул. Мира, д. 2" in page.text


def test_back_after_it_was_sent_leads_to_the_receipt(signed_in: Client, case: Application) -> None:
    page = corrected(signed_in, case)
    page.submit("Отправить исправление", **SURE)

    again = signed_in.open("applications.preview", public_id=case.public_id)
    twice = page.submit("Отправить исправление", **SURE)

    assert again.path.endswith("/receipt")
    assert twice.path.endswith("/receipt")
    assert len(events(case)) == 1
    assert len(receipts(case)) == 2


def test_unchanged_one_is_refused_in_words(signed_in: Client, case: Application) -> None:
    page = receipt(signed_in, case).submit("Исправить")
    assert "Пока ничего не изменено." in page.text

    page = page.submit("Отправить исправление", **SURE)

    assert page.status == 422
    assert "Нажмите «Изменить» у нужного раздела" in page.text


def test_accuracy_is_confirmed_again(signed_in: Client, case: Application) -> None:
    page = corrected(signed_in, case).submit("Отправить исправление", **{"Что исправлено": "Дом"})

    assert page.status == 422
    assert page.errors == ["Подтвердите, что сведения достоверны."]
    assert page.field("Что исправлено").value == "Дом"


def test_wrong_file_is_changed_for_another(
    signed_in: Client, case: Application, clock: Any
) -> None:
    receipt(signed_in, case).submit("Исправить")
    clock.forward(minutes=1)
    page = signed_in.open("applications.documents", public_id=case.public_id)
    page.submit("Далее", file_plan=a_pdf("Верный план.pdf", "верный"))
    page = signed_in.open("applications.preview", public_id=case.public_id)
    assert "Добавлен файл: План расположения энергопринимающих устройств — Верный" in page.text

    wrong = "План расположения энергопринимающих устройств — plan-0.pdf"
    page.submit("Отправить исправление", **SURE, **{"Убрать из заявки": [wrong]})

    assert "Верный план.pdf" in {each.name for each in service.documents_of(case)}
    assert "plan-0.pdf" not in {each.name for each in service.documents_of(case)}


def test_correction_can_be_gone_on_with(signed_in: Client, case: Application) -> None:
    corrected(signed_in, case)

    page = signed_in.open("applications.card", public_id=case.public_id)

    assert page.click("Продолжить исправление").path.endswith("/preview")


def test_office_that_asks_sees_the_same_page(signed_in: Client, consumer: Any, clock: Any) -> None:
    case = an_application(consumer, "need_docs", email=consumer.email)
    clock.forward(minutes=1)
    retyped(case)

    page = signed_in.open("applications.preview", public_id=case.public_id)
    page = page.submit("Отправить снова", **SURE, **{"Что исправлено": "адрес"})

    assert page.flashes == ["Заявка отправлена специалисту. О решении мы напишем."]
    assert page.facts["Статус заявки"] == "На рассмотрении"
    assert "стало: г. Томск, ул. Мира, д. 2" in page.text


@pytest.mark.parametrize("act", ["correct", "correction", "correction/drop"])
def test_another_consumers_case_is_not_found(signed_in: Client, act: str) -> None:
    theirs = an_application(another_consumer())
    token = signed_in.open("account.me").soup.find("input", {"name": "csrf_token"})

    path = f"/lk/applications/{theirs.public_id}/{act}"
    answer = signed_in.post(path, [("csrf_token", token["value"])])

    assert answer.status == 404
