"""Cells as texts, and those that are no values."""

from collections.abc import Sequence

# OWASP: a spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
# What our own writers put before such a cell.
GUARD = "'"


class Bad(str):
    """A cell that holds no value: an empty text, and `why` in words."""

    __slots__ = ("why",)

    def __new__(cls, why: str) -> "Bad":
        made = super().__new__(cls, "")
        made.why = why
        return made

    why: str


def cleaned(cells: Sequence[str]) -> list[str]:
    """Texts of a CSV row: the guard of our writers away, a formula found out."""
    return [_cleaned(each) if each[:1] in ("'", "=") else each for each in cells]


def _cleaned(text: str) -> str:
    if text.startswith("="):
        return Bad("формула: вставьте вместо нее значение")
    return text[1:] if text[1:].startswith(FORMULA) else text
