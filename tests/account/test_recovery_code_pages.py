"""The code of a recovery letter (OWASP ASVS 5.0: 6.5, 6.6)."""

import threading
from typing import Any

import pytest

from lk.account import rules, service
from lk.account.models import RecoveryCode, User
from lk.db import begin_write, db
from tests.account.doing import ask_for_code, enter_code
from tests.client import Client
from tests.factories import another_consumer
from tests.harness.letters import Letters

pytestmark = [
    pytest.mark.asvs(number)
    for number in ["6.5.1", "6.5.2", "6.5.3", "6.5.4", "6.5.5", "6.6.2", "6.6.3"]
]

ADDRESS = "ivanova@example.ru"


def test_code_does_not_sign_in(client: Client, consumer: User, letters: Letters) -> None:
    page = enter_code(ask_for_code(client), letters.last(ADDRESS).code)

    assert page.h1 == "Восстановить пароль"
    assert client.open("account.me").h1 == "Вход"


def test_code_is_of_capital_letters_and_digits_and_kept_hashed(
    client: Client, consumer: User, letters: Letters, session: Any
) -> None:
    ask_for_code(client)

    code = letters.last(ADDRESS).code

    assert set(code) <= set(rules.CODE_ALPHABET)
    assert session.query(RecoveryCode).one().code_hash.startswith("$argon2id$")


def test_outbox_holds_no_code_before_the_letter_leaves(
    client: Client, consumer: User, session: Any
) -> None:
    ask_for_code(client)

    assert session.query(RecoveryCode).count() == 0


@pytest.mark.parametrize("spelling", [str.lower, lambda code: f" {code[:4]}-{code[4:]} "])
def test_code_is_accepted_as_people_type_it(
    client: Client, consumer: User, letters: Letters, spelling: Any
) -> None:
    page = ask_for_code(client)

    page = enter_code(page, spelling(letters.last(ADDRESS).code))

    assert page.has_field("Новый пароль")


@pytest.mark.parametrize(
    ("seconds", "is_good"), [(0, True), (599, True), (600, False), (3600, False)]
)
def test_code_lives_ten_minutes_from_sending(
    clock: Any, client: Client, consumer: User, letters: Letters, seconds: int, is_good: bool
) -> None:
    page = ask_for_code(client)
    clock.forward(hours=1)  # the mail server was down
    code = letters.last(ADDRESS).code
    clock.forward(seconds=seconds)

    page = enter_code(page, code)

    assert page.has_field("Новый пароль") is is_good


def test_newest_code_voids_the_one_before(client: Client, consumer: User, letters: Letters) -> None:
    ask_for_code(client)
    old = letters.last(ADDRESS).code
    page = ask_for_code(client)
    new = letters.last(ADDRESS).code

    refused = enter_code(page, old)
    accepted = enter_code(page, new)

    assert "Логин или код не подходят" in refused.errors[0]
    assert accepted.has_field("Новый пароль")


def test_code_is_good_once(client: Client, consumer: User, letters: Letters) -> None:
    page = ask_for_code(client)
    code = letters.last(ADDRESS).code
    enter_code(page, code)

    again = enter_code(page, code)

    assert "Логин или код не подходят" in again.errors[0]


def test_sixth_try_is_refused_even_when_it_is_right(
    client: Client, consumer: User, letters: Letters
) -> None:
    page = ask_for_code(client)
    code = letters.last(ADDRESS).code
    for _ in range(5):
        assert "не подходят" in enter_code(page, "AAAAAAAA").errors[0]

    page = enter_code(page, code)

    assert page.errors == ["Попытки для этого кода закончились. Запросите новый."]


def test_unknown_login_runs_out_of_tries_alike(client: Client) -> None:
    page = ask_for_code(client, "nobody@example.ru")
    said = [enter_code(page, "AAAAAAAA", "nobody").errors for _ in range(6)]

    assert "не подходят" in said[4][0]
    assert said[5] == ["Попытки для этого кода закончились. Запросите новый."]


def test_code_is_bound_to_the_browser_that_asked(
    client: Client, another_client: Client, consumer: User, letters: Letters
) -> None:
    other = another_consumer(email="other@example.ru")
    page = ask_for_code(another_client, "other@example.ru")
    ask_for_code(client)

    page = enter_code(page, letters.last(ADDRESS).code)

    assert other.login != "ivanova"
    assert "не подходят" in page.errors[0]


def test_code_of_one_person_is_no_good_for_another(
    client: Client, consumer: User, letters: Letters
) -> None:
    other = another_consumer()
    page = ask_for_code(client)

    page = enter_code(page, letters.last(ADDRESS).code, other.login)

    assert "не подходят" in page.errors[0]


def test_two_parallel_posts_of_the_right_code_open_one_door(
    client: Client, consumer: User, letters: Letters, app: Any, clock: Any
) -> None:
    ask_for_code(client)
    _ = letters.last(ADDRESS)
    code_id = db.session.scalar(db.select(RecoveryCode.id))
    db.session.rollback()
    proof = service.CodeProof(code_id)
    opened: list[str] = []

    def accept() -> None:
        with app.app_context():
            begin_write()
            try:
                opened.append(service.accept_code(proof=proof, at=clock.now))
                db.session.commit()
            except rules.WrongCode:
                opened.append("")

    threads = [threading.Thread(target=accept) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len([each for each in opened if each]) == 1
    assert len(opened) == 6
