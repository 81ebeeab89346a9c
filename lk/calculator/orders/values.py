"""Texts of a file as values: numbers, days and words, exactly or not at all."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from lk.calculator.rules import (
    CODES,
    RELIABILITIES,
    VOLTAGE_CLASSES,
    VOLTAGES,
    Unit,
)

# Grouped by threes or not at all; a comma or a point before the decimals.
_NUMBER = re.compile(r"(\d{1,3}(?: \d{3})+|\d{1,20})(?:[.,](\d{1,30}))?")
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009", " "))
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d\d)\.(\d\d)\.(\d{4})", re.ASCII)
_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}", re.ASCII)
_LATIN = str.maketrans("СМАХ", "CMAX")

SCHEMES = {"постоянная": "permanent", "временная": "temporary"}
TERRITORIES = {"город": "city", "село": "rural", "не город": "rural"}
VAT_MODES = {"включен": "included", "не включен": "excluded", "нет": "none"}
REDUCED_MODES = {"сумма": "fixed", "наименьшее": "min_per_kw"}
_YES, _NO = {"true", "да", "1"}, {"false", "нет", "0", ""}


class Wrong(ValueError):
    """The text is no such value; the words say what is wanted."""


def number(text: str, *, most: Decimal, places: int, least: Decimal = Decimal(0)) -> Decimal:
    """«1 250 000,50» or «1250000.50»: no exponents, no NaN, no more than `places` decimals."""
    plain = text.translate(_SPACES).strip()
    found = _NUMBER.fullmatch(plain)
    if found is None or not plain.isascii():
        if re.fullmatch(r"[-−–]\s*\d.*", plain):
            raise Wrong(f"число меньше нуля: «{short(text)}»")
        raise Wrong(f"нужно число вида 1 250 000,50, а не «{short(text)}»")
    whole, rest = found[1].replace(" ", ""), found[2] or ""
    if len(rest.rstrip("0")) > places:
        raise Wrong(f"слишком точно: {short(text)}; знаков после запятой — не больше {places}")
    value = Decimal(f"{whole}.{rest[:places]}" if rest else whole)
    if not least <= value <= most:
        raise Wrong(f"{short(text)} — не может быть: нужно от {_words(least)} до {_words(most)}")
    return value


def day(text: str) -> date:
    """2026-01-01 or 01.01.2026, of the years that orders are of."""
    found = _DAY.fullmatch(text)
    parts = found.groups() if found else ()
    try:
        value = date(*map(int, parts[:3] if parts[0] else parts[:2:-1]))
    except (ValueError, IndexError) as error:
        raise Wrong(f"нужна дата вида 01.01.2026, а не «{short(text)}»") from error
    if not 2000 <= value.year <= 2100:
        raise Wrong(f"год {value.year}: таких тарифов нет")
    return value


def flag(text: str) -> bool:
    plain = text.casefold()
    if plain not in _YES | _NO:
        raise Wrong(f"нужно «да» или «нет», а не «{short(text)}»")
    return plain in _YES


def word(text: str, words: Mapping[str, str]) -> str:
    """One of the words' meanings, named by itself or by the Russian word."""
    plain = text.casefold()
    found = words.get(plain, plain)
    if found not in words.values():
        known = ", ".join(f"{code} ({name})" for name, code in words.items())
        raise Wrong(f"нет слова «{short(text)}». Есть: {known}")
    return found


def line(text: str, *, most: int) -> str:
    """Words on one line, without what is no text."""
    if any(unicodedata.category(char) in {"Cc", "Cs", "Cf", "Co"} for char in text.strip()):
        raise Wrong("в тексте непечатаемые знаки")
    found = " ".join(text.split())
    if len(found) > most:
        raise Wrong(f"слишком длинно: {len(found)} знаков из {most}")
    return found


def slug(text: str) -> str:
    if not _SLUG.fullmatch(text):
        raise Wrong(
            f"код — до 40 латинских строчных букв, цифр, «.», «-», «_», а не «{short(text)}»"
        )
    return text


def address(text: str) -> str:
    found = line(text, most=500)
    if not re.fullmatch(r"https?://[^\s<>\"]+", found):
        raise Wrong("нужен адрес, который начинается с https://")
    return found


def rate_code(text: str) -> str:
    """«С1» in Cyrillic is C1, «Сmax1» is CMAX1."""
    found = text.upper().translate(_LATIN).replace(" ", "")
    if found not in CODES:
        raise Wrong(f"нет кода ставки «{short(text)}». Есть: {', '.join(CODES)}")
    return found


def unit(text: str, code: str) -> Unit:
    """A unit that fits the code, by its name or its words."""
    wanted = text.casefold()
    found = [each for each in Unit if wanted in {each.value.casefold(), each.words.casefold()}]
    if not found:
        known = ", ".join(f"{each.value} ({each.words})" for each in Unit)
        raise Wrong(f"нет единицы «{short(text)}». Есть: {known}")
    fitting = CODES[code].units if code in CODES else tuple(Unit)
    if found[0] not in fitting:
        names = " или ".join(f"{each.value} ({each.words})" for each in fitting)
        raise Wrong(f"единица {found[0].value} не подходит к {code}: нужна {names}")
    return found[0]


def voltage(text: str) -> str:
    """kV, or a class of voltages: «0,4», 10, «1-20»."""
    plain = re.sub(r"\s|кВ$", "", text.replace(",", ".").replace("–", "-"))
    if re.fullmatch(r"\d{1,3}\.\d+", plain, re.ASCII):
        plain = plain.rstrip("0").rstrip(".")
    known = list(dict.fromkeys([*VOLTAGES, *VOLTAGE_CLASSES]))
    if plain not in known:
        hint = "; если Excel сделал из него дату, дайте ячейке текстовый формат" * ("-" in plain)
        raise Wrong(f"нет напряжения «{short(text)}». Есть: {', '.join(known)}{hint}")
    return plain


def reliabilities(text: str) -> tuple[str, ...]:
    """«III» or «II, III»."""
    found = tuple(each.strip().upper() for each in text.split(",") if each.strip())
    if not found or not set(found) <= set(RELIABILITIES) or len(set(found)) < len(found):
        raise Wrong(f"нужны категории через запятую: {', '.join(RELIABILITIES)}")
    return found


def short(text: str) -> str:
    """Enough of it to know it again."""
    plain = "".join(char if char.isprintable() else "�" for char in text)
    found = " ".join(plain.split())
    return found if len(found) <= 40 else f"{found[:40]}…"


def _words(value: Decimal) -> str:
    return f"{value:,f}".replace(",", "\xa0").replace(".", ",")
