"""Text as people type and paste it: one spelling of spaces and dashes, nothing unprintable."""

import re
import unicodedata
from collections.abc import Callable, Mapping

from lk.applications.catalogue.model import Field
from lk.applications.values.refused import Refused

# Soft hyphens, zero-width signs and marks of direction come along with pasted text.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_INVISIBLE |= dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`´‘", "'"))

_NAME = re.compile(r"[А-ЯЁа-яё][А-ЯЁа-яё' -]{0,59}")
_FULL_NAME = re.compile(r"[А-ЯЁа-яё][А-ЯЁа-яё'.-]*( [А-ЯЁа-яё][А-ЯЁа-яё'.-]*)+")


def clean(field: Field, raw: object, *, lines: bool = False) -> str:
    """One spelling (NFC), invisible marks dropped, spaces collapsed; refused when unprintable.

    With `lines` the breaks between lines are kept.
    """
    if not isinstance(raw, str):
        raise Refused("type", f"{field.name}: введите значение текстом")
    text = unicodedata.normalize("NFC", raw.translate(_INVISIBLE))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if lines:
        text = "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()
    else:
        text = " ".join(text.split())
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in text if sign != "\n"):
        raise Refused("unprintable", f"{field.name}: есть непечатаемый знак. Наберите текст заново")
    return text


def straight(text: str) -> str:
    """All dashes as a hyphen, all apostrophes as a straight one."""
    return text.translate(_DASHES).translate(_APOSTROPHES)


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


RULES: Mapping[str, Callable[[Field, str], str]] = {
    "person_name": _person_name,
    "full_name": _full_name,
}
