"""What people do with the account in several tests: found by label, like everything else."""

from typing import Any

from tests.client import Client
from tests.factories import PASSWORD
from tests.page import Page

FILLED = {
    "Логин": "petrova",
    "Пароль": PASSWORD,
    "Повтор пароля": PASSWORD,
    "Адрес электронной почты": "petrova@example.ru",
    "Подтверждение адреса электронной почты": "petrova@example.ru",
    "Вы": "Физическое лицо",
    "Телефон": "8 (3822) 999-718",
    "Условия предоставления услуг": "Согласен",
    "Даю согласие на обработку моих персональных данных": True,
}


NEW_PASSWORD = "кедры-у-Басандайки-9"


def register(client: Client, **other: Any) -> Page:
    return client.open("account.register").submit("Регистрация", **{**FILLED, **other})


def sign_in(client: Client, login: str = "ivanova", password: str = PASSWORD, **more: Any) -> Page:
    page = client.open("account.sign_in")
    return page.submit("Войти", **{"Логин": login, "Пароль": password, **more})


def ask_for_code(client: Client, address: str = "ivanova@example.ru") -> Page:
    form = client.open("account.recover_password")
    return form.submit("Отправить", **{"Адрес электронной почты": address})


def enter_code(page: Page, code: str, login: str = "ivanova") -> Page:
    return page.submit("Отправить", **{"Логин": login, "Код подтверждения": code})


def choose_password(page: Page, password: str = NEW_PASSWORD, again: str = NEW_PASSWORD) -> Page:
    return page.submit("Сохранить", **{"Новый пароль": password, "Повтор пароля": again})
