from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lk.db import Base, Key, UtcDateTime, new_public_id


class Document(Base):
    """A file of an application. `size` and `sha256_original` are of the consumer's bytes,
    `stored_size` of what a download gives (pictures are kept without their hidden data).
    """

    __tablename__ = "documents"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, default=new_public_id)
    application_id: Mapped[int] = mapped_column(Key, ForeignKey("applications.id"), index=True)
    user_id: Mapped[int] = mapped_column(Key, ForeignKey("users.id"), index=True)
    slot: Mapped[str] = mapped_column(String(40))
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
        return document_context(self.public_id)


def document_context(public_id: str) -> str:
    return f"documents|{public_id}"


class StatusChange(Base):
    """A step of the history. `facts` are those of the status: date, number, due, progress."""

    __tablename__ = "status_changes"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    application_id: Mapped[int] = mapped_column(Key, ForeignKey("applications.id"), index=True)
    status_before: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(120))
    comment: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    @property
    def is_by_consumer(self) -> bool:
        return self.by.startswith("consumer:")


class Counter(Base):
    """A number that runs on without gaps: it moves in the transaction that uses it."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int]
