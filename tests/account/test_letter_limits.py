"""Nobody can fill a stranger's mailbox with the portal's letters (ASVS 2.4.1)."""

from typing import Any

import pytest
from flask import Flask

from lk.account.models import User
from tests.account.doing import register
from tests.client import Client
from tests.factories import PASSWORD, a_consumer
from tests.harness.letters import Letters
from tests.page import Page

pytestmark = [pytest.mark.asvs(number) for number in ["2.4.1"]]

ADDRESS = "Адрес электронной почты"
VICTIM = "victim@example.ru"
WAIT = "Слишком много попыток. Повторите через 2 минуты."


def register_for(app: Flask, address: str, number: int) -> Page:
    """Each time another browser in another network."""
    client = Client(app, address=f"198.51.100.{number + 1}")
    repeat = "Подтверждение адреса электронной почты"
    return register(client, Логин=f"petrova{number}", **{ADDRESS: address, repeat: address})


@pytest.mark.parametrize("is_known", [False, True])
def test_registrations_for_one_mailbox_send_five_letters_and_then_wait(
    clock: Any, app: Flask, letters: Letters, is_known: bool
) -> None:
    if is_known:
        a_consumer("ivanova", email=VICTIM)

    pages = [register_for(app, VICTIM, number) for number in range(12)]

    assert [page.status for page in pages] == [200] * 5 + [429] * 7
    assert pages[5].errors == [WAIT]
    assert pages[5].field("Логин").value == "petrova5"
    assert len(letters.to(VICTIM)) == 5


def test_mailbox_of_another_is_not_touched_by_it(clock: Any, app: Flask) -> None:
    for number in range(6):
        register_for(app, VICTIM, number)

    page = register_for(app, "other@example.ru", 6)

    assert page.h1 == "Вы зарегистрированы"


def change(client: Client, address: str) -> Page:
    form = client.open("account.me")
    return form.submit("Сохранить", **{ADDRESS: address, "Пароль": PASSWORD})


def test_own_account_asks_for_five_new_addresses_and_then_waits(
    clock: Any, signed_in: Client, consumer: User, letters: Letters
) -> None:
    pages = [change(signed_in, f"victim{number % 2}@example.ru") for number in range(8)]

    assert [page.status for page in pages] == [200] * 5 + [429] * 3
    assert pages[5].notices == {ADDRESS: WAIT}
    assert len(letters.to("ivanova@example.ru")) == 5


def test_accounts_together_ask_one_mailbox_five_times(
    clock: Any, app: Flask, letters: Letters
) -> None:
    statuses = []
    for number in range(6):
        client = Client(app, address=f"198.51.100.{number + 1}")
        client.sign_in_as(a_consumer(f"petrov{number}"))
        statuses.append(change(client, VICTIM).status)

    assert statuses == [200] * 5 + [429]
    assert len(letters.to(VICTIM)) == 5


def test_wrong_password_uses_up_no_letter(clock: Any, signed_in: Client) -> None:
    for _ in range(3):
        signed_in.open("account.me").submit(
            "Сохранить", **{ADDRESS: VICTIM, "Пароль": "неверный-пароль"}
        )

    pages = [change(signed_in, VICTIM) for _ in range(5)]

    assert {page.status for page in pages} == {200}


def test_phone_and_name_are_saved_while_letters_wait(clock: Any, signed_in: Client) -> None:
    for _ in range(6):
        change(signed_in, VICTIM)

    page = signed_in.open("account.me").submit("Сохранить", Телефон="8 923 456-78-90")

    assert page.flashes == ["Данные сохранены."]
