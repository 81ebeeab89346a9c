"""A correction that is not sent in time: refused kindly, and nothing of it is lost."""

from typing import Any

import pytest

from lk.applications.models import Application
from lk.db import db
from lk.questions import service as questions
from tests.applications.correcting import OTHER, SURE, begun, corrected, receipt
from tests.client import Client
from tests.factories import an_application, move

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def case(consumer: Any, clock: Any) -> Application:
    found = an_application(consumer, email=consumer.email)
    clock.forward(minutes=6)
    return found


def test_what_comes_too_late_is_shown_and_asked_as_a_question(
    signed_in: Client, case: Application, clock: Any
) -> None:
    page = corrected(signed_in, case)
    clock.forward(minutes=25)

    late = page.submit("Отправить исправление", **SURE)
    asked = late.submit("Отправить вопрос")

    assert late.status == 409
    assert "стало: г. Томск, ул. Мира, д. 2" in late.text
    assert "нужно «г. Томск, ул. Мира, д. 2»" in asked.text
    assert questions.thread_of(application_id=case.id) is not None
    assert case.submitted["obj_addr"] != OTHER


def test_step_that_comes_too_late_loses_nothing(
    signed_in: Client, case: Application, clock: Any
) -> None:
    receipt(signed_in, case).submit("Исправить")
    page = signed_in.open("applications.step", public_id=case.public_id, step="object")
    clock.forward(minutes=25)

    late = page.submit("Далее", **{"Адрес объекта": OTHER})

    assert late.status == 409
    assert "г. Томск, ул. Мира, д. 2" in late.text
    assert OTHER in str(late.field("Ваше сообщение").value)


def test_specialist_who_was_faster_is_named(signed_in: Client, case: Application) -> None:
    page = corrected(signed_in, case)
    move(case, "registered")
    move(case, "review")

    late = page.submit("Отправить исправление", **SURE)

    assert "уже рассматривает специалист" in late.text


def test_unsent_correction_is_told_of_and_can_be_dropped(
    signed_in: Client, case: Application, clock: Any
) -> None:
    corrected(signed_in, case)
    clock.forward(minutes=25)

    page = receipt(signed_in, case).click("Посмотреть, что не отправлено")
    page = page.submit("Оставить как было")

    assert "Изменения отменены" in page.flashes[0]
    assert not case.has_unsent
    assert "не отправили исправление" not in receipt(signed_in, case).text


@pytest.mark.parametrize("status", ["review", "offer_posted", "contract", "closed", "cancelled"])
def test_outside_of_both_times_nothing_is_corrected(
    signed_in: Client, consumer: Any, clock: Any, status: str
) -> None:
    case = begun(an_application(consumer, email=consumer.email))
    page = signed_in.open("applications.preview", public_id=case.public_id)
    case.enter(status)
    db.session.commit()

    answer = page.submit("Отправить исправление", **SURE)

    assert answer.path.endswith("/receipt")
    assert "самостоятельно уже нельзя" in answer.flashes[0]
    assert "Исправить" not in answer.buttons
