from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import BinaryIO

import filetype

from lk.applications import rules
from lk.applications.uploads.naming import clean_name
from lk.applications.uploads.pdf import check_pdf
from lk.applications.uploads.pictures import rebuild

# A picture of 40 megapixels takes some 300 MB while it is rebuilt: two at a time in a process.
_slots = BoundedSemaphore(2)
_HEIC = {b"heic", b"heix", b"heif", b"hevc", b"mif1", b"msf1"}


class HeicFile(rules.WrongFileType):
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
    ActiveContent.
    """
    stream.seek(0)
    head = stream.read(8192)
    mime = _type_of(head)
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        raise HeicFile
    rules.check_file_type(name=name.strip(), mime=mime)
    kind = mime or ""
    cleaned = clean_name(name, rules.FILE_TYPES[kind])
    with _slots:
        if kind == "application/pdf":
            check_pdf(stream)
            stream.seek(0)
            return Clean(cleaned, kind, stream)
        return Clean(cleaned, kind, rebuild(stream, kind))


def _type_of(head: bytes) -> str | None:
    found = filetype.guess(head)
    return str(found.mime) if found else None
