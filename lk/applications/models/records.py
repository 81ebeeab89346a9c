from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lk.db import Base, Key, UtcDateTime
from lk.files.columns import StoredFile


class Document(StoredFile, Base):
    """A file that the applicant has attached to a slot of the application.

    `position` orders the files of a slot; `thumbnail` is a sealed small picture. The office's
    `verdict` is empty, `accepted` or `rejected`; a rejected file that a newer one has replaced is
    kept (`replaced_at`) and no longer counts.
    """

    __tablename__ = "documents"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    application_id: Mapped[int] = mapped_column(Key, ForeignKey("applications.id"), index=True)
    user_id: Mapped[int] = mapped_column(Key, ForeignKey("users.id"), index=True)
    slot: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(default=0)
    pages: Mapped[int | None]
    thumbnail: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    verdict: Mapped[str] = mapped_column(String(10), default="")
    verdict_comment: Mapped[str] = mapped_column(Text, default="")
    verdict_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    verdict_by: Mapped[str] = mapped_column(String(120), default="")
    replaced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


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


class Receipt(Base):
    """What was sent, and when: `number` 1 at the submission, one more with each correction.

    `data_sha256` is of the canonical JSON of the answers; `files`: slot, name and sha256 of each.
    """

    __tablename__ = "receipts"
    __table_args__ = (UniqueConstraint("application_id", "number"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    application_id: Mapped[int] = mapped_column(Key, ForeignKey("applications.id"))
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    data_sha256: Mapped[str] = mapped_column(String(64))
    files: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)


class CaseFile(StoredFile, Base):
    """A file of the case itself: from the office (contract, terms, invoice, act), or with an act
    of the applicant (disagreement, payment, done).
    """

    __tablename__ = "case_files"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    application_id: Mapped[int] = mapped_column(Key, ForeignKey("applications.id"), index=True)
    user_id: Mapped[int] = mapped_column(Key, ForeignKey("users.id"), index=True)
    side: Mapped[str] = mapped_column(String(10))
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    by: Mapped[str] = mapped_column(String(120))

    @property
    def is_from_office(self) -> bool:
        return self.side == "office"


class CaseEvent(Base):
    """Something in the case that is no change of status; `sealed` holds personal details as JSON.

    `is_internal`: the office's own note, never shown to the applicant.
    """

    __tablename__ = "case_events"
    __table_args__ = (Index("ix_case_events_application_id_id", "application_id", "id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    application_id: Mapped[int] = mapped_column(Key, ForeignKey("applications.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(120))
    code: Mapped[str] = mapped_column(String(30))
    comment: Mapped[str] = mapped_column(Text, default="")
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_with: Mapped[str | None] = mapped_column(String(16), index=True)
    is_internal: Mapped[bool] = mapped_column(default=False)

    @property
    def is_by_consumer(self) -> bool:
        return self.by.startswith("consumer:")
