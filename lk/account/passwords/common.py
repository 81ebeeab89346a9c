"""Passwords that are tried first: the 30 000 of zxcvbn's list, and what is typed in Russian."""

import re
from functools import cache
from pathlib import Path

from zxcvbn.frequency_lists import FREQUENCY_LISTS

# Words that Russian passwords are made of; with digits at the end they are in every list.
_RUSSIAN = Path(__file__).with_name("russian.txt")

SHORTEST_CORE = 4

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_CYRILLIC = dict(zip(_LATIN, _CYRILLIC, strict=True))
_SWAP = str.maketrans(_TO_CYRILLIC | {value: key for key, value in _TO_CYRILLIC.items()})
# Digits and marks around a common word make no other password of it, as long as they are few.
_DECORATION = re.compile(r"^[\W\d_]{0,8}(?P<core>[^\W\d_].*?)[\W\d_]{0,8}$", re.S)


def plain(text: str) -> str:
    """For comparing: case and «ё» do not matter."""
    return text.casefold().replace("ё", "е")


def other_layout(text: str) -> str:
    """«gfhjkm» for «пароль» and back: the same keys in the other layout."""
    return text.translate(_SWAP)


@cache
def _listed() -> frozenset[str]:
    words = [*FREQUENCY_LISTS["passwords"], *_RUSSIAN.read_text(encoding="utf-8").split()]
    return frozenset(plain(word) for word in words)


def is_common(password: str) -> bool:
    """Whether it is in the list, as it stands, in the other layout, or with a little decoration."""
    text = plain(password)
    found = _DECORATION.match(text)
    forms = {text, found["core"]} if found and len(found["core"]) >= SHORTEST_CORE else {text}
    forms |= {form[: len(form) // 2] for form in forms if form[: len(form) // 2] * 2 == form}
    return any(form in _listed() or other_layout(form) in _listed() for form in forms)
