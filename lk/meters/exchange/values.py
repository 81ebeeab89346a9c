"""Values of cells as the database keeps them; each raises Wrong in words."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from lk.meters.exchange.faults import Wrong
from lk.meters.rules import is_period
from lk.meters.rules.numbers import MOST_PLACES, NotANumber, parse_value

Parse = Callable[[str], Any]

# Digits before the comma that the database keeps of any number.
MOST_DIGITS = 11
SCALE = 10_000  # MOST_PLACES of them
_NUMBER = {
    "sign": "число не бывает со знаком.",
    "other": "нужно одно число цифрами, например 12345 или 12345,6.",
    "places": f"после запятой — не больше {MOST_PLACES} цифр.",
    "long": "слишком длинное число.",
}
_YES = {"да", "1", "true", "yes", "истина", "+"}
_NO = {"нет", "0", "false", "no", "ложь", "-"}


def text(longest: int) -> Parse:
    """One line with one space between words."""

    def parse(cell: str) -> str:
        found = " ".join(cell.split())
        if len(found) > longest:
            raise Wrong(f"длиннее {longest} знаков.")
        if not found.isprintable():
            raise Wrong("в тексте есть непечатаемый знак.")
        return found

    return parse


def number(cell: str) -> int:
    """«13,75» and «13.75» alike, in ten-thousandths, as `models.Exact` keeps it."""
    if cell.isdecimal() and len(cell) <= MOST_DIGITS:
        return int(cell) * SCALE
    try:
        value = parse_value(cell)
    except NotANumber as error:
        raise Wrong(_NUMBER.get(error.code, _as_end(error.message))) from error
    if value >= 10**MOST_DIGITS:
        raise Wrong(_NUMBER["long"])
    return int(value * SCALE)


def positive(cell: str) -> int:
    found = number(cell)
    if not found:
        raise Wrong("ноль: нужно число больше нуля.")
    return found


def whole(least: int, most: int) -> Parse:
    def parse(cell: str) -> int:
        if not (cell.isdecimal() and len(cell) < 10 and least <= int(cell) <= most):
            raise Wrong(f"нужно целое число от {least} до {most}.")
        return int(cell)

    return parse


def day(cell: str) -> str:
    """2016-11-30 or 30.11.2016, as ISO."""
    parts = cell.split("-") if "-" in cell else cell.split(".")[::-1]
    try:
        if [len(each) for each in parts] != [4, 2, 2] or not cell.isascii():
            raise ValueError
        found = date(*map(int, parts))
    except (ValueError, TypeError) as error:
        raise Wrong("нужна дата вида 2016-11-30 или 30.11.2016.") from error
    if not 1950 <= found.year <= 2100:
        raise Wrong("такого года быть не может.")
    return found.isoformat()


def period(cell: str) -> str:
    """2016-11, 11.2016, or the first day of the month, which a spreadsheet makes of both."""
    found = cell
    if len(cell) == 7 and cell[2:3] == ".":
        found = f"{cell[3:]}-{cell[:2]}"
    elif len(cell) == 10:
        whole_day = day(cell)
        found = whole_day[:7] if whole_day.endswith("-01") else ""
    if not is_period(found):
        raise Wrong("нужен месяц вида 2016-11.")
    return found


def one_of(codes: Mapping[str, str], **others: str) -> Parse:
    """A code or what it is called; `others`: more words for codes."""
    known = {_plain(label): code for code, label in codes.items()}
    known |= {code: code for code in codes}
    known |= {_plain(words): code for words, code in others.items()}

    def parse(cell: str) -> str:
        code = known.get(_plain(cell))
        if code is None:
            raise Wrong(f"нужно одно из: {', '.join(codes)}.")
        return code

    return parse


def is_true(cell: str) -> bool:
    found = cell.casefold()
    if found not in _YES | _NO:
        raise Wrong("нужно «да» или «нет».")
    return found in _YES


def exact(scaled: int) -> Decimal:
    return Decimal(scaled).scaleb(-MOST_PLACES)


def _plain(words: str) -> str:
    return " ".join(words.replace("_", " ").split()).casefold().replace("ё", "е")


def _as_end(words: str) -> str:
    return words[:1].lower() + words[1:]
