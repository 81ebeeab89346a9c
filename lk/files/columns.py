from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from lk.db import UtcDateTime, new_public_id


class StoredFile:
    """Columns of a row that names a file of the store.

    `size` and `sha256_original` are of the bytes that came in, `stored_size` and `sha256_stored` of
    what a download gives (pictures are kept without their hidden data).
    """

    public_id: Mapped[str] = mapped_column(String(26), unique=True, default=new_public_id)
    name: Mapped[str] = mapped_column(String(200))
    content_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    stored_size: Mapped[int]
    sha256_original: Mapped[str] = mapped_column(String(64))
    sha256_stored: Mapped[str] = mapped_column(String(64))
    storage_key: Mapped[str] = mapped_column(String(32), unique=True)
    sealed_with: Mapped[str] = mapped_column(String(16), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def context(self) -> str:
        """The place that the stored bytes are sealed for."""
        return file_context(self.public_id)


def file_context(public_id: str) -> str:
    return f"documents|{public_id}"
