"""Which encoding a file is in: told from its bytes, for no file says."""

import codecs
from collections import Counter
from dataclasses import dataclass, field
from typing import BinaryIO

from lk.tables.errors import TableError

BLOCK = 1 << 20
NO_TEXT = "это не текст, или файл поврежден."
_UTF8, _MARKED, _WIDE = "utf-8", "utf-8-sig", "utf-16"
# Letters of Russian texts by how often they come; both cases, for registers shout.
_FREQUENT = "оеаинтсрвлкмдпу"
# How much of an unmarked file is weighed; more of it says nothing new.
_MOST_WEIGHED = 4 << 20


@dataclass(frozen=True)
class Looked:
    """`is_plain`: no cell can be a formula or guarded, there is no sign of either in the file."""

    encoding: str
    is_plain: bool


def look(stream: BinaryIO) -> Looked:
    """Reads the stream to its end and winds it back. Raises TableError for what is no text."""
    stream.seek(0)
    head = stream.read(4)
    stream.seek(0)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Looked(_WIDE, is_plain=False)
    found, is_marked = _pass(stream), head.startswith(codecs.BOM_UTF8)
    stream.seek(0)
    if found.broken_in is None:
        return Looked(_MARKED if is_marked else _UTF8, found.is_plain)
    if is_marked or _is_like_utf8(found.letters):
        raise TableError(NO_TEXT, found.broken_in)
    return Looked(cyrillic(found.letters), found.is_plain)


def cyrillic(letters: Counter[int]) -> str:
    """cp1251 or cp866: in which of them the bytes are rather Russian letters."""
    weights = {name: _weight(letters, name) for name in ("cp1251", "cp866")}
    return max(weights, key=lambda name: weights[name])


@dataclass
class _Pass:
    """`broken_in`: the line where it is no UTF-8; `letters`: the bytes that are no ASCII."""

    broken_in: int | None = None
    is_plain: bool = True
    letters: Counter[int] = field(default_factory=Counter)


def _pass(stream: BinaryIO) -> _Pass:
    decoder = codecs.getincrementaldecoder(_UTF8)("strict")
    found, line, weighed = _Pass(), 1, 0
    while block := stream.read(BLOCK):
        if b"\0" in block:
            line += block.count(b"\n", 0, block.index(b"\0"))
            raise TableError("нулевой байт: это не текстовый файл.", line)
        if found.broken_in is None:
            found.broken_in = _broken_in(decoder, block, line)
        line += block.count(b"\n")
        found.is_plain = found.is_plain and not (b"'" in block or b"=" in block)
        if not block.isascii() and weighed < _MOST_WEIGHED:
            weighed += len(block)
            found.letters.update(block.translate(None, delete=bytes(range(128))))
    if found.broken_in is None:
        found.broken_in = _broken_in(decoder, b"", line, is_end=True)
    return found


def _broken_in(
    decoder: codecs.IncrementalDecoder, block: bytes, line: int, *, is_end: bool = False
) -> int | None:
    try:
        decoder.decode(block, is_end)
    except UnicodeDecodeError as error:
        return line + block.count(b"\n", 0, error.start)
    return None


def _is_like_utf8(letters: Counter[int]) -> bool:
    """Each Russian letter of UTF-8 begins with one of two bytes; in the others those are rare."""
    return 3 * (letters[0xD0] + letters[0xD1]) > letters.total()


def _weight(letters: Counter[int], encoding: str) -> int:
    score = 0
    for byte, count in letters.items():
        char = bytes([byte]).decode(encoding, "replace")
        if char.lower() in _FREQUENT:
            score += 3 * count
        elif char.isalpha() and "а" <= char.lower() <= "ё":
            score += count
        else:
            score -= count if char in "№«»—–\N{NO-BREAK SPACE}" else 3 * count
        # «Томск», not «тОМСК»: in the other encoding small letters turn to great ones.
        score += count if char.islower() else 0
    return score
