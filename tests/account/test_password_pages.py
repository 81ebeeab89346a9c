"""«Сменить пароль»: the present one first, all other sessions end."""

import pytest

from lk.account.models import User
from tests.account.doing import NEW_PASSWORD
from tests.client import Client
from tests.factories import PASSWORD
from tests.harness.letters import Letters
from tests.page import Page

pytestmark = [pytest.mark.asvs(number) for number in ["6.2.3", "6.3.7"]]

OLD = "ivanova@example.ru"


def change_password(client: Client, **other: str) -> Page:
    filled = {
        "Текущий пароль": PASSWORD,
        "Новый пароль": NEW_PASSWORD,
        "Повтор пароля": NEW_PASSWORD,
    }
    return client.open("account.password").submit("Сохранить", **{**filled, **other})


def test_password_change_ends_other_sessions_and_tells_by_letter(
    signed_in: Client, another_client: Client, consumer: User, letters: Letters
) -> None:
    another_client.sign_in_as(consumer)

    page = change_password(signed_in)

    assert page.flashes == ["Пароль изменен. На других устройствах вход завершен."]
    assert signed_in.open("account.me").h1 == "Мои данные"
    assert another_client.open("account.me").h1 == "Вход"
    assert letters.last(OLD).subject == "Пароль изменен"


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Текущий пароль", ""),
        ("Текущий пароль", "неверный-пароль"),
        ("Новый пароль", "password12"),
        ("Новый пароль", "ivanova-718-999"),
        ("Повтор пароля", "другое"),
    ],
)
def test_wrong_value_of_the_password_page_is_told(
    signed_in: Client, consumer: User, label: str, value: str
) -> None:
    before = consumer.password_hash

    page = change_password(signed_in, **{label: value})

    assert page.status == 422
    assert label in page.notices
    assert consumer.password_hash == before


def test_own_password_counts_against_the_limit(signed_in: Client) -> None:
    for _ in range(5):
        change_password(signed_in, **{"Текущий пароль": "неверный-пароль"})

    page = change_password(signed_in)

    assert page.status == 429
    assert "Повторите через" in page.notices["Текущий пароль"]
