"""Files that commands leave on this machine: whole or not at all, and their owner's alone."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from lk.admin.speech import Refused
from lk.admin.troubles import why


@contextmanager
def new_file(target: Path, *, over: bool = False) -> Iterator[BinaryIO]:
    """A stream whose bytes stand in `target` when all went well: temporary file, fsync, rename.

    0600. Raises Refused when the file is there (unless `over`), or cannot be written.
    """
    if not over and os.path.lexists(target):
        raise _is_there(target)
    temporary = target.with_name(f".{target.name[:200]}.{secrets.token_hex(6)}.part")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            _put_in_place(temporary, target, over=over)
        finally:
            temporary.unlink(missing_ok=True)
    except FileExistsError as error:
        raise _is_there(target) from error
    except OSError as error:
        raise Refused(f"Файл {target} не записать: {why(error)}.") from error


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """The folder (made if need be) is this process's until the end: a read and a write are one."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _put_in_place(temporary: Path, target: Path, *, over: bool) -> None:
    if not over:  # whoever was first has the name
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    temporary.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _is_there(target: Path) -> Refused:
    return Refused(f"Файл {target} уже есть. Назовите другой или добавьте --force.")
