"""How a person is reached: telephone, e-mail, address with its index."""

import re

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from lk.applications.catalogue.model import Field
from lk.applications.values.refused import Refused
from lk.applications.values.text import clean, straight

_ADDRESS = re.compile(r"[1-6][0-9]{5},? .+")
_SHORTEST_ADDRESS = 15
_LONGEST_EMAIL = 254


def parse_phone(field: Field, raw: object) -> str | None:
    """«+7» and ten digits: 8 at the beginning, brackets, spaces and hyphens do not matter."""
    text = straight(clean(field, raw))
    if not text:
        return None
    wrong = Refused(
        "phone", f"{field.name}: нужен номер из 10\u00a0цифр с кодом, например +7 (3822) 999-718"
    )
    if not re.fullmatch(r"\+?[0-9() .-]{10,29}", text):
        raise wrong
    try:
        number = phonenumbers.parse(text, "RU")
    except phonenumbers.NumberParseException:
        raise wrong from None
    if number.country_code != 7 or not phonenumbers.is_valid_number(number):
        raise wrong
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def parse_email(field: Field, raw: object) -> str | None:
    """The address as the validator writes it; whether its host answers is not asked.

    Only those that a letter can leave for: a Russian domain goes out under its ASCII name, but
    before the «@» SMTP takes nothing but ASCII, and «=?» reads there as an encoded word.
    """
    text = clean(field, raw)
    if not text:
        return None
    wrong = Refused("email", f"{field.name}: нужен адрес вида ivanov@example.ru")
    if len(text) > _LONGEST_EMAIL:
        raise wrong
    try:
        found = validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        raise wrong from None
    if found.ascii_email is None or "=?" in text:
        raise Refused(
            "email",
            f"{field.name}: до знака @ нужны латинские буквы и цифры, на другой адрес письмо не"
            " дойдет. Укажите адрес вида ivanov@example.ru",
        )
    if not _is_one_host(found.domain, found.ascii_domain):
        raise wrong
    return found.normalized


def _is_one_host(domain: str, on_the_wire: str) -> bool:
    """Whether the mail library, which knows the older IDNA, sends to the host that was typed."""
    try:
        return domain.encode("idna").decode("ascii") == on_the_wire
    except UnicodeError:
        return False


def parse_address(field: Field, raw: object) -> str | None:
    text = clean(field, raw)
    if not text:
        return None
    text = re.sub(r"^([0-9]{6}),(?=\S)", r"\1, ", text)
    if not _ADDRESS.fullmatch(text):
        raise Refused(
            "index",
            f"{field.name}: начните с индекса из 6\u00a0цифр, например 634000, г.\u00a0Томск, …",
        )
    if len(text) < _SHORTEST_ADDRESS:
        raise Refused("short", f"{field.name}: допишите город, улицу и дом")
    if len(text) > field.max_length:
        raise Refused(
            "long", f"{field.name}: слишком длинно, нужно до {field.max_length}\u00a0знаков"
        )
    return text
