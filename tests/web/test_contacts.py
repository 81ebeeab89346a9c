"""One rule of addresses and telephones for registration, «Мои данные» and applications."""

import pytest

from lk.contacts import is_sendable, parse_email, parse_phone


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("8 (3822) 999-718", "+73822999718"),
        ("+7 923 456-78-90", "+79234567890"),
        ("9234567890", "+79234567890"),
        ("8\u00a0923\u2013456\u201378\u201390", "+79234567890"),
        ("8.923.456.78.90", "+79234567890"),
        ("999-718", None),
        ("8 (3822) 999-718 доб. 5", None),
        ("+1 202 555 0123", None),
        ("+71234567890", None),
        ("８９２３４５６７８９０", None),
        ("", None),
    ],
)
def test_telephone_is_kept_in_one_spelling(typed, kept):
    assert parse_phone(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Ivanova@EXAMPLE.ru ", "Ivanova@example.ru"),
        ("ivanova@почта.рф", "ivanova@почта.рф"),
        ("иванова@почта.рф", None),
        ("=?utf-8?q?x?=@example.ru", None),
        ("ivan@straße.de", None),
        ("ivanova", None),
        ("ivanova@localhost", None),
        ("a" * 250 + "@example.ru", None),
    ],
)
def test_address_is_one_that_a_letter_leaves_for(typed, kept):
    assert parse_email(typed) == kept


@pytest.mark.parametrize(
    ("typed", "sendable"),
    [("ivanova@example", True), ("иванова@example.ru", False), ("иванова", True)],
)
def test_a_slip_is_told_from_a_name_that_cannot_be_written(typed, sendable):
    assert is_sendable(typed) is sendable
