"""Known and unknown cost the same work, so neither words nor time tell them apart (ASVS 6.3.8)."""

from typing import Any

import pytest

from lk.account import passwords
from lk.account.models import User
from tests.account.doing import ask_for_code, enter_code, register, sign_in
from tests.client import Client
from tests.page import Page

pytestmark = pytest.mark.asvs("6.3.8")


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password or code that is hashed or compared."""
    done: list[str] = []
    for name in ("matches", "hash_password"):
        real = getattr(passwords, name)

        def counted(*typed: str, real: Any = real) -> Any:
            done.append(typed[-1])
            return real(*typed)

        monkeypatch.setattr(passwords, name, counted)
    return done


def work(page: Page) -> list[str]:
    """The statements of a request, without their values."""
    return [sql.split(" WHERE ")[0] for sql in page.statements.all]


def test_unknown_login_costs_the_same_work(
    client: Client, another_client: Client, consumer: User, hashes: list[str]
) -> None:
    for each, login in ((client, "ivanova"), (another_client, "nobody")):
        sign_in(each, login, "неверный-пароль")  # now all their counters are there
    hashes.clear()

    known = sign_in(client, "ivanova", "неверный-пароль")
    after_known = len(hashes)
    unknown = sign_in(another_client, "nobody", "неверный-пароль")

    assert work(known) == work(unknown)
    assert (after_known, len(hashes)) == (1, 2)


@pytest.mark.parametrize("endpoint", ["recover_login", "recover_password", "letter_again"])
def test_unknown_address_costs_the_same_work(
    client: Client, another_client: Client, consumer: User, endpoint: str
) -> None:
    pages = []
    for each, address in ((client, "ivanova@example.ru"), (another_client, "nobody@example.ru")):
        form = each.open(f"account.{endpoint}")
        filled = {"Адрес электронной почты": address}
        pages.append(form.submit("Отправить", follow=False, **filled))

    known, unknown = pages

    assert work(known) == work(unknown)
    assert known.location == unknown.location


def test_code_of_an_unknown_login_costs_the_same_work(
    client: Client, another_client: Client, consumer: User, letters: Any, hashes: list[str]
) -> None:
    first, second = ask_for_code(client), ask_for_code(another_client, "nobody@example.ru")
    letters.deliver()
    hashes.clear()

    known = enter_code(first, "AAAAAAAA")
    after_known = len(hashes)
    unknown = enter_code(second, "AAAAAAAA", "nobody")

    assert work(known) == work(unknown)
    assert (after_known, len(hashes)) == (1, 2)


def test_registration_with_a_known_address_costs_the_same_work(
    client: Client, another_client: Client, consumer: User
) -> None:
    address = {
        "Адрес электронной почты": "ivanova@example.ru",
        "Подтверждение адреса электронной почты": "ivanova@example.ru",
    }

    known = register(client, follow=False, **address)
    unknown = register(another_client, follow=False, Логин="sidorova")

    assert work(known) == work(unknown)
    assert known.location == unknown.location
