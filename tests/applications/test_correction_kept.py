"""The session ends on the preview of a correction: its comment is kept over the sign-in."""

from typing import Any

import pytest

from lk.applications.models import Receipt
from lk.db import db
from tests.applications.correcting import SURE, corrected
from tests.client import Client
from tests.factories import PASSWORD, an_application

pytestmark = pytest.mark.usefixtures("clock")

WORDS = "Исправлен адрес объекта"


@pytest.fixture
def preview(clock: Any, consumer: Any, signed_in: Client) -> Any:
    case = an_application(consumer, email=consumer.email)
    clock.forward(minutes=6)
    return corrected(signed_in, case)


def test_comment_is_there_again_and_nothing_was_sent(signed_in: Client, preview: Any) -> None:
    signed_in.forget_cookies()

    asked = preview.submit("Отправить исправление", **SURE, **{"Что исправлено": WORDS})
    shown = asked.submit("Войти", Логин="ivanova", Пароль=PASSWORD)

    assert "Отправить исправление" in shown.buttons
    assert shown.field("Что исправлено").value == WORDS
    assert "Вы снова вошли" in shown.text
    assert db.session.query(Receipt).count() == 1
