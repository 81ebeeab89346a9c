"""Which addresses may be given: those that a letter really leaves for."""

from typing import Any

import pytest

from lk.account.rules import WrongEmail, clean_email
from tests.account.doing import register
from tests.client import Client
from tests.harness.letters import Letters

ADDRESS = "Адрес электронной почты"
REFUSED = [
    "почта@пример.рф",
    "ü@example.com",
    "=?utf-8?q?x?=@example.com",
    "user=?@example.com",
    "user@straße.de",
    '"a b"@example.com',
    "a@[127.0.0.1]",
    "a@example.com, b@example.com",
    "a@localhost",
]


def register_with(client: Client, address: str) -> Any:
    return register(client, **{ADDRESS: address, "Подтверждение адреса электронной почты": address})


@pytest.mark.parametrize("address", REFUSED)
def test_address_that_no_letter_reaches_is_refused(
    client: Client, letters: Letters, address: str
) -> None:
    page = register_with(client, address)

    assert page.status == 422
    assert ADDRESS in page.notices
    assert letters.all == []


def test_russian_letters_before_the_at_sign_are_refused_in_words(client: Client) -> None:
    page = register_with(client, "почта@пример.рф")

    assert page.notices[ADDRESS] == (
        "Адрес электронной почты: до знака @ нужны латинские буквы и цифры, "
        "на другой адрес письмо не дойдет. Укажите адрес вида name@example.ru"
    )


@pytest.mark.parametrize("address", REFUSED)
def test_office_cannot_give_such_an_address_either(address: str) -> None:
    with pytest.raises(WrongEmail, match="латинск"):
        clean_email(address)


@pytest.mark.parametrize("typed", ["user@пример.рф", "user@XN--E1AFMKFD.xn--p1ai"])
def test_letter_leaves_for_a_russian_domain_under_its_name_on_the_wire(
    client: Client, letters: Letters, smtp: Any, typed: str
) -> None:
    page = register_with(client, typed)
    letters.deliver()

    assert page.facts[ADDRESS] == "user@пример.рф"
    assert smtp.recipients == [["user@xn--e1afmkfd.xn--p1ai"]]
    assert "<user@xn--e1afmkfd.xn--p1ai>" in f"<{smtp.letters[0].to}>"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" a+b@Example.COM ", "a+b@example.com"),
        ("o'x@example.com", "o'x@example.com"),
        ("user@пример.рф", "user@пример.рф"),
    ],
)
def test_usual_addresses_are_kept_in_their_normal_form(typed: str, kept: str) -> None:
    assert clean_email(typed) == kept
