"""Own consents and «Отозвать согласие» (152-FZ art. 9)."""

from typing import Any

import pytest
from sqlalchemy import select

from lk.account.models import Consent, User
from lk.account.service.registration import Agreed, _log_consents
from tests.client import Client
from tests.factories import PASSWORD
from tests.harness.letters import Letters

OLD = "ivanova@example.ru"


@pytest.fixture
def consents(consumer: User, session: Any, clock: Any) -> None:
    agreed = [
        Agreed("terms", "Условия предоставления услуг", "terms-1"),
        Agreed("personal_data", "Согласие на обработку персональных данных", "consent-1"),
    ]
    _log_consents(consumer, agreed, "192.0.2.1", clock.now)
    session.commit()


def test_own_consents_are_listed(clock: Any, consents: None, signed_in: Client) -> None:
    rows = signed_in.open("account.me").rows("Ваши согласия")

    assert [row["Документ"] for row in rows] == [
        "Условия предоставления услуг",
        "Согласие на обработку персональных данных",
    ]
    assert {row["Состояние"] for row in rows} == {"действует"}


def test_withdrawal_is_asked_in_words_on_a_page_of_its_own(signed_in: Client) -> None:
    page = signed_in.open("account.me").click("Отозвать согласие")

    assert page.h1 == "Отозвать согласие"
    assert "кабинет закроется для вас сразу" in page.text
    assert "в течение 30 дней" in page.text


def test_withdrawal_closes_the_account_at_once(
    clock: Any,
    consents: None,
    signed_in: Client,
    another_client: Client,
    consumer: User,
    letters: Letters,
    session: Any,
) -> None:
    another_client.sign_in_as(consumer)

    page = signed_in.open("account.withdraw").submit("Отозвать согласие", Пароль=PASSWORD)

    assert page.path == "/lk/"
    assert another_client.open("account.me").h1 == "Вход"
    assert consumer.is_blocked
    withdrawn = dict(session.execute(select(Consent.document, Consent.withdrawn_at)).all())
    assert withdrawn == {"terms": None, "personal_data": clock.now}
    assert letters.last(OLD).subject == "Согласие отозвано"


@pytest.mark.parametrize("password", ["", "неверный-пароль"])
def test_withdrawal_needs_the_password(signed_in: Client, consumer: User, password: str) -> None:
    page = signed_in.open("account.withdraw").submit("Отозвать согласие", Пароль=password)

    assert page.status == 422
    assert not consumer.is_blocked
