"""Registration: the letter, the click, the consents (manual 4.1)."""

from typing import Any

import pytest

from lk.account import service
from lk.account.models import Consent
from tests.account.doing import register
from tests.client import Client
from tests.factories import PASSWORD, a_consumer
from tests.harness.letters import Letters

pytestmark = [pytest.mark.asvs(number) for number in ["6.4.1"]]


def test_registration_works_from_the_form_to_the_sign_in(client: Client, letters: Letters) -> None:
    register(client)
    letter = letters.last("petrova@example.ru")

    page = client.open_path(letter.paths[0])
    page = page.submit(page.buttons[0])
    page = page.submit("Войти", Логин="petrova", Пароль=PASSWORD)

    assert letter.subject == "Завершите регистрацию"
    assert page.path == "/lk/"
    assert page.has_link("Мои данные")


def test_opening_the_link_twice_confirms_nothing(client: Client, letters: Letters) -> None:
    register(client)
    path = letters.last("petrova@example.ru").paths[0]

    client.open_path(path)
    page = client.open_path(path)

    assert page.buttons == ["Завершить регистрацию"]
    assert service.find_user(login="petrova").state == "pending"


def test_link_says_that_it_was_used(client: Client, letters: Letters) -> None:
    register(client)
    path = letters.last("petrova@example.ru").paths[0]
    client.open_path(path).submit("Завершить регистрацию")

    page = client.open_path(path)

    assert "уже сработала" in page.text
    assert page.has_link("Войти")


def test_link_says_that_its_day_is_over(client: Client, letters: Letters, clock: Any) -> None:
    register(client)
    path = letters.last("petrova@example.ru").paths[0]
    clock.forward(hours=24, seconds=1)

    page = client.open_path(path)

    assert "Срок ссылки вышел" in page.text
    assert page.has_link("Отправить письмо еще раз")


def test_link_of_nobody_is_not_found(client: Client) -> None:
    page = client.open("account.confirm", token="nothing")

    assert page.status == 404


def test_resend_makes_a_new_link_and_voids_the_old(client: Client, letters: Letters) -> None:
    page = register(client)
    old = letters.last("petrova@example.ru").paths[0]

    page.submit("Отправить еще раз")
    new = letters.last("petrova@example.ru").paths[0]

    assert "заменена новой" in client.open_path(old).text
    client.open_path(new).submit("Завершить регистрацию")
    assert service.find_user(login="petrova").is_active


def test_resend_answers_alike_for_an_unknown_address(client: Client, letters: Letters) -> None:
    form = client.open("account.letter_again")

    page = form.submit("Отправить", **{"Адрес электронной почты": "nobody@example.ru"})

    assert "письмо с новой ссылкой уже в пути" in page.flashes[0]
    assert letters.to("nobody@example.ru") == []


def test_known_address_gets_the_same_page_and_another_letter(
    client: Client, another_client: Client, letters: Letters
) -> None:
    a_consumer("ivanova", email="known@example.ru")
    address = {
        "Адрес электронной почты": "known@example.ru",
        "Подтверждение адреса электронной почты": "known@example.ru",
    }

    page = register(client, **address)
    other = register(another_client, Логин="sidorova")

    assert page.h1 == other.h1
    assert page.text.replace("known", "petrova") == other.text.replace("sidorova", "petrova")
    assert [each.subject for each in letters.to("known@example.ru")] == [
        "У вас уже есть учетная запись"
    ]


def test_login_of_a_registration_with_a_known_address_is_taken_too(
    client: Client, another_client: Client
) -> None:
    a_consumer("ivanova", email="petrova@example.ru")
    register(client)

    page = register(another_client)

    assert page.notices["Логин"] == "Этот логин уже занят. Придумайте другой."


def test_mistaken_registration_of_this_browser_gives_way(client: Client, letters: Letters) -> None:
    wrong = "petrova@exmaple.ru"
    register(
        client,
        **{"Адрес электронной почты": wrong, "Подтверждение адреса электронной почты": wrong},
    )

    page = register(client)

    assert page.facts["Адрес электронной почты"] == "petrova@example.ru"
    client.open_path(letters.last("petrova@example.ru").paths[0]).submit("Завершить регистрацию")
    assert service.find_user(login="petrova").is_active


def test_both_consents_are_logged_with_version_time_and_address(
    client: Client, session: Any, clock: Any
) -> None:
    register(client)

    found = session.query(Consent).order_by(Consent.id).all()
    assert [each.document for each in found] == ["terms", "personal_data"]
    assert [each.version for each in found] == ["terms-2026-11-24", "consent-2026-11-01"]
    assert {(each.at, each.address) for each in found} == {(clock.now, "127.0.0.1")}


def test_manual_registration_waits_for_the_office(
    client: Client, letters: Letters, settings_changed: Any, session: Any, clock: Any
) -> None:
    settings_changed(registration="manual")
    page = register(client)
    assert "После обработки заявки" in page.text
    assert letters.to("petrova@example.ru") == []

    service.approve(login="petrova", by="operator", at=clock.now)
    session.commit()

    letter = letters.last("petrova@example.ru")
    assert letter.subject == "Заявка на регистрацию принята"
    client.open_path(letter.paths[0]).submit("Завершить регистрацию")
    assert service.find_user(login="petrova").is_active


def test_address_taken_meanwhile_is_not_taken_again(
    client: Client, another_client: Client, letters: Letters
) -> None:
    register(client)
    register(another_client, Логин="sidorova")
    first, second = (each.paths[0] for each in letters.to("petrova@example.ru"))
    client.open_path(first).submit("Завершить регистрацию")

    page = another_client.open_path(second).submit("Завершить регистрацию")

    assert "уже указан в другой учетной записи" in page.text
    assert service.find_user(login="sidorova").state == "pending"
