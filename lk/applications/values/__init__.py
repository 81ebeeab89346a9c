"""One answer: read it, show it, mask it. Pure; the clock's day is passed in."""

import re

from lk.applications.catalogue.model import Field
from lk.applications.values.choosing import YES_NO, choices_of
from lk.applications.values.parse import filled_rows, parse, parse_rows
from lk.applications.values.refused import Refused
from lk.applications.values.show import mask, show, show_rows
from lk.contacts import phone_by_eight, phone_words

__all__ = [
    "YES_NO",
    "Refused",
    "choices_of",
    "filled_rows",
    "keepable",
    "mask",
    "parse",
    "parse_rows",
    "phone_by_eight",
    "phone_words",
    "required_message",
    "show",
    "show_rows",
]

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def required_message(field: Field) -> str:
    """The notice of figure 10."""
    return f"Заполните поле «{field.label}»"


def keepable(raw: object) -> object:
    """What was typed, less the signs that no database or page can carry: controls but for those of
    a line and a tab, lone surrogates.
    """
    if isinstance(raw, str):
        return _NO_TEXT.sub("", raw)
    if isinstance(raw, list):
        return [keepable(each) for each in raw]
    if isinstance(raw, dict):
        return {key: keepable(each) for key, each in raw.items()}
    return raw
