from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import BinaryIO

import filetype

from lk.uploads import rules
from lk.uploads.errors import TooBusy, WrongFileType
from lk.uploads.naming import clean_name
from lk.uploads.pdf import check_pdf
from lk.uploads.pictures import rebuild

# Those who wait hold a thread each; past this number one is asked to come again, so that pages
# find a free thread among the eight of a worker.
IN_LINE = 4
_line = BoundedSemaphore(IN_LINE)
# A picture of 40 megapixels takes some 200 MB while it is rebuilt, a PDF a process of its own.
_pictures = BoundedSemaphore(1)
_papers = BoundedSemaphore(2)
_HEIC = {b"heic", b"heix", b"heif", b"hevc", b"mif1", b"msf1"}


class HeicFile(WrongFileType):
    message = (
        "Снимки HEIC с iPhone мы не открываем. Сохраните снимок как JPEG "
        "(в настройках камеры: «Форматы» — «Наиболее совместимые») и приложите снова."
    )


@dataclass(frozen=True)
class Clean:
    """A file that may be kept: under which name, as what, and the bytes to keep."""

    name: str
    content_type: str
    stream: BinaryIO


def inspect(name: str, stream: BinaryIO) -> Clean:
    """Judge a file by extension, first bytes and parsing; pictures come back rebuilt.

    Raises FileError: WrongFileType, HeicFile, BrokenFile, LockedFile, TooManyPixels,
    ActiveContent; TooBusy when many are being judged in this process.
    """
    stream.seek(0)
    head = stream.read(8192)
    mime = _type_of(head)
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        raise HeicFile
    rules.check_file_type(name=name.strip(), mime=mime)
    kind = mime or ""
    cleaned = clean_name(name, rules.FILE_TYPES[kind])
    if kind == "application/pdf":
        with _turn(_papers):
            check_pdf(stream)
        stream.seek(0)
        return Clean(cleaned, kind, stream)
    with _turn(_pictures):
        return Clean(cleaned, kind, rebuild(stream, kind))


@contextmanager
def _turn(places: BoundedSemaphore) -> Iterator[None]:
    """One of `places`. Raises TooBusy when the line before them is full."""
    if not _line.acquire(blocking=False):
        raise TooBusy
    try:
        with places:
            yield
    finally:
        _line.release()


def _type_of(head: bytes) -> str | None:
    found = filetype.guess(head)
    return str(found.mime) if found else None
