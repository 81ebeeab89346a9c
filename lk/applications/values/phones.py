"""Telephones as people in Tomsk write them. The codes of its cities have four digits, which
libphonenumber does not know.
"""

import re

NBSP = "\u00a0"

_OF_TOMSK = re.compile(r"\+7(3822)([0-9]{3})([0-9]{3})")
_RUSSIAN = re.compile(r"\+7([0-9]{3})([0-9]{3})([0-9]{2})([0-9]{2})")


def phone_words(kept: str) -> str:
    """A kept +73822999718 as «8 (3822) 999-718», +79234567890 as «+7 923 456-78-90»; anything
    else as it is.
    """
    if not _OF_TOMSK.fullmatch(kept) and (found := _RUSSIAN.fullmatch(kept)):
        code, *rest = found.groups()
        return NBSP.join(["+7", code, "-".join(rest)])
    return phone_by_eight(kept)


def phone_by_eight(kept: str) -> str:
    """Other codes too as «8 (923) 456-78-90»: a table takes what begins with «+» for a formula."""
    found = _OF_TOMSK.fullmatch(kept) or _RUSSIAN.fullmatch(kept)
    if found is None:
        return kept
    code, *rest = found.groups()
    return NBSP.join(["8", f"({code})", "-".join(rest)])
