"""What a program that a test starts needs: a way to end with the tests, and a free port."""

import ctypes
import shutil
import signal
import socket
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


def end_with_tests() -> None:
    """For `preexec_fn`: Linux interrupts the program when the tests are killed outright."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGINT)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def last_lines(path: Path, count: int = 30) -> str:
    """The end of a log, for the message of a test that failed."""
    if not path.is_file():
        return ""
    return "\n".join(path.read_text(errors="replace").splitlines()[-count:])


def program(name: str) -> str | None:
    return shutil.which(name)
