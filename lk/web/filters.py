"""How values are written in Russian: dates in the company's zone, numbers, plurals."""

import math
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal
from flask import Flask, current_app

LOCALE = "ru"
NBSP = "\N{NO-BREAK SPACE}"
_STEPS = ((1024 * 1024, "МБ"), (1024, "КБ"))


def init_filters(app: Flask) -> None:
    filters: list[Callable[..., str]] = [
        day, long_day, moment, clock, kw, money, number, plural, phone, filesize
    ]  # fmt: skip
    for each in filters:
        app.add_template_filter(each)


def _zone() -> ZoneInfo:
    zone: ZoneInfo = current_app.extensions["company"].time_zone
    return zone


def _local(value: date | datetime) -> date | datetime:
    return value.astimezone(_zone()) if isinstance(value, datetime) else value


def day(value: date | datetime | None) -> str:
    """24.11.2026; a dash for none."""
    return f"{_local(value):%d.%m.%Y}" if value else "—"


def long_day(value: date | datetime | None) -> str:
    """24 ноября 2026."""
    return format_date(_local(value), "d MMMM y", locale=LOCALE) if value else "—"


def moment(value: datetime | None) -> str:
    """24.11.2026 в 12:04; the preposition stays with its hour."""
    if not value:
        return "—"
    return format_datetime(value.astimezone(_zone()), f"dd.MM.y 'в{NBSP}'HH:mm", locale=LOCALE)


def clock(value: datetime | None) -> str:
    """12:04."""
    return f"{value.astimezone(_zone()):%H:%M}" if value else "—"


def number(value: Decimal | int | None) -> str:
    """74 525 or 12,5: thin groups, decimal comma."""
    if value is None:
        return "—"
    return format_decimal(value, format="#,##0.####", locale=LOCALE).replace(" ", NBSP)


def kw(value: Decimal | int | None) -> str:
    """12,5 кВт."""
    return f"{number(value)}{NBSP}кВт" if value is not None else "—"


def money(value: Decimal | None) -> str:
    """13 202,00 ₽."""
    return format_currency(value, "RUB", locale=LOCALE) if value is not None else "—"


def plural(count: int, forms: str) -> str:
    """`3|plural("день,дня,дней")` → «3 дня»."""
    one, few, many = forms.split(",")
    tail, tens = count % 10, count % 100
    word = many
    if tail == 1 and tens != 11:
        word = one
    elif tail in {2, 3, 4} and tens not in {12, 13, 14}:
        word = few
    return f"{count}{NBSP}{word}"


def in_words(wait: timedelta) -> str:
    """How long to wait: «1 минуту», «5 минут», «1 час» (accusative, rounded up)."""
    minutes = max(1, math.ceil(wait.total_seconds() / 60))
    if minutes < 60:
        return plural(minutes, "минуту,минуты,минут")
    return plural(math.ceil(minutes / 60), "час,часа,часов")


def phone(value: str | None) -> str:
    """+7 923 456-78-90 for a stored +79234567890; anything else as it is."""
    if not value:
        return "—"
    if len(value) == 12 and value.startswith("+7"):
        parts = [value[:2], value[2:5], f"{value[5:8]}-{value[8:10]}-{value[10:]}"]
        return NBSP.join(parts)
    return value


def filesize(size: int) -> str:
    """1,2 МБ, 340 КБ."""
    for step, unit in _STEPS:
        if size >= step:
            return f"{number(round(Decimal(size) / step, 1))}{NBSP}{unit}"
    return f"{size}{NBSP}байт"
