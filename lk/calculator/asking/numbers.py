"""Numbers and days as people type them: the comma is the decimal mark, spaces part thousands."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# Spaces that people, spreadsheets and phones put between thousands.
_SPACES = " \u00a0\u2009\u202f"
_NUMBER = re.compile(rf"([0-9]+|[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+)(?:[.,]([0-9]+))?")
_SIGNED = re.compile("[-\N{MINUS SIGN}\N{EN DASH}]" + rf"[{_SPACES}]*[0-9].*")
_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_LONGEST = 40
FIRST_YEAR, LAST_YEAR = 2000, 2100


class NotRead(Exception):
    """`message` is what is wrong and what to type instead, without the field's name."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Bounds:
    """From `least` (more than it if `is_open`) to `most`, with `places` decimals at most."""

    least: Decimal
    most: Decimal
    places: int = 0
    is_open: bool = False


def number_in(text: str, bounds: Bounds) -> Decimal:
    """«1,5» is 1.5, «1 000» is 1000, «1,234» is 1.234. Raises NotRead."""
    if len(text) <= _LONGEST and _SIGNED.fullmatch(text):
        raise NotRead("нужно число больше нуля" if bounds.is_open else "нужно число от нуля")
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise NotRead(
            "введите число, например 15 или 1,5" if bounds.places else "введите целое число"
        )
    whole, part = re.sub(f"[{_SPACES}]", "", found[1]), (found[2] or "").rstrip("0")
    if len(whole.lstrip("0")) > _LONGEST:
        raise NotRead(_not_above(bounds))
    if len(part) > bounds.places:
        raise NotRead(_too_exact(bounds))
    return _within(Decimal(f"{whole}.{part}" if part else whole), bounds)


def _within(value: Decimal, bounds: Bounds) -> Decimal:
    if value > bounds.most:
        raise NotRead(_not_above(bounds))
    if bounds.is_open and value <= bounds.least:
        raise NotRead("нужно число больше нуля")
    if value < bounds.least:
        raise NotRead(f"не меньше {bounds.least}")
    return value


def _not_above(bounds: Bounds) -> str:
    return f"не больше {bounds.most:,f}".replace(",", "\u00a0")


def _too_exact(bounds: Bounds) -> str:
    if not bounds.places:
        return "введите целое число"
    return f"после запятой не больше {bounds.places} знаков"


def day_in(text: str) -> date:
    """24.11.2026, or 2026-11-24 as programs write it. Raises NotRead."""
    if found := _DAY.fullmatch(text):
        day, month, year = found.groups()
    elif found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    else:
        raise NotRead("введите дату, например 24.11.2026")
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise NotRead(f"нужна дата с {FIRST_YEAR} по {LAST_YEAR} год")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise NotRead("такого дня в календаре нет, проверьте число и месяц") from None
