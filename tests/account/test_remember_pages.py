"""«Запомнить меня»: a rotating token beside the session (OWASP ASVS 5.0: 7.x)."""

from typing import Any

import pytest
from sqlalchemy import select

from lk.account.models import User
from lk.audit.models import AuditEntry
from tests.account.doing import sign_in
from tests.client import Client

REMEMBER = "__Host-remember"


def test_sign_out_forgets_the_remembered_browser(client: Client, consumer: User) -> None:
    sign_in(client, **{"Запомнить меня": True})
    kept = client.cookie(REMEMBER)

    client.open("home.front").submit("ВЫХОД")

    assert client.cookie(REMEMBER) is None
    client.web.set_cookie(REMEMBER, kept, domain="lk.test", secure=True)
    assert client.open("account.me").h1 == "Вход"


def test_remembered_browser_is_signed_in_after_the_session_is_over(
    client: Client, consumer: User, clock: Any
) -> None:
    sign_in(client, **{"Запомнить меня": True})
    first = client.cookie(REMEMBER)
    clock.forward(days=3)

    page = client.open("account.me")

    assert page.h1 == "Мои данные"
    assert client.cookie(REMEMBER) != first


def test_browser_that_is_not_remembered_has_no_cookie(client: Client, consumer: User) -> None:
    sign_in(client)

    assert client.cookie(REMEMBER) is None


def test_remembered_browser_is_forgotten_after_thirty_days(
    client: Client, consumer: User, clock: Any
) -> None:
    sign_in(client, **{"Запомнить меня": True})
    clock.forward(days=30, seconds=1)

    page = client.open("account.me")

    assert page.h1 == "Вход"


def test_parallel_tabs_with_the_same_cookie_both_come_in(
    client: Client, another_client: Client, consumer: User, clock: Any
) -> None:
    sign_in(client, **{"Запомнить меня": True})
    same = client.cookie(REMEMBER)
    clock.forward(days=1)
    client.open("account.me")
    clock.forward(seconds=60)

    another_client.web.set_cookie(REMEMBER, same, domain="lk.test", secure=True)
    another_client.checks_pages = False  # a sign-in takes more SELECTs than a page
    page = another_client.open("account.me")

    assert page.h1 == "Мои данные"


def test_reuse_of_an_old_cookie_ends_all_that_came_from_it(
    client: Client, another_client: Client, consumer: User, clock: Any, session: Any
) -> None:
    sign_in(client, **{"Запомнить меня": True})
    stolen = client.cookie(REMEMBER)
    clock.forward(days=1)
    client.open("account.me")
    clock.forward(seconds=61)

    another_client.web.set_cookie(REMEMBER, stolen, domain="lk.test", secure=True)
    thief = another_client.open("account.me")

    assert thief.h1 == "Вход"
    assert client.open("account.me").h1 == "Вход"
    events = session.scalars(select(AuditEntry.event)).all()
    assert "account.remember_theft" in events


def test_remembered_sign_in_is_not_enough_for_the_phone(
    client: Client, consumer: User, clock: Any
) -> None:
    sign_in(client, **{"Запомнить меня": True})
    clock.forward(days=1)

    page = client.open("account.me").submit("Сохранить", Телефон="8 3822 999-588")

    assert page.notices == {"Пароль": "Введите пароль, чтобы сменить адрес почты или телефон."}


@pytest.mark.parametrize("cookie", ["", "x", "x.y", "." * 200, "я.я"])
def test_cookie_of_nobody_is_dropped(client: Client, cookie: str) -> None:
    client.web.set_cookie(REMEMBER, cookie, domain="lk.test", secure=True)

    page = client.open("account.me")

    assert page.h1 == "Вход"
