"""Addresses that hold a token of a letter: told to nobody, and their buttons work all the same."""

from typing import Any

import pytest

from lk.account.models import User
from lk.account.service.unsubscribing import token_for
from tests.account.doing import register
from tests.client import Client
from tests.factories import PASSWORD
from tests.harness.letters import Letters
from tests.harness.portal import URL

# What browsers say of themselves: since 2019 to 2023, and before that.
TODAYS = {"Sec-Fetch-Site": "cross-site"}
NO_REFERRER = "no-referrer"


@pytest.fixture
def confirm(client: Client, letters: Letters) -> str:
    register(client)
    return str(letters.last("petrova@example.ru").paths[0])


@pytest.fixture
def addresses(
    client: Client, confirm: str, signed_in: Client, consumer: User, letters: Letters
) -> list[str]:
    page = signed_in.open("account.me")
    page.submit("Сохранить", **{"Адрес электронной почты": "anna@example.ru", "Пароль": PASSWORD})
    email = letters.last("anna@example.ru").paths[0]
    cancel = next(each for each in letters.last(consumer.email).paths if "/cancel/" in each)
    off = client.url("account.unsubscribe", token=token_for(consumer, "answers"))
    return [confirm, str(email), str(cancel), off]


def test_page_of_a_token_tells_no_address_on(client: Client, addresses: list[str]) -> None:
    pages = [client.open_path(each, headers=TODAYS) for each in addresses]
    broken = [client.open_path(f"{each}x", headers=TODAYS) for each in addresses]

    assert {each.status for each in pages} == {200}
    assert {each.headers["Referrer-Policy"] for each in pages + broken} == {NO_REFERRER}


def test_other_pages_of_the_account_keep_the_policy_of_all(client: Client) -> None:
    page = client.open("account.sign_in", headers=TODAYS)

    assert page.headers["Referrer-Policy"] == "same-origin"


def test_button_works_though_the_browser_hides_where_it_comes_from(
    client: Client, addresses: list[str]
) -> None:
    """Without a referrer a browser names no origin either: `Origin: null`."""
    statuses = []
    for each in addresses:
        page = client.open_path(each, headers=TODAYS)
        token = page.main.find("input", attrs={"name": "csrf_token"})
        entries = [("csrf_token", token["value"])] if token else []
        sent = client.post(each, entries, headers={"Origin": "null"}, follow=False)
        statuses.append((sent.status, sent.headers["Referrer-Policy"]))

    assert {policy for _, policy in statuses} == {NO_REFERRER}
    assert [status for status, _ in statuses] == [303, 303, 303, 200]


def test_browser_that_says_its_origin_alone_is_let_say_it(client: Client, confirm: str) -> None:
    """Such a one would be refused with `Origin: null`."""
    page = client.open_path(confirm)
    token = page.main.find("input", attrs={"name": "csrf_token"})["value"]
    answer: Any = client.ask("POST", confirm, data={"csrf_token": token}, headers={"Origin": URL})

    assert page.headers["Referrer-Policy"] == "same-origin"
    assert answer.status_code == 303


def test_where_the_address_is_the_proof_no_browser_tells_it_on(
    client: Client, consumer: User
) -> None:
    page = client.open("account.unsubscribe", token=token_for(consumer, "answers"))

    assert page.headers["Referrer-Policy"] == NO_REFERRER
