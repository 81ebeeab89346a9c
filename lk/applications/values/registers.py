"""Numbers of registers and banks: ОГРН, ОГРНИП, КПП, БИК, accounts. ASCII digits only."""

import re
from collections.abc import Callable, Mapping

import stdnum.ru.ogrn

from lk.applications.catalogue.model import Field
from lk.applications.values.refused import Refused
from lk.applications.values.text import clean, straight

_KPP = re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}")
_LENGTHS = {"ogrn": 13, "ogrnip": 15, "bik": 9, "account": 20}


def parse_digits(field: Field, raw: object) -> str | None:
    """As many digits as the rule of the field wants (`ogrn`, `ogrnip`, `bik`, `account`), with the
    check digit that it has by itself; spaces and hyphens between them do not matter.
    """
    text = clean(field, raw)
    if not text:
        return None
    digits = re.sub(r"[ -]", "", straight(text))
    length = _LENGTHS[field.rule]
    if not re.fullmatch(r"[0-9]+", digits) or len(digits) != length:
        raise Refused(field.rule, f"{field.name}: нужно {length}\u00a0цифр")
    if not _SUMS.get(field.rule, _is_any)(digits):
        raise Refused("checksum", f"{field.name}: в номере ошибка. Сверьте его с документом")
    return digits


def kpp(field: Field, text: str) -> str:
    """Nine signs: four digits, two digits or Latin letters, three digits."""
    found = text.replace(" ", "").upper()
    if not _KPP.fullmatch(found):
        raise Refused(
            "kpp",
            f"{field.name}: нужно 9\u00a0знаков, как в свидетельстве о постановке на учет",
        )
    return found


def account_fits(account: str, bik: str) -> bool:
    """Whether the key of a settlement account holds with the bank's БИК.

    Accounts of the treasury (they begin with 0) have a key of another kind and are taken as they
    are. Those in a branch of the Bank of Russia (000–002) are counted like correspondent ones.
    """
    if account.startswith("0"):
        return True
    if bik[-3:] in {"000", "001", "002"}:
        return correspondent_fits(account, bik)
    return _key_holds(bik[-3:] + account)


def correspondent_fits(account: str, bik: str) -> bool:
    """The same of a correspondent account, which stands in a branch of the Bank of Russia."""
    return _key_holds("0" + bik[4:6] + account)


def _key_holds(digits: str) -> bool:
    weights = (7, 1, 3)
    return sum(int(each) * weights[at % 3] for at, each in enumerate(digits)) % 10 == 0


def _ogrn_sum_holds(digits: str) -> bool:
    return bool(stdnum.ru.ogrn.is_valid(digits))


def _ogrnip_sum_holds(digits: str) -> bool:
    """By hand: the library takes the rest of 13 as it is, and of two digits it is the last."""
    return digits[0] in "34" and int(digits[:14]) % 13 % 10 == int(digits[14])


def _is_any(digits: str) -> bool:
    return digits.strip("0") != ""


_SUMS: Mapping[str, Callable[[str], bool]] = {
    "ogrn": _ogrn_sum_holds,
    "ogrnip": _ogrnip_sum_holds,
}
