"""The number of an application: `2020-01-10-702-5`, that is date, running number, check sign.

The check sign is ISO 7064 mod 11-2 over the digits of date and running number: a digit, or «x»
for ten. It catches every single wrong digit and every swap of neighbours. The manual's own
number (figure 13) fits it.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from stdnum.iso7064 import mod_11_2

MAX_RUNNING = 999_999

_SHAPE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})-([1-9][0-9]{0,5})-([0-9x])")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
# The Cyrillic «х» is what a Russian keyboard gives for the sign «x».
_LOOKALIKES = str.maketrans({"х": "x", "×": "x"})


class WrongNumber(ValueError):
    """Not a number of an application: its shape, its date or its check sign."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that holds; `str()` writes it as it is kept: lower case, hyphens."""

    day: date
    running: int
    check: str

    def __str__(self) -> str:
        return f"{self.day.isoformat()}-{self.running}-{self.check}"


def make(day: date, running: int) -> str:
    """`day` in the company's zone, `running` from 1 to 999 999; ValueError beyond."""
    if not 1 <= running <= MAX_RUNNING:
        raise ValueError(f"running number out of 1..{MAX_RUNNING}: {running}")
    return str(Number(day, running, _check(f"{day:%Y%m%d}{running}")))


def parse(text: str) -> Number:
    """Any case, any dashes, spaces anywhere, Cyrillic «х»; WrongNumber when it does not hold."""
    shape = _SHAPE.fullmatch(_one_spelling(text))
    if shape is None:
        raise WrongNumber
    year, month, day, running, check = shape.groups()
    if _check(year + month + day + running) != check:
        raise WrongNumber
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise WrongNumber from None
    return Number(found, int(running), check)


def is_valid(text: str) -> bool:
    try:
        parse(text)
    except WrongNumber:
        return False
    return True


def _one_spelling(text: str) -> str:
    text = unicodedata.normalize("NFC", text).replace("№", "").casefold()
    return "".join(text.split()).translate(_DASHES).translate(_LOOKALIKES)


def _check(digits: str) -> str:
    return str(mod_11_2.calc_check_digit(digits)).lower()
