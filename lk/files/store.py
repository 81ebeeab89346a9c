import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lk.config import settings
from lk.crypto import CannotOpen, Keyring, keyring

CHUNK = 64 * 1024
_LENGTH_BYTES = 4


@dataclass(frozen=True)
class Stored:
    """A file that is durable on the disk: its name there, size and sums."""

    key: str
    size: int
    sha256_original: str
    sha256_stored: str


@dataclass(frozen=True)
class FileStore:
    """Encrypted files in one folder, under random names.

    A file is a row of chunks, each `length + sealed bytes`; the chunk's index and whether it is
    the last one are part of what is authenticated, so no chunk can be dropped, moved or added.
    """

    folder: Path
    keys: Keyring

    def save(self, stream: BinaryIO, context: str, original_sha256: str = "") -> Stored:
        """Write `stream` durably (temporary file, fsync, rename, fsync of the folder).

        `original_sha256` is the sum of what the consumer sent, where `stream` was re-encoded.
        """
        key = secrets.token_hex(16)
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = target.with_suffix(".part")
        plain, sealed, size = hashlib.sha256(), hashlib.sha256(), 0
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as out:
                for index, chunk, is_last in _numbered_chunks(stream):
                    size += len(chunk)
                    plain.update(chunk)
                    blob = self.keys.seal(chunk, f"{context}|{key}|{index}|{int(is_last)}")
                    piece = len(blob).to_bytes(_LENGTH_BYTES) + blob
                    sealed.update(piece)
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            temporary.rename(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folders(target.parent, self.folder)
        return Stored(key, size, original_sha256 or plain.hexdigest(), sealed.hexdigest())

    def open(self, key: str, context: str) -> Iterator[bytes]:
        """The file's bytes, chunk by chunk; raises CannotOpen or FileNotFoundError."""
        with self._path(key).open("rb") as source:
            index = 0
            piece = _next_piece(source)
            while piece:
                following = _next_piece(source)
                yield self.keys.unseal(piece, f"{context}|{key}|{index}|{int(not following)}")
                piece, index = following, index + 1

    def remove(self, key: str) -> None:
        """Forget the file; that it is gone already is no error."""
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        if len(key) != 32 or not key.isalnum():
            raise ValueError("not a name of this store")
        return self.folder / key[:2] / key


def _numbered_chunks(stream: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    index, chunk = 0, stream.read(CHUNK)
    while True:
        following = stream.read(CHUNK)
        yield index, chunk, not following
        if not following:
            return
        index, chunk = index + 1, following


def _next_piece(source: BinaryIO) -> bytes:
    header = source.read(_LENGTH_BYTES)
    if not header:
        return b""
    piece = source.read(int.from_bytes(header))
    if len(header) < _LENGTH_BYTES or len(piece) < int.from_bytes(header) or not piece:
        raise CannotOpen("the file is cut short")
    return piece


def _sync_folders(*folders: Path) -> None:
    for folder in folders:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def store() -> FileStore:
    """The store of the running application."""
    return FileStore(settings().files_folder, keyring())
