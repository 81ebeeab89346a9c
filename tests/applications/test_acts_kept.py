"""The session ends while one writes: the words of the act are kept over the sign-in."""

from typing import Any

import pytest

from lk.applications.models import CaseEvent
from lk.db import db
from tests.client import Client
from tests.factories import PASSWORD, an_application

pytestmark = pytest.mark.usefixtures("clock")

WORDS = "Не согласны со сроком"


@pytest.fixture
def page(clock: Any, consumer: Any, signed_in: Client) -> Any:
    offer = an_application(consumer, "offer_posted", email=consumer.email)
    return signed_in.open("applications.act", public_id=offer.public_id, act_code="disagree")


def test_words_are_there_again_and_nothing_was_done(signed_in: Client, page: Any) -> None:
    signed_in.forget_cookies()

    asked = page.submit("Направить", **{"С чем вы не согласны": WORDS})
    shown = asked.submit("Войти", Логин="ivanova", Пароль=PASSWORD)

    assert shown.h1 == "Направить протокол разногласий"
    assert shown.field("С чем вы не согласны").value == WORDS
    assert "Вы снова вошли" in shown.text
    assert db.session.query(CaseEvent).count() == 0


def test_shown_form_is_sent_as_if_nothing_had_been(signed_in: Client, page: Any) -> None:
    signed_in.forget_cookies()
    asked = page.submit("Направить", **{"С чем вы не согласны": WORDS})
    shown = asked.submit("Войти", Логин="ivanova", Пароль=PASSWORD)

    card = shown.submit("Направить")

    assert WORDS in card.text
    assert db.session.query(CaseEvent).count() == 1
