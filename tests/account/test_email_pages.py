"""The change of the e-mail: confirmed at the new address, undone at the old one."""

from typing import Any

import pytest

from lk.account import service
from lk.account.models import User
from tests.client import Client
from tests.factories import PASSWORD, another_consumer
from tests.harness.letters import Letters
from tests.page import Page

pytestmark = [pytest.mark.asvs(number) for number in ["7.5.1"]]

OLD, NEW = "ivanova@example.ru", "anna@example.ru"


def change_email(client: Client, new: str = NEW, password: str = PASSWORD) -> Page:
    page = client.open("account.me")
    return page.submit("Сохранить", **{"Адрес электронной почты": new, "Пароль": password})


@pytest.mark.parametrize("password", ["", "неверный-пароль"])
def test_email_is_not_changed_without_the_password(
    signed_in: Client, consumer: User, letters: Letters, password: str
) -> None:
    page = change_email(signed_in, password=password)

    assert page.status == 422
    assert "Пароль" in page.notices
    assert page.field("Адрес электронной почты").value == NEW
    assert letters.all == []


def test_old_address_works_until_the_new_one_has_answered(
    signed_in: Client, consumer: User, letters: Letters
) -> None:
    page = change_email(signed_in)

    assert f"Адрес {NEW} ждет подтверждения" in page.text
    assert consumer.email == OLD
    assert service.find_user(login=NEW) is None
    assert letters.last(OLD).subject == "Меняется адрес почты"


def test_new_address_counts_after_the_click(
    signed_in: Client, consumer: User, letters: Letters
) -> None:
    change_email(signed_in)

    page = signed_in.open_path(letters.last(NEW).paths[0])
    page = page.submit(page.buttons[0])

    assert page.flashes == [f"Адрес подтвержден: {NEW}. Письма теперь приходят на него."]
    assert (consumer.email, consumer.pending_email) == (NEW, None)


def test_opening_the_link_changes_nothing(
    signed_in: Client, consumer: User, letters: Letters
) -> None:
    change_email(signed_in)

    page = signed_in.open_path(letters.last(NEW).paths[0])

    assert page.buttons == ["Подтвердить адрес"]
    assert consumer.email == OLD


def test_link_of_an_earlier_change_is_replaced(signed_in: Client, letters: Letters) -> None:
    change_email(signed_in)
    first = letters.last(NEW).paths[0]
    change_email(signed_in, "third@example.ru")

    page = signed_in.open_path(first)

    assert "заменена новой" in page.text


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_old_address_undoes_the_change_and_ends_all_sessions(
    signed_in: Client, another_client: Client, consumer: User, letters: Letters, is_confirmed: bool
) -> None:
    change_email(signed_in)
    if is_confirmed:
        signed_in.open_path(letters.last(NEW).paths[0]).submit("Подтвердить адрес")

    page = another_client.open_path(letters.last(OLD).paths[0])
    page = page.submit("Отменить смену адреса")

    assert "Смена адреса отменена" in page.flashes[0]
    assert (consumer.email, consumer.pending_email) == (OLD, None)
    assert signed_in.open("account.me").h1 == "Вход"


def test_confirmation_is_void_after_the_undoing(
    signed_in: Client, consumer: User, letters: Letters
) -> None:
    change_email(signed_in)
    confirm = letters.last(NEW).paths[0]
    signed_in.open_path(letters.last(OLD).paths[0]).submit("Отменить смену адреса")

    page = signed_in.open_path(confirm)

    assert page.buttons == []
    assert consumer.email == OLD


@pytest.mark.parametrize(("days", "buttons"), [(6.99, ["Отменить смену адреса"]), (7.01, [])])
def test_change_can_be_undone_for_seven_days(
    clock: Any, signed_in: Client, letters: Letters, days: float, buttons: list[str]
) -> None:
    change_email(signed_in)
    path = letters.last(OLD).paths[0]
    clock.forward(days=days)

    page = signed_in.open_path(path)

    assert page.buttons == buttons


def test_later_owner_cannot_undo_the_undoing(
    signed_in: Client, consumer: User, letters: Letters
) -> None:
    change_email(signed_in)
    owner = letters.last(OLD).paths[0]
    signed_in.open_path(letters.last(NEW).paths[0]).submit("Подтвердить адрес")
    change_email(signed_in, "third@example.ru")
    thief = letters.last(NEW).paths[0]
    signed_in.open_path(owner).submit("Отменить смену адреса")

    page = signed_in.open_path(thief)

    assert "уже сработала" in page.text
    assert consumer.email == OLD


def test_address_of_another_account_is_not_given_away(
    signed_in: Client, consumer: User, letters: Letters
) -> None:
    another_consumer(email=NEW)

    page = change_email(signed_in)

    assert f"На {NEW} отправлено письмо" in page.flashes[0]
    assert letters.last(NEW).subject == "У вас уже есть учетная запись"
