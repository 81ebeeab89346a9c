import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from lk import files
from lk.crypto import keyring
from lk.db import new_public_id
from lk.files.columns import file_context
from lk.uploads.antivirus import check_for_viruses
from lk.uploads.judging import inspect

CHUNK = 64 * 1024


@dataclass(frozen=True)
class ReadyFile:
    """A file that lies durably in the store and waits for its row.

    `pages` of a PDF; `thumbnail` of a picture: a small JPEG in clear, to be sealed in the row.
    """

    public_id: str
    slot: str
    name: str
    content_type: str
    size: int
    stored: files.Stored
    sealed_with: str
    pages: int | None = None
    thumbnail: bytes | None = None

    def columns(self, at: datetime) -> dict[str, Any]:
        """What the row of a `StoredFile` says of this file; `at` is when it came."""
        return {
            "public_id": self.public_id,
            "name": self.name,
            "content_type": self.content_type,
            "size": self.size,
            "stored_size": self.stored.size,
            "sha256_original": self.stored.sha256_original,
            "sha256_stored": self.stored.sha256_stored,
            "storage_key": self.stored.key,
            "sealed_with": self.sealed_with,
            "created_at": at,
        }


def size_of(stream: BinaryIO) -> int:
    """Bytes of a file that came in; leaves the stream at its beginning."""
    stream.seek(0, 2)
    size = stream.tell()
    stream.seek(0)
    return size


def take_in(*, slot: str, name: str, stream: BinaryIO, size: int) -> ReadyFile:
    """Judge the file and store it; `size` in bytes as the consumer sent it. Raises FileError.

    Whoever calls sees to it that a file which gets no row is removed from the store again.
    """
    check_for_viruses(stream)
    clean = inspect(name, stream)
    public_id = new_public_id()
    stored = files.store().save(clean.stream, file_context(public_id), _sum(stream))
    return ReadyFile(
        public_id,
        slot,
        clean.name,
        clean.content_type,
        size,
        stored,
        keyring().current,
        pages=clean.pages,
        thumbnail=clean.thumbnail,
    )


def _sum(stream: BinaryIO) -> str:
    """The sum of the consumer's own bytes; leaves the stream at its beginning."""
    digest = hashlib.sha256()
    stream.seek(0)
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    stream.seek(0)
    return digest.hexdigest()
