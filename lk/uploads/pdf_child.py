"""Judges a PDF in a process of its own: run by `pdf.py`, reads stdin, answers by its exit code;
of a fine one the number of its pages stands on stdout.

A few kilobytes of PDF can unfold into gigabytes; here that ends this process and nothing else.
It imports nothing of the portal and is given no settings.
"""

import io
import logging
import resource
import sys
from collections.abc import Iterator
from typing import Any

FINE, LOCKED, ACTIVE, BROKEN = 0, 10, 11, 12
MEMORY = 512 * 1024 * 1024
SECONDS = 10
# All that may be written: a number of pages.
MOST_SAID = 16
MOST_OBJECTS = 200_000
DEEPEST = 40
# What starts something when the file is opened, or carries another file within.
ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/EmbeddedFiles", "/EmbeddedFile", "/RichMedia"}
ACTIVE_NAMES = {
    "/S": {"/JavaScript", "/Launch", "/ImportData", "/GoToE", "/Rendition", "/RichMediaExecute"},
    "/Type": {"/EmbeddedFile", "/RichMedia"},
    "/Subtype": {"/FileAttachment", "/RichMedia", "/3D", "/Screen"},
}
# Warnings of the parser about objects that it has left out.
UNSEEN = ("error decoding", "limits error", "object stream ")
# Of what happens by itself, when the document or a page is opened: moves within the document.
HARMLESS = {"/GoTo", "/Named"}


def judge(data: bytes) -> tuple[int, int]:
    """FINE, LOCKED (a password), ACTIVE (programs, attachments) or BROKEN; and of a fine one how
    many pages it has.
    """
    import pikepdf  # noqa: PLC0415  # after the limits are set

    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            if document.is_encrypted:
                return LOCKED, 0
            pages = len(document.pages)
            if not pages or len(document.objects) > MOST_OBJECTS:
                return BROKEN, 0
            inner = (each for top in document.objects for each in _dictionaries(top, DEEPEST))
            if any(map(_is_active, inner)):
                return ACTIVE, 0
            # What did not unfold, or lies too deep, reads as nothing: nobody has seen it.
            said = document.get_warnings()
            is_hidden = any(words in each for each in said for words in UNSEEN)
            return (BROKEN, 0) if is_hidden else (FINE, pages)
    except pikepdf.PasswordError:
        return LOCKED, 0


def _dictionaries(found: Any, depth: int) -> Iterator[Any]:
    """The dictionaries within one indirect object; other indirect ones come by themselves."""
    import pikepdf  # noqa: PLC0415

    if depth == 0:
        raise ValueError("too deep")
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        yield found
        values = [value for _, value in found.items()]
    else:
        values = list(found) if isinstance(found, pikepdf.Array) else []
    for value in values:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _dictionaries(value, depth - 1)


def _is_active(found: Any) -> bool:
    if ACTIVE_KEYS & set(found.keys()):
        return True
    by_itself = [found.get("/OpenAction"), *_values(found.get("/AA"))]
    if not all(_is_harmless(action, DEEPEST) for action in by_itself):
        return True
    return any(str(found.get(key)) in names for key, names in ACTIVE_NAMES.items())


def _is_harmless(action: Any, depth: int) -> bool:
    """Whether an action and those that follow it stay in the document; a place in it is none."""
    import pikepdf  # noqa: PLC0415

    if depth == 0:
        raise ValueError("too deep")
    if not isinstance(action, pikepdf.Dictionary):
        return True
    following = action.get("/Next")
    rest = list(following) if isinstance(following, pikepdf.Array) else [following]
    return str(action.get("/S", "/GoTo")) in HARMLESS and all(
        _is_harmless(each, depth - 1) for each in rest
    )


def _values(found: Any) -> list[Any]:
    import pikepdf  # noqa: PLC0415

    return [each for _, each in found.items()] if isinstance(found, pikepdf.Dictionary) else []


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_SAID, MOST_SAID))
    try:
        verdict, pages = judge(sys.stdin.buffer.read())
    except Exception:  # a parser meets broken bytes with whatever it likes
        return BROKEN
    if verdict == FINE:
        sys.stdout.write(f"{pages}\n")
    return verdict


if __name__ == "__main__":
    sys.exit(main())
