"""«Восстановить имя», «Восстановить пароль» (manual 4.2, fig. 5 and 6)."""

from typing import Any

import pytest

from lk.account.models import User
from tests.account.doing import NEW_PASSWORD, ask_for_code, choose_password, enter_code
from tests.client import Client
from tests.factories import PASSWORD
from tests.harness.letters import Letters

pytestmark = [pytest.mark.asvs(number) for number in ["6.4.3"]]

ADDRESS = "ivanova@example.ru"


def test_page_of_the_login_has_the_words_of_the_manual(client: Client) -> None:
    page = client.open("account.sign_in").click("Забыли логин?")

    assert page.h1 == "Восстановить имя"
    assert (
        "Введите, пожалуйста, адрес электронной почты, указанный в параметрах вашей учётной "
        "записи. На этот адрес будет отправлено письмо, содержащее ваш Логин." in page.text
    )
    assert [field.label for field in page.fields] == ["Адрес электронной почты"]
    assert page.buttons == ["Отправить"]


def test_letter_reminds_of_the_login(client: Client, consumer: User, letters: Letters) -> None:
    form = client.open("account.recover_login")

    form.submit("Отправить", **{"Адрес электронной почты": "Ivanova@Example.ru"})

    letter = letters.all[-1]
    assert letter.subject == "Ваш логин"
    assert "Ваш логин: ivanova" in letter.text


def test_unknown_address_gets_the_same_answer_and_no_letter(
    client: Client, another_client: Client, consumer: User, letters: Letters
) -> None:
    pages = []
    for each, address in ((client, ADDRESS), (another_client, "nobody@example.ru")):
        form = each.open("account.recover_login")
        pages.append(form.submit("Отправить", **{"Адрес электронной почты": address}))

    known, unknown = pages

    assert (known.status, known.path, known.text) == (unknown.status, unknown.path, unknown.text)
    assert letters.to("nobody@example.ru") == []


def test_page_of_the_code_has_the_words_of_the_manual(client: Client) -> None:
    page = ask_for_code(client)

    assert page.h1 == "Восстановить пароль"
    assert (
        "На ваш адрес электронной почты было отправлено письмо, содержащее проверочный код. "
        "Введите его, пожалуйста, в поле ниже. Это подтвердит, что именно вы являетесь владельцем "
        "данной учётной записи." in page.text
    )
    assert [field.label for field in page.fields] == ["Логин", "Код подтверждения"]
    assert page.buttons == ["Отправить"]


def test_unknown_address_gets_the_same_page_of_the_code(
    client: Client, another_client: Client, consumer: User, letters: Letters
) -> None:
    known, unknown = ask_for_code(client), ask_for_code(another_client, "nobody@example.ru")

    assert (known.status, known.path, known.text) == (unknown.status, unknown.path, unknown.text)
    assert letters.to("nobody@example.ru") == []


def test_password_is_recovered_from_the_letter_to_the_sign_in(
    client: Client, another_client: Client, consumer: User, letters: Letters
) -> None:
    another_client.sign_in_as(consumer)
    page = ask_for_code(client)

    page = enter_code(page, letters.last(ADDRESS).code)
    page = choose_password(page)

    assert page.flashes == ["Пароль изменен. Войдите с новым паролем."]
    assert another_client.open("account.me").h1 == "Вход"
    assert letters.last(ADDRESS).subject == "Пароль изменен"
    assert page.submit("Войти", Логин="ivanova", Пароль=NEW_PASSWORD).path == "/lk/"


def test_old_password_is_good_no_more(client: Client, consumer: User, letters: Letters) -> None:
    page = enter_code(ask_for_code(client), letters.last(ADDRESS).code)

    page = choose_password(page)

    page = page.submit("Войти", Логин="ivanova", Пароль=PASSWORD)
    assert page.status == 422


@pytest.mark.parametrize("page", ["account.recovery_code", "account.new_password"])
def test_later_steps_lead_back_to_the_first(client: Client, page: str) -> None:
    found = client.open(page)

    assert found.path == "/lk/recover/password"


def test_new_password_must_be_chosen_within_ten_minutes(
    clock: Any, client: Client, consumer: User, letters: Letters
) -> None:
    page = enter_code(ask_for_code(client), letters.last(ADDRESS).code)
    clock.forward(minutes=10)

    page = choose_password(page)

    assert page.path == "/lk/recover/password"
    assert page.flashes == ["Время вышло. Запросите новый код."]


@pytest.mark.parametrize(
    ("password", "again", "label"),
    [
        ("", "", "Новый пароль"),
        ("password12", "password12", "Новый пароль"),
        ("ivanova-ivanova", "ivanova-ivanova", "Новый пароль"),
        (NEW_PASSWORD, NEW_PASSWORD + "x", "Повтор пароля"),
    ],
)
def test_new_password_is_judged_like_at_the_registration(
    client: Client, consumer: User, letters: Letters, password: str, again: str, label: str
) -> None:
    page = enter_code(ask_for_code(client), letters.last(ADDRESS).code)

    page = choose_password(page, password, again)

    assert page.status == 422
    assert label in page.notices


def test_lost_mailbox_page_says_what_to_bring(client: Client) -> None:
    page = ask_for_code(client).click("Нет доступа к почте?")

    assert page.h1 == "Нет доступа к почте?"
    assert "Возьмите с собой" in page.text
    assert "паспорт" in page.text


def test_recovery_is_open_while_the_login_waits(
    client: Client, consumer: User, letters: Letters
) -> None:
    for _ in range(6):
        page = client.open("account.sign_in")
        page.submit("Войти", Логин="ivanova", Пароль="неверный-пароль")

    page = choose_password(enter_code(ask_for_code(client), letters.last(ADDRESS).code))
    page = page.submit("Войти", Логин="ivanova", Пароль=NEW_PASSWORD)

    assert page.path == "/lk/"


def test_letters_to_one_mailbox_are_limited_alike_for_known_and_unknown(
    client: Client, consumer: User
) -> None:
    said = {
        address: [ask_for_code(client, address) for _ in range(6)][-1]
        for address in (ADDRESS, "nobody@example.ru")
    }

    assert [page.status for page in said.values()] == [429, 429]
    assert {page.errors[0] for page in said.values()} == {
        "Слишком много попыток. Повторите через 2 минуты."
    }
