"""Dates as people type them (12.03.2010) and as a browser's calendar sends them (2010-03-12)."""

import re
from datetime import date

from lk.applications.catalogue.model import Field
from lk.applications.values.refused import Refused
from lk.applications.values.text import clean

EARLIEST = date(1900, 1, 1)
LATEST = date(2100, 12, 31)
# The passports of a citizen of Russia are issued since 01.10.1997.
FIRST_PASSPORT = date(1997, 10, 1)

_RUSSIAN = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{1,2})[./-]([0-9]{4})")
_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


def parse_date(field: Field, raw: object, today: date | None) -> str | None:
    """ISO text; with `today` a date that is past by its rule may not lie after it."""
    text = clean(field, raw)
    if not text:
        return None
    day = read_date(text)
    if day is None or not EARLIEST <= day <= LATEST:
        raise Refused("date", f"{field.name}: нужна дата, например 12.03.2010")
    if field.rule == "passport_date" and day < FIRST_PASSPORT:
        raise Refused("early", f"{field.name}: не раньше 01.10.1997, когда введен паспорт РФ")
    if field.rule in {"passport_date", "past"} and today is not None and day > today:
        raise Refused("future", f"{field.name}: эта дата еще не наступила. Сверьте ее с документом")
    return day.isoformat()


def parse_month(field: Field, raw: object) -> str | None:
    """Text like «2026-11»."""
    text = clean(field, raw)
    if not text:
        return None
    if found := _ISO_MONTH.fullmatch(text):
        year, month = int(found[1]), int(found[2])
    elif found := _MONTH.fullmatch(text):
        month, year = int(found[1]), int(found[2])
    else:
        year = month = 0
    if not (1 <= month <= 12 and 2000 <= year <= LATEST.year):
        raise Refused("month", f"{field.name}: нужны месяц и год, например 03.2027")
    return f"{year:04}-{month:02}"


def read_date(text: str) -> date | None:
    """The day of «12.03.2010» or «2010-03-12»; None when there is no such day."""
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _RUSSIAN.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        pass
    return None
