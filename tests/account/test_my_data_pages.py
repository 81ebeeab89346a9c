"""«Мои данные» (manual 4.5): e-mail, phone, name, password, consents."""

from typing import Any

import pytest

from lk.account.models import User
from tests.client import Client
from tests.factories import PASSWORD, a_consumer

OLD = "ivanova@example.ru"


def test_page_shows_what_is_known(signed_in: Client) -> None:
    page = signed_in.open("account.me")

    assert page.h1 == "Мои данные"
    assert page.field("Фамилия, имя, отчество").value == "Иванова Анна Петровна"
    assert page.field("Адрес электронной почты").value == OLD
    assert page.field("Телефон").value == "+7 382 299-97-18"


def test_phone_stays_in_groups_when_the_form_is_refused(signed_in: Client) -> None:
    page = signed_in.open("account.me")

    page = page.submit("Сохранить", **{"Фамилия, имя, отчество": "я" * 201})

    assert page.status == 422
    assert page.field("Телефон").value == "+7 382 299-97-18"


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("person", "Фамилия, имя, отчество"),
        ("organisation", "Название организации"),
        ("entrepreneur", "Фамилия, имя, отчество предпринимателя"),
    ],
)
def test_name_is_asked_as_the_kind_has_it(client: Client, app: Any, kind: str, label: str) -> None:
    client.sign_in_as(a_consumer("petrova", kind=kind))

    page = client.open("account.me")

    assert page.has_field(label)


def test_name_is_changed_without_a_password(clock: Any, signed_in: Client) -> None:
    clock.forward(minutes=20)

    page = signed_in.open("account.me")
    page = page.submit("Сохранить", **{"Фамилия, имя, отчество": "  Иванова   Анна "})

    assert page.flashes == ["Данные сохранены."]
    assert page.field("Фамилия, имя, отчество").value == "Иванова Анна"


def test_phone_is_changed_right_after_the_sign_in(signed_in: Client, consumer: User) -> None:
    page = signed_in.open("account.me").submit("Сохранить", Телефон="8 923 456-78-90")

    assert page.flashes == ["Данные сохранены."]
    assert consumer.phone == "+79234567890"


def test_phone_asks_for_the_password_ten_minutes_later(
    clock: Any, signed_in: Client, consumer: User
) -> None:
    clock.forward(minutes=10, seconds=1)

    page = signed_in.open("account.me").submit("Сохранить", Телефон="8 923 456-78-90")
    assert page.notices == {"Пароль": "Введите пароль, чтобы сменить адрес почты или телефон."}

    page.submit("Сохранить", Пароль=PASSWORD)
    assert consumer.phone == "+79234567890"


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Телефон", ""),
        ("Телефон", "12"),
        ("Адрес электронной почты", ""),
        ("Адрес электронной почты", "почта"),
        ("Фамилия, имя, отчество", "я" * 201),
    ],
)
def test_wrong_value_is_told_at_its_field(signed_in: Client, label: str, value: str) -> None:
    page = signed_in.open("account.me").submit("Сохранить", **{label: value})

    assert page.status == 422
    assert label in page.notices


@pytest.mark.parametrize(
    "path", ["/lk/me", "/lk/me/password", "/lk/me/consent", "/lk/me/sign-out-everywhere"]
)
def test_signed_out_post_leads_to_the_sign_in(client: Client, path: str) -> None:
    token = client.open("account.sign_in").soup.find("input", {"name": "csrf_token"})["value"]

    page = client.post(path, [("csrf_token", token), ("name", "x")])

    assert page.h1 == "Вход"


@pytest.mark.parametrize(
    "column", ["login", "kind", "is_demo", "blocked_at", "password_hash", "email_key"]
)
def test_columns_that_are_no_fields_cannot_be_set(
    signed_in: Client, consumer: User, column: str
) -> None:
    before = getattr(consumer, column)
    page = signed_in.open("account.me")
    token = page.soup.find("input", {"name": "csrf_token"})["value"]

    fields = [("name", "Иванова"), ("email", OLD), ("phone", "+73822999718"), (column, "1")]
    signed_in.post("/lk/me", [("csrf_token", token), *fields])

    assert consumer.name == "Иванова"
    assert getattr(consumer, column) == before
