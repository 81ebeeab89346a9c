import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, column_property, mapped_column

from lk.crypto import keyring
from lk.db import Base, Key, UtcDateTime
from lk.files.columns import StoredFile


class Document(StoredFile, Base):
    """A file that the applicant has attached to a slot of the application.

    `position` orders the files of a slot; `thumbnail` is a sealed small JPEG, of pictures only.
    The office's `verdict` is empty, `accepted` or `rejected`; a rejected file that a newer one has
    replaced is kept (`replaced_at`) and no longer counts.
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

    has_thumbnail: Mapped[bool] = column_property(thumbnail.is_not(None))

    @property
    def is_accepted(self) -> bool:
        return self.verdict == "accepted"

    @property
    def is_rejected(self) -> bool:
        return self.verdict == "rejected"

    @property
    def is_replaced(self) -> bool:
        return self.replaced_at is not None

    @property
    def may_be_replaced(self) -> bool:
        """Rejected, and nothing has come in its place yet."""
        return self.is_rejected and not self.is_replaced

    @property
    def counts(self) -> bool:
        """Whether the application has this file: neither rejected nor replaced."""
        return not self.is_rejected and not self.is_replaced

    def keep_thumbnail(self, jpeg: bytes | None) -> None:
        """Seal `jpeg` for this row, which must have its public id."""
        self.thumbnail = keyring().seal(jpeg, self._thumbnail_place) if jpeg else None

    def open_thumbnail(self) -> bytes | None:
        """The JPEG; None when there is none. Loads the column."""
        blob = self.thumbnail
        return keyring().unseal(blob, self._thumbnail_place) if blob else None

    @property
    def _thumbnail_place(self) -> str:
        return f"documents.thumbnail|{self.public_id}"


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

    `key` makes an act one event, however often its form is sent.

    `is_internal`: the office's own note, never shown to the applicant.
    """

    __tablename__ = "case_events"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_case_events_application_id_id", "application_id", "id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    application_id: Mapped[int] = mapped_column(Key, ForeignKey("applications.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(120))
    code: Mapped[str] = mapped_column(String(30))
    comment: Mapped[str] = mapped_column(Text, default="")
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_with: Mapped[str | None] = mapped_column(String(16), index=True)
    is_internal: Mapped[bool] = mapped_column(default=False)
    key: Mapped[str | None] = mapped_column(String(120))

    def keep_details(self, details: Mapping[str, Any]) -> None:
        """Keep `details` sealed for this very row: add the event and flush it first."""
        data = json.dumps(details, ensure_ascii=False, separators=(",", ":")).encode()
        self.sealed, self.sealed_with = keyring().seal(data, self._place), keyring().current

    @property
    def details(self) -> dict[str, Any]:
        """What `keep_details` was given; empty when there was nothing to seal."""
        if self.sealed is None:
            return {}
        found: dict[str, Any] = json.loads(keyring().unseal(self.sealed, self._place))
        return found

    def reseal(self) -> None:
        """Seal anew with the current data key."""
        self.keep_details(self.details)

    @property
    def _place(self) -> str:
        if self.id is None:
            raise ValueError("flush the event before its details are sealed")
        return f"case_events.sealed|{self.id}"

    @property
    def is_by_consumer(self) -> bool:
        return self.by.startswith("consumer:")
