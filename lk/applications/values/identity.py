"""Numbers of a person and of land: passport, ИНН, СНИЛС, cadastre. ASCII digits only: `isdigit`
is true of other scripts' digits too.
"""

import re

import stdnum.ru.inn

from lk.applications.catalogue.model import Field
from lk.applications.values.refused import Refused, like
from lk.applications.values.text import clean, straight

_CADASTRE = re.compile(r"[0-9]{2}:[0-9]{2}:[0-9]{6,7}:[0-9]{1,10}")
# Numbers up to 001-001-998 were given before the checksum was.
_LAST_SNILS_WITHOUT_SUM = 1_001_998


def parse_passport(field: Field, raw: object) -> str | None:
    """Ten digits, series and number together."""
    text = clean(field, raw)
    if not text:
        return None
    digits = re.sub(r"серия|номер|[ №N-]", "", straight(text), flags=re.IGNORECASE)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise Refused("passport", f"{field.name}: нужны 4\u00a0цифры серии и 6\u00a0цифр номера")
    return digits


def parse_inn(field: Field, raw: object) -> str | None:
    """Twelve digits by the rule `inn_12`, ten by `inn_10`, else either; the checksum holds."""
    text = clean(field, raw)
    if not text:
        return None
    digits = text.replace(" ", "")
    lengths = {"inn_12": "12", "inn_10": "10"}.get(field.rule, "10 или 12")
    if not re.fullmatch(r"[0-9]+", digits) or str(len(digits)) not in lengths.split(" или "):
        raise Refused("inn", f"{field.name}: нужно {lengths}\u00a0цифр")
    if digits.startswith("00") or not stdnum.ru.inn.is_valid(digits):
        raise Refused("checksum", f"{field.name}: в номере ошибка. Сверьте его с документом")
    return digits


def parse_snils(field: Field, raw: object) -> str | None:
    """Eleven digits; the checksum holds."""
    text = clean(field, raw)
    if not text:
        return None
    digits = re.sub(r"[ -]", "", straight(text))
    if not re.fullmatch(r"[0-9]{11}", digits):
        raise Refused("snils", f"{field.name}: нужно 11\u00a0цифр, например 112-233-445\u00a095")
    if not _snils_sum_holds(digits):
        raise Refused("checksum", f"{field.name}: в номере ошибка. Сверьте его с документом")
    return digits


def parse_cadastre(field: Field, raw: object) -> str | None:
    text = clean(field, raw)
    if not text:
        return None
    number = text.replace(" ", "")
    if not _CADASTRE.fullmatch(number):
        wanted = "нужны четыре группы цифр через двоеточие"
        raise Refused("cadastre", f"{field.name}: {wanted}{like(field)}")
    return number


def _snils_sum_holds(digits: str) -> bool:
    body, check = digits[:9], int(digits[9:])
    if int(body) <= _LAST_SNILS_WITHOUT_SUM:
        return True
    total = sum((9 - place) * int(digit) for place, digit in enumerate(body)) % 101
    return total % 100 == check
