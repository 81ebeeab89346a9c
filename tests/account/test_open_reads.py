"""Without WAL an open read keeps every writer out, the same request's short write included."""

from typing import Any

import pytest

from lk.account.models import User
from lk.audit import service as audit
from lk.db import db
from lk.limits import service as limits
from tests.account.doing import ask_for_code, choose_password, enter_code, register, sign_in
from tests.client import Client
from tests.factories import PASSWORD
from tests.harness.letters import Letters
from tests.page import Page

ADDRESS = "Адрес электронной почты"


@pytest.fixture
def short_writes(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each short transaction: whether the request's own session was reading at its start."""
    found: list[bool] = []
    for module in (limits, audit):
        real = module.short_transaction

        def watched(real: Any = real) -> Any:
            found.append(db.session().in_transaction())
            return real()

        monkeypatch.setattr(module, "short_transaction", watched)
    return found


@pytest.fixture
def remembered(client: Client, consumer: User) -> Client:
    """With «Запомнить меня» every request begins with a read."""
    sign_in(client, **{"Запомнить меня": True})
    return client


def ask(client: Client, endpoint: str, **filled: str) -> Page:
    return client.open(endpoint).submit("Отправить", **filled)


@pytest.mark.parametrize(
    ("endpoint", "filled"),
    [
        ("account.letter_again", {ADDRESS: "petrova@example.ru"}),
        ("account.recover_login", {ADDRESS: "petrova@example.ru"}),
        ("account.recover_password", {ADDRESS: "petrova@example.ru"}),
        ("questions.index", {"Ваш вопрос": "Когда?"}),
        ("home.misprint_form", {"Текст с ошибкой": "ашибка"}),
    ],
)
def test_nothing_is_read_while_a_try_is_counted(
    remembered: Client, short_writes: list[bool], endpoint: str, filled: dict[str, str]
) -> None:
    page = ask(remembered, endpoint, **filled)

    assert page.status == 200
    assert short_writes == [False]


def test_nothing_is_read_while_a_registration_is_counted(
    remembered: Client, short_writes: list[bool]
) -> None:
    page = register(remembered)

    assert page.h1 == "Вы зарегистрированы"
    assert short_writes == [False]


def test_nothing_is_read_while_a_change_of_the_address_is_counted(
    remembered: Client, short_writes: list[bool]
) -> None:
    page = remembered.open("account.me")
    page.submit("Сохранить", **{ADDRESS: "anna@example.ru", "Пароль": PASSWORD})

    assert len(short_writes) == 3
    assert not any(short_writes)


def test_nothing_is_read_while_failures_are_forgiven(
    client: Client, consumer: User, letters: Letters, short_writes: list[bool]
) -> None:
    page = ask_for_code(client)
    page = enter_code(page, letters.last("ivanova@example.ru").code)
    short_writes.clear()

    page = choose_password(page)

    assert page.h1 == "Вход"
    assert short_writes == [False]
