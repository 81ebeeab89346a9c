import logging
import socket
from typing import BinaryIO

from lk.config import settings
from lk.uploads.errors import InfectedFile, NoScanner

CHUNK = 64 * 1024
SECONDS = 20
MOST_SAID = 4096
CLEAN, FOUND = b"stream: OK", b" FOUND"

log = logging.getLogger("lk.uploads")


def check_for_viruses(stream: BinaryIO) -> None:
    """Ask clamd by its socket (LK_CLAMD); without that setting nothing is asked.

    Raises InfectedFile; NoScanner when it does not answer, or not in its words: a file that
    nobody has looked at is not taken. Leaves the stream at its beginning.
    """
    path = settings().clamd
    if not path:
        return
    try:
        said = _asked(path, stream)
    except OSError as error:
        log.error("clamd", extra={"kind": type(error).__name__})
        raise NoScanner from error
    finally:
        stream.seek(0)
    if said == CLEAN:
        return
    if said.startswith(b"stream: ") and said.endswith(FOUND):
        log.warning("infected file")
        raise InfectedFile
    log.error("clamd", extra={"kind": "odd answer"})
    raise NoScanner


def _asked(path: str, stream: BinaryIO) -> bytes:
    """`INSTREAM`: chunks with their length in front, an empty one at the end."""
    stream.seek(0)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(SECONDS)
        line.connect(path)
        line.sendall(b"zINSTREAM\0")
        while chunk := stream.read(CHUNK):
            line.sendall(len(chunk).to_bytes(4) + chunk)
        line.sendall((0).to_bytes(4))
        said = b""
        while len(said) < MOST_SAID and (piece := line.recv(MOST_SAID)):
            said += piece
    return said.rstrip(b"\0\n")
