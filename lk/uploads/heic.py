import io
from typing import BinaryIO

from lk.uploads.children import ask
from lk.uploads.errors import BrokenFile, FileError, WrongFileType
from lk.uploads.heic_child import FINE, SECONDS, TOO_MANY_PIXELS, UNABLE
from lk.uploads.pictures import TooManyPixels

JPEG_START = b"\xff\xd8\xff"


class HeicFile(WrongFileType):
    message = (
        "Снимки HEIC с iPhone мы сейчас не открываем. Сохраните снимок как JPEG "
        "(в настройках камеры: «Форматы» — «Наиболее совместимые») и приложите снова."
    )


class BrokenHeic(BrokenFile):
    message = "Снимок HEIC не открывается. Сохраните его как JPEG и приложите снова."


_REFUSALS: dict[int, type[FileError]] = {TOO_MANY_PIXELS: TooManyPixels, UNABLE: HeicFile}


def jpeg_of(stream: BinaryIO) -> BinaryIO:
    """The main picture of a HEIC as a JPEG: upright, without EXIF, place and other hidden data.

    Raises TooManyPixels, BrokenHeic, or HeicFile where such pictures cannot be opened at all.
    """
    stream.seek(0)
    answer = ask("heic_child.py", stream.read(), seconds=2 * SECONDS)
    if answer is None:
        raise BrokenHeic
    if answer.code != FINE:
        raise _REFUSALS.get(answer.code, BrokenHeic)
    if not answer.said.startswith(JPEG_START):
        raise BrokenHeic
    return io.BytesIO(answer.said)
