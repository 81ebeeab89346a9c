"""How a person is reached: telephone, e-mail, address with its index."""

import re

from lk import contacts
from lk.applications.catalogue.model import Field
from lk.applications.values.refused import Refused, like
from lk.applications.values.text import clean

_ADDRESS = re.compile(r"[1-6][0-9]{5},? .+")
_SHORTEST_ADDRESS = 15


def parse_phone(field: Field, raw: object) -> str | None:
    """«+7» and ten digits: 8 at the beginning, brackets, spaces and hyphens do not matter."""
    text = clean(field, raw)
    if not text:
        return None
    number = contacts.parse_phone(text)
    if number is None:
        wanted = "нужен номер из 10\u00a0цифр с кодом"
        raise Refused("phone", f"{field.name}: {wanted}{like(field)}")
    return number


def parse_email(field: Field, raw: object) -> str | None:
    """The address as the validator writes it; only those that a letter can leave for."""
    text = clean(field, raw)
    if not text:
        return None
    address = contacts.parse_email(text)
    if address is None and contacts.is_sendable(text):
        raise Refused("email", f"{field.name}: нужен адрес вида ivanov@example.ru")
    if address is None:
        raise Refused(
            "email",
            f"{field.name}: до знака @ нужны латинские буквы и цифры, на другой адрес письмо не"
            " дойдет. Укажите адрес вида ivanov@example.ru",
        )
    return address


def parse_address(field: Field, raw: object) -> str | None:
    text = clean(field, raw)
    if not text:
        return None
    text = re.sub(r"^([0-9]{6}),(?=\S)", r"\1, ", text)
    if not _ADDRESS.fullmatch(text):
        wanted = "начните с индекса из 6\u00a0цифр"
        raise Refused("index", f"{field.name}: {wanted}{like(field)}")
    if len(text) < _SHORTEST_ADDRESS:
        raise Refused("short", f"{field.name}: допишите город, улицу и дом")
    if len(text) > field.max_length:
        raise Refused(
            "long", f"{field.name}: слишком длинно, нужно до {field.max_length}\u00a0знаков"
        )
    return text
