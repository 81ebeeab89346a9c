from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import BinaryIO

import filetype

from lk.uploads import rules
from lk.uploads.errors import TooBusy
from lk.uploads.heic import jpeg_of
from lk.uploads.naming import clean_name, renamed
from lk.uploads.pdf import check_pdf
from lk.uploads.pictures import rebuild, thumbnail_of

# Those who wait hold a thread each; past this number one is asked to come again, so that pages
# find a free thread among the eight of a worker.
IN_LINE = 4
_line = BoundedSemaphore(IN_LINE)
# A picture of 40 megapixels takes some 200 MB while it is rebuilt, a PDF a process of its own.
_pictures = BoundedSemaphore(1)
_papers = BoundedSemaphore(2)
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"heif", b"hevc", b"hevx", b"mif1", b"msf1"}


@dataclass(frozen=True)
class Clean:
    """A file that may be kept: under which name, as what, and the bytes to keep.

    `pages` of a PDF; `thumbnail` of a picture: a small JPEG.
    """

    name: str
    content_type: str
    stream: BinaryIO
    pages: int | None = None
    thumbnail: bytes | None = None


def inspect(name: str, stream: BinaryIO) -> Clean:
    """Judge a file by extension, first bytes and parsing; pictures come back rebuilt, and a HEIC
    as the JPEG that it was turned into.

    Raises FileError: WrongFileType, BrokenFile, LockedFile, TooManyPixels, ActiveContent;
    TooBusy when many are being judged in this process.
    """
    stream.seek(0)
    mime = _type_of(stream.read(8192))
    rules.check_file_type(name=name.strip(), mime=mime)
    kind = mime or ""
    if kind == rules.HEIC:
        return _converted(renamed(name, rules.CONVERTED[kind], ".jpg"), stream)
    cleaned = clean_name(name, rules.FILE_TYPES[kind])
    if kind == "application/pdf":
        with _turn(_papers):
            pages = check_pdf(stream)
        stream.seek(0)
        return Clean(cleaned, kind, stream, pages=pages)
    with _turn(_pictures):
        rebuilt = rebuild(stream, kind)
    return Clean(cleaned, kind, rebuilt.stream, thumbnail=rebuilt.thumbnail)


def _converted(name: str, stream: BinaryIO) -> Clean:
    with _turn(_pictures):
        jpeg = jpeg_of(stream)
        thumbnail = thumbnail_of(jpeg)
    return Clean(name, "image/jpeg", jpeg, thumbnail=thumbnail)


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
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        return rules.HEIC
    found = filetype.guess(head)
    return str(found.mime) if found else None
