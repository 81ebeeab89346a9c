"""Text as people type and paste it: one spelling of spaces and dashes, nothing unprintable."""

import re
import unicodedata

from lk.applications.catalogue.model import Field
from lk.applications.values.refused import Refused

# Soft hyphens, zero-width signs and marks of direction come along with pasted text.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_INVISIBLE |= dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
# Control signs but the end of a line, and lone surrogates.
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`´‘", "'"))


def clean(field: Field, raw: object, *, lines: bool = False) -> str:
    """One spelling (NFC), invisible marks dropped, spaces collapsed; refused when unprintable.

    With `lines` the breaks between lines are kept.
    """
    if not isinstance(raw, str):
        raise Refused("type", f"{field.name}: введите значение текстом")
    text = raw if raw.isascii() else unicodedata.normalize("NFC", raw.translate(_INVISIBLE))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if lines:
        text = "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()
    else:
        text = " ".join(text.split())
    if _UNPRINTABLE.search(text):
        raise Refused("unprintable", f"{field.name}: есть непечатаемый знак. Наберите текст заново")
    return text


def straight(text: str) -> str:
    """All dashes as a hyphen, all apostrophes as a straight one."""
    return text.translate(_DASHES).translate(_APOSTROPHES)
