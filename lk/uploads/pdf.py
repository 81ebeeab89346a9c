import re
from typing import BinaryIO

from lk.uploads.children import ask
from lk.uploads.errors import ActiveContent, BrokenFile, FileError
from lk.uploads.pdf_child import ACTIVE, FINE, LOCKED, SECONDS

TAIL = 2048


class LockedFile(BrokenFile):
    message = "PDF защищен паролем. Сохраните его без пароля и приложите снова."


_REFUSALS: dict[int, type[FileError]] = {LOCKED: LockedFile, ACTIVE: ActiveContent}


def check_pdf(stream: BinaryIO) -> int:
    """How many pages it has. Raises LockedFile, ActiveContent, or BrokenFile (also when cut short
    or without pages).
    """
    stream.seek(0)
    data = stream.read()
    if b"%%EOF" not in data[-TAIL:]:
        raise BrokenFile
    answer = ask("pdf_child.py", data, seconds=2 * SECONDS)
    if answer is None:
        raise BrokenFile
    if answer.code != FINE:
        raise _REFUSALS.get(answer.code, BrokenFile)
    if not re.fullmatch(rb"[1-9]\d{0,5}\n", answer.said):
        raise BrokenFile
    return int(answer.said)
