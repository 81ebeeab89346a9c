"""How a person is reached: the one rule of e-mail addresses and of telephones, for all forms.

Pure. Codes of the cities around Tomsk have four digits, which libphonenumber does not know.
"""

import re
from functools import lru_cache

import phonenumbers
from email_validator import EmailNotValidError, validate_email

NBSP = "\u00a0"
# Each field that is saved has the others read again, these two by libraries that take their time.
REMEMBERED = 128

_PHONE = re.compile(r"\+?[0-9() .-]{10,29}")
_STRAIGHT = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {NBSP: " "})
_OF_TOMSK = re.compile(r"\+7(3822)([0-9]{3})([0-9]{3})")
_RUSSIAN = re.compile(r"\+7([0-9]{3})([0-9]{3})([0-9]{2})([0-9]{2})")


@lru_cache(maxsize=REMEMBERED)
def parse_email(text: str) -> str | None:
    """`Name@EXAMPLE.ru` → `Name@example.ru`; None when no letter reaches such an address.

    Letters leave without SMTPUTF8: before the @ plain letters only, and no encoded word, which
    programs read as another address. A domain in Russian must have one spelling on the wire: the
    mail library knows the older IDNA. Whether the host answers is not asked.
    """
    try:
        found = validate_email(text.strip(), allow_smtputf8=False, check_deliverability=False)
        is_plain = found.domain.encode("idna").decode() == found.ascii_domain
    except (EmailNotValidError, UnicodeError):
        return None
    return found.normalized if is_plain and is_sendable(found.normalized) else None


def is_sendable(text: str) -> bool:
    """Whether what stands before the @ can be written on a letter: forms tell it in other words
    than a slip in the address.
    """
    name = text.strip().rpartition("@")[0]
    return name.isascii() and "=?" not in name


@lru_cache(maxsize=REMEMBERED)
def parse_phone(text: str) -> str | None:
    """`8 (3822) 999-718` → `+73822999718`; None when it is no Russian number.

    Digits, brackets, dots, spaces and dashes only: an extension has no place in a number that
    is dialled.
    """
    text = " ".join(text.translate(_STRAIGHT).split())
    if not _PHONE.fullmatch(text):
        return None
    try:
        number = phonenumbers.parse(text, "RU")
    except phonenumbers.NumberParseException:
        return None
    if number.country_code != 7 or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_words(kept: str) -> str:
    """A kept +73822999718 as «8 (3822) 999-718», +79234567890 as «+7 923 456-78-90»; anything
    else as it is.
    """
    if not _OF_TOMSK.fullmatch(kept) and (found := _RUSSIAN.fullmatch(kept)):
        code, *rest = found.groups()
        return NBSP.join(["+7", code, "-".join(rest)])
    return phone_by_eight(kept)


def phone_by_eight(kept: str) -> str:
    """Other codes too as «8 (923) 456-78-90»: a table takes what begins with «+» for a formula."""
    found = _OF_TOMSK.fullmatch(kept) or _RUSSIAN.fullmatch(kept)
    if found is None:
        return kept
    code, *rest = found.groups()
    return NBSP.join(["8", f"({code})", "-".join(rest)])
