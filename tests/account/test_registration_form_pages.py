"""The form «Регистрация на сайте» and what it refuses (manual 4.1, fig. 2)."""

from typing import Any

import pytest

from lk.account.models import User
from lk.account.routes import pace
from lk.limits import Limit
from tests.account.doing import FILLED, register
from tests.client import Client


def test_form_has_the_labels_of_the_manual_in_its_order(client: Client) -> None:
    page = client.open("account.register")

    assert page.h1 == "Регистрация на сайте"
    assert [field.label for field in page.fields] == list(FILLED)
    assert page.buttons == ["Регистрация", "Отмена"]


def test_all_fields_are_required_and_both_consents_unticked(client: Client) -> None:
    page = client.open("account.register")

    assert all(field.is_required for field in page.fields)
    assert page.field("Даю согласие на обработку моих персональных данных").value in (False, "")
    assert not page.field("Условия предоставления услуг").value


def test_you_is_a_select_of_three_kinds(client: Client) -> None:
    field = client.open("account.register").field("Вы")

    assert field.type == "select"
    assert field.options == [
        "Физическое лицо",
        "Юридическое лицо",
        "Индивидуальный предприниматель",
    ]


def test_both_texts_can_be_read_on_the_page_and_alone(client: Client) -> None:
    page = client.open("account.register")

    assert "Эти условия — договор между вами" in page.text
    assert "согласие на обработку моих персональных данных по статье 9" in page.text
    assert page.click("Условия на отдельной странице").h1 == "Условия предоставления услуг"
    consent = page.click("Согласие на отдельной странице")
    assert consent.h1 == "Согласие на обработку персональных данных"


def test_cancel_leads_to_the_front_page_and_keeps_nothing(client: Client, session: Any) -> None:
    page = client.open("account.register").submit("Отмена", Логин="petrova")

    assert page.path == "/lk/"
    assert session.query(User).count() == 0


def test_registration_is_confirmed_by_a_page(client: Client) -> None:
    page = register(client)

    assert page.h1 == "Вы зарегистрированы"
    assert page.facts["Адрес электронной почты"] == "petrova@example.ru"


@pytest.mark.parametrize("login", ["ivanova", "IVANOVA", " Ivanova "])
def test_taken_login_is_told_at_its_field(client: Client, consumer: User, login: str) -> None:
    page = register(client, Логин=login)

    assert page.status == 422
    assert page.notices == {"Логин": "Этот логин уже занят. Придумайте другой."}
    assert page.field("Адрес электронной почты").value == "petrova@example.ru"


WRONG = {
    "Логин": ("", "ab", "две буквы", "ivan@example.ru", "ivаnova", "-ivan"),
    "Пароль": ("", "short", "password12", "petrova-petrova"),
    "Повтор пароля": ("", "другой-пароль-7"),
    "Адрес электронной почты": ("", "petrova", "petrova@", "a@b@c.ru"),
    "Подтверждение адреса электронной почты": ("", "petrov@example.ru"),
    "Телефон": ("", "12", "телефон", "+1 202 555 0100"),
    "Условия предоставления услуг": ("Нет",),
    "Даю согласие на обработку моих персональных данных": (False,),
}


@pytest.mark.parametrize(
    ("label", "value"), [(label, value) for label, values in WRONG.items() for value in values]
)
def test_wrong_value_is_told_at_its_field(
    client: Client, session: Any, label: str, value: Any
) -> None:
    page = register(client, **{label: value})

    assert page.status == 422
    assert label in page.notices
    assert page.field(label).is_refused
    assert page.title.startswith("Ошибка: ")
    assert session.query(User).count() == 0


def test_values_stay_when_the_form_is_refused_but_no_password(client: Client) -> None:
    page = register(client, Телефон="12")

    assert page.field("Логин").value == "petrova"
    assert page.field("Телефон").value == "12"
    assert page.field("Пароль").value == ""


def test_registrations_from_one_address_are_limited(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = pace.REGISTRATIONS
    monkeypatch.setattr(
        pace, "REGISTRATIONS", Limit(limit.name, tries=1, per=limit.per, is_flat=True)
    )
    register(client)

    page = register(client, Логин="sidorova")

    assert page.status == 429
    assert "Повторите через 10 минут" in page.text
