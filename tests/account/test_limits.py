"""Failures cost time: by login, by address, all together (OWASP ASVS 5.0: 6.3.1)."""

import threading
from collections import Counter
from typing import Any

import pytest

from lk import limits
from lk.account import passwords, rules, service
from lk.account.models import User
from lk.account.passwords import hashing
from lk.account.service import signing
from lk.limits.models import Attempts
from tests.client import Client
from tests.factories import PASSWORD, another_consumer
from tests.page import Page

pytestmark = [pytest.mark.asvs(number) for number in ["6.1.1", "6.3.1", "15.3.4"]]

WRONG = "неверный-пароль"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is counted here are tries; a real hash takes 50 ms on purpose."""
    monkeypatch.setattr(passwords, "matches", lambda kept, typed: bool(kept) and typed == PASSWORD)


def sign_in(client: Client, login: str = "ivanova", password: str = WRONG) -> Page:
    page = client.open("account.sign_in")
    return page.submit("Войти", Логин=login, Пароль=password)


@pytest.mark.parametrize("login", ["ivanova", "nobody"])
def test_sixth_wrong_password_is_delayed_and_says_how_long(
    clock: Any, client: Client, consumer: User, login: str
) -> None:
    said = [sign_in(client, login) for _ in range(6)]

    assert [page.status for page in said] == [422] * 5 + [429]
    assert said[5].errors == ["Слишком много попыток. Повторите через 1 минуту."]


def test_right_password_waits_too_while_it_is_delayed(
    clock: Any, client: Client, consumer: User
) -> None:
    for _ in range(5):
        sign_in(client)

    early = sign_in(client, password=PASSWORD)
    clock.forward(minutes=1)
    later = sign_in(client, password=PASSWORD)

    assert early.status == 429
    assert later.path == "/lk/"


def test_delay_doubles_up_to_an_hour_and_never_locks(
    clock: Any, client: Client, consumer: User
) -> None:
    for _ in range(5):
        sign_in(client)
    waits = []
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        waits.append(sign_in(client).errors[0].rpartition("через ")[2])
        clock.forward(minutes=minutes)
        assert sign_in(client).status == 422

    assert waits == [
        "1 минуту.",
        "2 минуты.",
        "4 минуты.",
        "8 минут.",
        "16 минут.",
        "32 минуты.",
        "1 час.",
        "1 час.",
    ]


def test_success_forgets_the_failures_of_the_login(
    clock: Any, client: Client, consumer: User
) -> None:
    for _ in range(4):
        sign_in(client)
    sign_in(client, password=PASSWORD)
    client.forget_cookies()

    said = [sign_in(client).status for _ in range(5)]

    assert said == [422] * 5


def test_address_and_login_of_one_person_count_together(
    clock: Any, client: Client, consumer: User
) -> None:
    for name in ("ivanova", "ivanova@example.ru", "IVANOVA", "Ivanova@example.ru", "ivanova"):
        sign_in(client, name)

    page = sign_in(client, "ivanova@example.ru")

    assert page.status == 429


def test_delay_survives_a_restart_and_holds_for_all_workers(
    clock: Any, client: Client, another_client: Client, consumer: User, session: Any
) -> None:
    for _ in range(5):
        sign_in(client)

    page = sign_in(another_client)

    assert page.status == 429
    assert session.query(Attempts).count() >= 3


def test_attempts_hold_no_login_and_no_address(
    client: Client, consumer: User, session: Any
) -> None:
    sign_in(client)

    kept = " ".join(each.subject for each in session.query(Attempts))
    assert "ivanova" not in kept
    assert "127.0.0.1" not in kept


def test_one_address_has_twenty_failures_in_five_minutes(clock: Any, client: Client) -> None:
    for number in range(20):
        assert sign_in(client, f"nobody{number}").status == 422

    page = sign_in(client, "nobody-more")
    clock.forward(minutes=5)
    later = sign_in(client, "nobody-more")

    assert page.errors == ["Слишком много попыток. Повторите через 5 минут."]
    assert later.status == 422


def test_networks_of_a_household_are_one_sender(clock: Any, app: Any) -> None:
    for number in range(20):
        client = Client(app, address=f"2001:db8:1:2::{number + 1:x}")
        sign_in(client, f"nobody{number}")

    same = sign_in(Client(app, address="2001:db8:1:2:ffff::1"), "nobody-more")
    other = sign_in(Client(app, address="2001:db8:1:3::1"), "nobody-more")

    assert (same.status, other.status) == (429, 422)


def test_successes_do_not_use_up_the_address(clock: Any, app: Any, consumer: User) -> None:
    pages = [sign_in(Client(app), password=PASSWORD).path for _ in range(22)]

    assert set(pages) == {"/lk/"}


def test_own_success_does_not_forgive_an_address_its_guesses(
    clock: Any, client: Client, app: Any, consumer: User
) -> None:
    for number in range(19):
        sign_in(client, f"nobody{number}")
    sign_in(Client(app), password=PASSWORD)

    last = sign_in(client, "nobody-last")
    over = sign_in(client, "nobody-over")

    assert (last.status, over.status) == (422, 429)


def test_forged_forwarded_addresses_count_as_one(clock: Any, client: Client) -> None:
    for number in range(20):
        page = client.open("account.sign_in")
        token = page.soup.find("input", {"name": "csrf_token"})["value"]
        form = [("csrf_token", token), ("login", f"nobody{number}"), ("password", WRONG)]
        client.post("/lk/sign-in", form, headers={"X-Forwarded-For": f"203.0.113.{number}"})

    page = sign_in(client, "nobody-more")

    assert page.status == 429


def test_all_failures_together_are_limited(
    clock: Any, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = limits.Limit(signing.BY_ALL.name, tries=3, per=signing.BY_ALL.per, is_flat=True)
    monkeypatch.setattr(signing, "BY_ALL", few)
    for number in range(3):
        sign_in(Client(app, address=f"198.51.100.{number}"), f"nobody{number}")

    page = sign_in(Client(app, address="198.51.100.9"), "nobody-more")

    assert page.status == 429


def test_parallel_guesses_are_hashed_no_more_often_than_allowed(
    clock: Any, app: Any, consumer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(
        passwords, "matches", lambda kept, typed: bool(hashed.append(typed)) and False
    )
    monkeypatch.setattr(hashing, "_line", threading.BoundedSemaphore(40))
    outcomes: Counter[str] = Counter()

    def guess(number: int) -> None:
        with app.app_context():
            try:
                service.prove(
                    name="ivanova",
                    password=f"guess{number}",
                    address=f"198.51.100.{number}",
                    at=clock.now,
                )
            except rules.AccountError as error:
                outcomes[type(error).__name__] += 1

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes == {"WrongPassword": 5, "TooManyTries": 35}
    assert len(hashed) == 5


def test_limits_can_be_lifted_for_load_tests(
    client: Client, consumer: User, settings_changed: Any
) -> None:
    settings_changed(limits_on=False)

    said = {sign_in(client).status for _ in range(7)}

    assert said == {422}


def test_guesses_at_one_login_leave_others_alone(
    clock: Any, client: Client, another_client: Client, consumer: User
) -> None:
    other = another_consumer()
    for _ in range(6):
        sign_in(client)

    page = sign_in(another_client, other.login, PASSWORD)

    assert page.path == "/lk/"
