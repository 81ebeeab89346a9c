import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

from lk.uploads.errors import ActiveContent, BrokenFile, FileError
from lk.uploads.pdf_child import ACTIVE, FINE, LOCKED, SECONDS

TAIL = 2048
_CHILD = [sys.executable, "-I", str(Path(__file__).with_name("pdf_child.py"))]


class LockedFile(BrokenFile):
    message = "PDF защищен паролем. Сохраните его без пароля и приложите снова."


_REFUSALS: dict[int, type[FileError]] = {LOCKED: LockedFile, ACTIVE: ActiveContent}


def check_pdf(stream: BinaryIO) -> None:
    """LockedFile, ActiveContent, or BrokenFile (also when cut short or without pages)."""
    stream.seek(0)
    data = stream.read()
    if b"%%EOF" not in data[-TAIL:]:
        raise BrokenFile
    try:
        verdict = subprocess.run(  # noqa: S603  # our own file, no words of the consumer's
            _CHILD,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=2 * SECONDS,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        raise BrokenFile from None
    if verdict != FINE:
        raise _REFUSALS.get(verdict, BrokenFile)
