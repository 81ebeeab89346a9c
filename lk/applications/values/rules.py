"""Rules of text by the names that fields give them: ФИО, КПП, «№ … от …»."""

import re
from collections.abc import Callable, Mapping

from lk.applications.catalogue.model import Field
from lk.applications.values import registers
from lk.applications.values.dates import read_date
from lk.applications.values.refused import Refused
from lk.applications.values.text import clean, straight

_NAME = re.compile(r"[А-ЯЁа-яё][А-ЯЁа-яё' -]{0,59}")
_FULL_NAME = re.compile(r"[А-ЯЁа-яё][А-ЯЁа-яё'.-]*( [А-ЯЁа-яё][А-ЯЁа-яё'.-]*)+")
_DATE = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}(?![0-9])")


def parse_text(field: Field, raw: object) -> str | None:
    text = clean(field, raw, lines=field.type == "textarea")
    if not text:
        return None
    if field.rule:
        text = RULES[field.rule](field, text)
    if len(text) < field.min_length:
        raise Refused(
            "short", f"{field.name}: слишком коротко, нужно от {field.min_length}\u00a0знаков"
        )
    if len(text) > field.max_length:
        raise Refused(
            "long", f"{field.name}: слишком длинно, нужно до {field.max_length}\u00a0знаков"
        )
    return text


def _person_name(field: Field, text: str) -> str:
    text = re.sub(r" ?- ?", "-", straight(text))
    if not _NAME.fullmatch(text):
        raise Refused(
            "name",
            f"{field.name}: только русские буквы, дефис, пробел и апостроф, до 60\u00a0знаков",
        )
    return text


def _full_name(field: Field, text: str) -> str:
    text = re.sub(r" ?- ?", "-", straight(text))
    if not _FULL_NAME.fullmatch(text):
        raise Refused(
            "name",
            f"{field.name}: напишите полностью русскими буквами, например Ильин Иван Ильич",
        )
    return text


def _with_date(field: Field, text: str) -> str:
    found = _DATE.search(text)
    if not found or read_date(found[0]) is None:
        raise Refused(
            "undated",
            f"{field.name}: укажите номер и дату, например: договор №\u00a0123 от 12.03.2026",
        )
    return text


RULES: Mapping[str, Callable[[Field, str], str]] = {
    "person_name": _person_name,
    "full_name": _full_name,
    "with_date": _with_date,
    "kpp": registers.kpp,
}
