"""A step sent without a session: the sign-in page carries what was typed."""

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, jsonify

from lk.account import kept_body
from lk.account.models import User
from lk.crypto import seal
from tests.client import Client
from tests.factories import PASSWORD

STEP = "/lk/me/password"
TYPED = [("surname", "Иванова"), ("kinds", "a"), ("kinds", "b")]


@pytest.fixture
def shown(app: Flask) -> Iterator[list[Any]]:
    """What the wizard is asked to show; the page of the password stands for a step of it."""
    shown: list[Any] = []

    def show(path: str, fields: Any) -> Any:
        shown.append((path, list(fields.items(multi=True))))
        return jsonify(path=path)

    view: Any = app.view_functions["account.change_password"]
    before = app.extensions.get("lk_body_shower")
    app.extensions["lk_body_shower"], view.keeps_body = show, True
    yield shown
    del view.keeps_body
    app.extensions["lk_body_shower"] = before


def test_typed_values_come_back_after_the_sign_in(
    client: Client, consumer: User, shown: list[Any]
) -> None:
    page = client.post(STEP, TYPED)
    assert page.h1 == "Вход"
    assert "останется на месте" in page.text

    page.submit("Войти", Логин="ivanova", Пароль=PASSWORD)

    assert shown == [(STEP, TYPED)]


@pytest.mark.parametrize(
    ("prefixes", "who"),
    [
        (["/lk/me/", "/lk/"], "/lk/me/"),
        (["/lk/", "/lk/me/password"], "/lk/me/password"),
        (["/lk/questions/"], "default"),
    ],
)
def test_body_is_shown_by_the_longest_prefix_or_else_by_the_default(
    app: Flask,
    client: Client,
    consumer: User,
    shown: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    prefixes: list[str],
    who: str,
) -> None:
    def shower(prefix: str) -> Any:
        return lambda _path, _fields: jsonify(shown.append(prefix))

    monkeypatch.setitem(app.extensions, "lk_body_showers", {p: shower(p) for p in prefixes})

    client.post(STEP, TYPED).submit("Войти", Логин="ivanova", Пароль=PASSWORD)

    assert shown == [(STEP, TYPED) if who == "default" else who]


def test_values_pass_through_a_wrong_password(
    client: Client, consumer: User, shown: list[Any]
) -> None:
    page = client.post(STEP, TYPED)

    page = page.submit("Войти", Логин="ivanova", Пароль="неверный-пароль")
    page.submit("Войти", Логин="ivanova", Пароль=PASSWORD)

    assert shown == [(STEP, TYPED)]


def test_page_shows_nothing_of_what_was_typed(client: Client, shown: list[Any]) -> None:
    page = client.post(STEP, TYPED)

    assert "Иванова" not in page.soup.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_cross_site_body_is_never_kept(
    client: Client, shown: list[Any], headers: dict[str, str]
) -> None:
    page = client.post(STEP, TYPED, headers=headers)

    assert page.status == 403
    assert page.soup.find("input", {"name": "kept"}) is None


def test_body_without_a_proof_of_its_origin_is_not_kept(client: Client, shown: list[Any]) -> None:
    page = client.post(STEP, TYPED, headers={"Sec-Fetch-Site": "", "Origin": ""})

    assert page.h1 == "Вход"
    assert page.soup.find("input", {"name": "kept"}) is None


def test_kept_body_lasts_half_an_hour(
    client: Client, consumer: User, shown: list[Any], clock: Any
) -> None:
    page = client.post(STEP, TYPED)
    clock.forward(minutes=30, seconds=1)

    page = page.submit("Войти", Логин="ivanova", Пароль=PASSWORD)

    assert shown == []
    assert page.path == STEP


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "x",
        "####",
        base64.urlsafe_b64encode(b"\x02k1" + b"\0" * 40).decode(),
        "A" * 1000,
    ],
)
def test_forged_body_is_passed_over(
    client: Client, consumer: User, shown: list[Any], kept: str
) -> None:
    page = client.open("account.sign_in")
    token = page.soup.find("input", {"name": "csrf_token"})["value"]

    page = client.post(
        "/lk/sign-in",
        [("csrf_token", token), ("login", "ivanova"), ("password", PASSWORD), ("kept", kept)],
    )

    assert shown == []
    assert page.path == "/lk/"


def test_body_sealed_for_another_place_is_passed_over(
    client: Client, consumer: User, shown: list[Any]
) -> None:
    blob = seal(b'{"path": "/lk/me", "fields": []}', "applications.answers|1")

    opened = kept_body.show(base64.urlsafe_b64encode(blob).decode())

    assert opened is None


def test_body_larger_than_the_page_may_carry_only_leads_back(
    client: Client, shown: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_body, "LARGEST", 100)

    page = client.post(STEP, [("text", "x" * 101)])

    assert page.h1 == "Вход"
    assert page.soup.find("input", {"name": "kept"}) is None


def test_largest_body_fits_into_the_sign_in(
    client: Client, consumer: User, shown: list[Any]
) -> None:
    page = client.post(STEP, [("text", "x" * (kept_body.LARGEST - 200))])

    page.submit("Войти", Логин="ivanova", Пароль=PASSWORD)

    assert len(shown) == 1
