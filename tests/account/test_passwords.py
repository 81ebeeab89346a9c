"""What may be a password, and how it is kept (OWASP ASVS 5.0: 6.2, 11.4.2)."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import given, settings
from hypothesis import strategies as st
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from lk.account import passwords
from lk.account.errors import PasswordRefused, TooBusy
from lk.account.models import User
from lk.account.passwords import check_password, hashing
from lk.account.passwords.policy import words_of
from lk.limits.models import Attempts
from tests.account.doing import sign_in
from tests.client import Client
from tests.factories import PASSWORD

pytestmark = [
    pytest.mark.asvs(number)
    for number in ["6.2.1", "6.2.4", "6.2.5", "6.2.8", "6.2.9", "6.2.11", "6.2.12", "11.4.2"]
]

WORDS = words_of(
    login="ivanova",
    email="anna.petrova@example.ru",
    phone="+79234567890",
    company=["горсети", "gorseti", "томск"],
)


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "яблоко груша",
        "correct horse",
        "кот-на-крыше",
        "          z",
        "ivanova любит кататься",
        "ы" * 63 + "Ж" * 65,
        "🦆🐈🌲🏠🚲☂️🌊🔑🧭🎻",
    ],
)
def test_any_characters_and_lengths_up_to_128_are_accepted(password: str) -> None:
    check_password(password, words=WORDS)

    assert 10 <= len(password) <= 128


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "не меньше 10"),
        ("сосны-над", "не меньше 10"),
        ("ы" * 64 + "Ж" * 65, "не больше 128"),
        ("1234567890", "подбирают первым"),
        ("Password12", "подбирают первым"),
        ("qwertyuiop", "подбирают первым"),
        ("йцукенгшщз", "подбирают первым"),
        ("gfhjkm1234", "подбирают первым"),
        ("пароль-2026", "подбирают первым"),
        ("наташанаташа", "подбирают первым"),
        ("aaaaaaaaaa", "подбирают первым"),
        ("1212121212", "подбирают первым"),
        ("абабабабаб", "подбирают первым"),
        ("abcdefghijkl", "подбирают первым"),
        ("9876543210", "подбирают первым"),
        ("горсети2026", "не должен состоять"),
        ("ГОРСЕТИ-томск", "не должен состоять"),
        ("gorseti-2026!", "не должен состоять"),
        ("ujhctnb-2026", "не должен состоять"),
        ("anna-petrova-90", "не должен состоять"),
        ("IvanovaPetrova", "не должен состоять"),
        ("anna.petrova", "не должен состоять"),
        ("anna.petrova@example.ru", "не должен состоять"),
        ("8-9234567890", "не должен состоять"),
    ],
)
def test_password_that_is_guessed_first_is_refused_in_words(password: str, words: str) -> None:
    with pytest.raises(PasswordRefused) as refused:
        check_password(password, words=WORDS)

    assert words in str(refused.value)


def test_every_listed_password_of_allowed_length_is_refused() -> None:
    listed = [each for each in FREQUENCY_LISTS["passwords"] if len(each) >= 10]

    accepted = [each for each in listed if not _is_refused(each)]

    assert len(listed) > 1000
    assert accepted == []


@settings(max_examples=6, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=10, max_size=128))
def test_right_password_matches_and_its_neighbours_never_do(password: str) -> None:
    kept = passwords.hash_password(password)

    assert passwords.matches(kept, password)
    for other in {password[:-1], password + " ", password.swapcase() + "x"}:
        assert not passwords.matches(kept, other)


def test_hash_has_the_parameters_of_the_standard() -> None:
    kept = passwords.hash_password(PASSWORD)

    assert kept.startswith("$argon2id$v=19$m=47104,t=1,p=1$")
    assert not passwords.is_outdated(kept)


def test_hash_of_other_parameters_is_outdated_but_good() -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)

    assert passwords.is_outdated(old)
    assert passwords.matches(old, PASSWORD)


@pytest.mark.parametrize("kept", [None, "", "broken", "$argon2id$v=19$broken"])
def test_nobodys_hash_never_matches(kept: str | None) -> None:
    is_right = passwords.matches(kept, PASSWORD)

    assert not is_right


@pytest.fixture
def full_line() -> Iterator[None]:
    """All places for a hash are taken, and the line before them is full."""
    for _ in range(hashing.AT_ONCE):
        hashing._slots.acquire()
    waiting = [
        threading.Thread(target=passwords.hash_password, args=("сосны",))
        for _ in range(hashing.IN_LINE)
    ]
    for thread in waiting:
        thread.start()
    while hashing._line._value > 0:
        threading.Event().wait(0.01)
    yield
    for _ in range(hashing.AT_ONCE):
        hashing._slots.release()
    for thread in waiting:
        thread.join()


def test_more_than_the_line_holds_are_asked_to_come_again(full_line: None) -> None:
    with pytest.raises(TooBusy):
        passwords.hash_password("сосны")


def test_sign_in_says_so_and_counts_no_try(
    full_line: None, client: Client, consumer: User, session: Any
) -> None:
    page = sign_in(client, "ivanova", "неверный-пароль")

    assert page.status == 429
    assert "Сейчас входит много людей" in page.errors[0]
    assert session.query(Attempts).count() == 0


def test_pages_open_while_the_line_is_full(full_line: None, client: Client) -> None:
    page = client.open("account.terms")

    assert page.status == 200


def _is_refused(password: str) -> bool:
    try:
        check_password(password, words=[])
    except PasswordRefused:
        return True
    return False
