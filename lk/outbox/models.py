from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lk.db import Base, Key, UtcDateTime
from lk.outbox.rules import reason_of

LONGEST_SUBJECT = 200


class Letter(Base):
    """A letter to be sent, or sent. `key` makes an act's letter one, however often it is put.

    `subject` is known once it was composed; `muted_at`: its reader wants no letters of the kind.
    """

    __tablename__ = "letters"
    __table_args__ = (UniqueConstraint("key"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    purpose: Mapped[str] = mapped_column(String(60))
    recipient: Mapped[str] = mapped_column(String(254))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    key: Mapped[str | None] = mapped_column(String(120))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    given_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    muted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str] = mapped_column(Text, default="")
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT), default="")

    @property
    def state(self) -> str:
        """`sent`, `failed` (given up), `unneeded` (lost its reason), `muted` or `waiting`."""
        if self.sent_at:
            return "sent"
        if self.muted_at:
            return "muted"
        if self.given_up_at:
            return "failed" if self.last_error else "unneeded"
        return "waiting"

    @property
    def reason(self) -> str:
        """Why it did not leave: `address`, `server`, `ours`; empty when nothing is wrong."""
        return reason_of(self.last_error)
