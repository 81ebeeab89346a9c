"""Numbers of contracts and meters as people type them. The standard library only."""

import re

_MARKS = re.compile(r"^(?:№|#|N[oº°]?\.?(?=\s))\s*", re.I)
_DASHES = str.maketrans({"\N{EN DASH}": "-", "\N{EM DASH}": "-", "\N{NON-BREAKING HYPHEN}": "-"})


def spelled(typed: str) -> str:
    """One spelling for all that mean the same number: no «№», no spaces, any case."""
    return "".join(_plain(typed).split()).casefold()


def spellings(typed: str) -> tuple[str, ...]:
    """How the billing may have written that number; the first of them is what was typed."""
    plain = _plain(typed)
    joined = "".join(plain.split())
    found = (way for each in (plain, joined) for way in (each, each.upper(), each.lower()))
    return tuple(dict.fromkeys(found))


def _plain(typed: str) -> str:
    return " ".join(_MARKS.sub("", typed.strip()).translate(_DASHES).split())
