"""«Вход», «Выход», «Запомнить меня» and the way back (manual 4.3, 4.8, fig. 7)."""

from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from lk.account import service
from lk.account.models import RememberToken, SignIn, User
from tests.account.doing import sign_in
from tests.client import Client
from tests.factories import PASSWORD, a_consumer
from tests.harness.letters import Letters

pytestmark = [
    pytest.mark.asvs(number)
    for number in ["3.3.1", "3.7.2", "6.3.5", "7.2.1", "7.2.2", "7.2.3", "7.2.4", "14.3.2"]
]

REMEMBER = "__Host-remember"


PHONE = "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36"


def test_page_has_the_words_of_the_manual(client: Client) -> None:
    page = client.open("account.sign_in")

    assert page.h1 == "Вход"
    assert [field.label for field in page.fields] == ["Логин", "Пароль", "Запомнить меня"]
    assert page.buttons == ["Войти"]
    assert page.link("Забыли пароль?") == "/lk/recover/password"
    assert page.link("Забыли логин?") == "/lk/recover/login"
    assert page.link("Зарегистрироваться") == "/lk/register"


@pytest.mark.parametrize(
    "name", ["ivanova", "IVANOVA", " ivanova ", "ivanova@example.ru", "Ivanova@Example.RU"]
)
def test_login_and_address_both_open_the_cabinet(client: Client, consumer: User, name: str) -> None:
    page = sign_in(client, name)

    assert page.path == "/lk/"
    assert page.has_link("Мои данные")


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("ivanova", "неверный-пароль"),
        ("ivanova", PASSWORD + " "),
        ("ivanova", PASSWORD.upper()),
        ("nobody", PASSWORD),
        ("nobody@example.ru", PASSWORD),
        ("ivanova' OR 1=1 --", PASSWORD),
    ],
)
def test_wrong_pair_gets_one_answer_whatever_is_wrong(
    client: Client, consumer: User, login: str, password: str
) -> None:
    page = sign_in(client, login, password)

    assert page.status == 422
    assert page.errors == ["Логин или пароль не подходят. Проверьте раскладку и Caps Lock."]
    assert not page.has_link("Мои данные")


def test_empty_fields_are_told_each(client: Client) -> None:
    page = sign_in(client, "", "")

    assert page.notices == {"Логин": "Заполните поле «Логин»", "Пароль": "Заполните поле «Пароль»"}


def test_page_leads_back_to_where_the_person_wanted(client: Client, consumer: User) -> None:
    page = client.open("account.me")
    assert page.h1 == "Вход"

    page = page.submit("Войти", Логин="ivanova", Пароль=PASSWORD)

    assert page.path == "/lk/me"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/lk//evil.example",
        "/lk/\r\nSet-Cookie:x=1",
        "javascript:alert(1)",
        "/lk/../../evil",
        "\\\\evil",
        "/evil",
    ],
)
def test_way_back_never_leaves_the_site(client: Client, consumer: User, target: str) -> None:
    page = client.open_path("/lk/sign-in", query={"next": target})
    assert page.soup.find("input", {"name": "next"})["value"] == ""
    token = page.soup.find("input", {"name": "csrf_token"})["value"]

    page = client.post(
        "/lk/sign-in",
        [("csrf_token", token), ("login", "ivanova"), ("password", PASSWORD), ("next", target)],
    )

    assert page.path == "/lk/"


def test_signed_in_person_is_not_asked_again(signed_in: Client) -> None:
    page = signed_in.open_path("/lk/sign-in", query={"next": "/lk/me"})

    assert page.path == "/lk/me"


def test_unconfirmed_registration_is_told_with_the_right_password_only(
    client: Client, session: Any
) -> None:
    user = a_consumer("petrova")
    user.confirmed_at = None
    session.commit()

    wrong = sign_in(client, "petrova", "неверный-пароль")
    right = sign_in(client, "petrova")

    assert "еще не завершена" not in wrong.text
    assert "Регистрация еще не завершена" in right.text
    assert right.has_link("Отправить письмо еще раз")


def test_closed_account_is_told_with_the_right_password_only(
    client: Client, consumer: User, session: Any, clock: Any
) -> None:
    service.block(login="ivanova", by="operator", at=clock.now)
    session.commit()

    wrong = sign_in(client, "ivanova", "неверный-пароль")
    right = sign_in(client)

    assert "закрыта" not in wrong.text
    assert "учетная запись закрыта" in right.errors[0]
    assert not right.has_link("Мои данные")


def test_session_and_csrf_secret_change_at_sign_in(client: Client, consumer: User) -> None:
    page = client.open("account.sign_in")
    before = client.cookie("__Host-session")
    token = page.soup.find("input", {"name": "csrf_token"})["value"]

    page.submit("Войти", Логин="ivanova", Пароль=PASSWORD)

    assert client.cookie("__Host-session") != before
    answer = client.ask(
        "POST", "/lk/sign-out", data={"csrf_token": token}, headers={"Origin": "https://lk.test"}
    )
    assert answer.status_code == 400


def test_database_holds_no_token_that_could_be_a_cookie(
    client: Client, consumer: User, session: Any
) -> None:
    sign_in(client, **{"Запомнить меня": True})
    with client.web.session_transaction(base_url="https://lk.test") as cookie:
        token = cookie["_user_id"]

    validator = client.cookie(REMEMBER).partition(".")[2]
    kept = set(session.scalars(select(SignIn.token_hash)))
    kept |= set(session.scalars(select(RememberToken.validator_hash)))

    assert len(kept) == 2
    assert token not in kept
    assert validator not in kept


def test_outdated_hash_is_renewed_at_sign_in(client: Client, consumer: User, session: Any) -> None:
    consumer.password_hash = PasswordHasher(1, 8192, 1).hash(PASSWORD)
    session.commit()

    sign_in(client)

    assert consumer.password_hash.startswith("$argon2id$v=19$m=47104,t=1,p=1$")


def test_sign_out_ends_the_session_on_the_server(signed_in: Client) -> None:
    stolen = signed_in.web.get_cookie("__Host-session", domain="lk.test").value

    page = signed_in.open("home.front").submit("ВЫХОД")

    assert page.flashes == ["Вы вышли из личного кабинета."]
    signed_in.web.set_cookie("__Host-session", stolen, domain="lk.test", secure=True, httponly=True)
    assert signed_in.open("account.me").h1 == "Вход"


def test_sign_out_clears_what_the_browser_keeps(signed_in: Client) -> None:
    page = signed_in.open("home.front").submit("ВЫХОД", follow=False)

    assert page.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_cookies_are_secure_and_out_of_reach(client: Client, consumer: User) -> None:
    page = client.open("account.sign_in")
    page = page.submit(
        "Войти",
        **{"Логин": "ivanova", "Пароль": PASSWORD, "Запомнить меня": True},
        follow=False,
    )

    cookies = page.headers.getlist("Set-Cookie")
    assert {each.partition("=")[0] for each in cookies} == {"__Host-session", REMEMBER}
    for each in cookies:
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(each.split("; "))
        assert "Domain" not in each


def test_new_device_is_told_by_letter_but_not_the_first(
    client: Client, app: Any, consumer: User, letters: Letters
) -> None:
    sign_in(client)
    assert letters.to("ivanova@example.ru") == []

    sign_in(Client(app, browser=PHONE, address="192.0.2.9"))
    sign_in(Client(app, browser=PHONE))

    assert [each.subject for each in letters.to("ivanova@example.ru")] == [
        "Вход с нового устройства"
    ]
    letter = letters.last("ivanova@example.ru")
    assert "Chrome, Android" in letter.text
    assert "192.0.2.9" in letter.text


def test_signing_in_again_ends_the_session_that_the_browser_had(
    client: Client, consumer: User, session: Any
) -> None:
    sign_in(client)
    token = client.open("home.front").soup.find("input", {"name": "csrf_token"})["value"]

    client.post(
        "/lk/sign-in", [("csrf_token", token), ("login", "ivanova"), ("password", PASSWORD)]
    )

    ended = session.scalars(select(SignIn.ended_at).order_by(SignIn.id)).all()
    assert [each is None for each in ended] == [False, True]
