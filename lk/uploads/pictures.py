import io
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image

from lk.uploads.children import ask
from lk.uploads.errors import BrokenFile
from lk.uploads.picture_child import (
    FINE,
    HEAD,
    SECONDS,
    THUMBNAIL_SIDE,
    TOO_MANY_PIXELS,
    small,
)

STARTS = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}


class TooManyPixels(BrokenFile):
    message = (
        "Изображение слишком велико: больше 40\u00a0мегапикселей. Уменьшите его и приложите снова."
    )


@dataclass(frozen=True)
class Rebuilt:
    """A picture encoded anew, and a small JPEG of it."""

    stream: BinaryIO
    thumbnail: bytes


def rebuild(stream: BinaryIO, mime: str) -> Rebuilt:
    """The picture decoded and encoded anew: upright, without EXIF, place and other hidden data.

    Raises TooManyPixels before decoding, BrokenFile when it does not decode.
    """
    stream.seek(0)
    answer = ask("picture_child.py", stream.read(), seconds=2 * SECONDS)
    if answer is None:
        raise BrokenFile
    if answer.code != FINE:
        raise TooManyPixels if answer.code == TOO_MANY_PIXELS else BrokenFile
    ends = HEAD + int.from_bytes(answer.said[:HEAD], "big")
    thumbnail, picture = answer.said[HEAD:ends], answer.said[ends:]
    if not picture.startswith(STARTS[mime]) or not thumbnail.startswith(STARTS["image/jpeg"]):
        raise BrokenFile
    return Rebuilt(io.BytesIO(picture), thumbnail)


def thumbnail_of(stream: BinaryIO) -> bytes:
    """The thumbnail of a JPEG that is ours already; leaves the stream at its beginning."""
    stream.seek(0)
    with Image.open(stream, formats=["JPEG"]) as picture:
        picture.draft("RGB", (THUMBNAIL_SIDE * 2, THUMBNAIL_SIDE * 2))
        made = small(picture)
    stream.seek(0)
    return made
