"""What the consumer sent, on its way to the billing and back; and the files that carry it."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lk.db import Base, Key, UtcDateTime, new_public_id
from lk.meters.models.contract import Meter
from lk.meters.models.exact import Exact

# One reading of a meter stands for a period; refused and replaced ones do not count.
_STANDING = text("state NOT IN ('rejected', 'replaced')")
_WAITING = text("state = 'sent'")


class ReadingFile(Base):
    """A numbered file for the billing. Without `written_at` it was taken down before it stood on
    the disk: the next export writes this one again.
    """

    __tablename__ = "reading_files"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(100))
    written_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    readings: Mapped[int]

    @property
    def number(self) -> int:
        return self.id


class Reading(Base):
    """A reading that was sent: a value for each zone of the meter, on one day.

    `state`, see `rules.STATES`: sent → exported → accepted, corrected or rejected; sent →
    replaced, when the consumer corrects it before it is exported. `answer`: what the consumer said
    to a doubt (`rules.ANSWERS`). `channel`: form, link, table, file or office. `key`: the form's
    one-time key, so that a form sent twice is one reading. `accepted1…3`: what the billing took
    instead, when it took something else.
    """

    __tablename__ = "readings"
    __table_args__ = (
        Index(
            "uq_readings_meter_id_period",
            "meter_id",
            "period",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
        Index("ix_readings_of_meter", "meter_id", "period", "id"),
        Index("ix_readings_waiting", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, default=new_public_id)
    meter_id: Mapped[int] = mapped_column(Key, ForeignKey("meters.id"))
    user_id: Mapped[int | None] = mapped_column(Key, ForeignKey("users.id"), index=True)
    period: Mapped[str] = mapped_column(String(7))
    taken_on: Mapped[date]
    value1: Mapped[Decimal] = mapped_column(Exact)
    value2: Mapped[Decimal | None] = mapped_column(Exact)
    value3: Mapped[Decimal | None] = mapped_column(Exact)
    answer: Mapped[str] = mapped_column(String(20), default="")
    channel: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(80), unique=True)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10), default="sent")
    file_id: Mapped[int | None] = mapped_column(Key, ForeignKey("reading_files.id"), index=True)
    verdict_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(300), default="")
    accepted1: Mapped[Decimal | None] = mapped_column(Exact)
    accepted2: Mapped[Decimal | None] = mapped_column(Exact)
    accepted3: Mapped[Decimal | None] = mapped_column(Exact)

    meter: Mapped[Meter] = relationship(lazy="raise_on_sql")
    file: Mapped[ReadingFile | None] = relationship(lazy="raise_on_sql")

    @property
    def number(self) -> int:
        """Which the consumer is told: «передано, № 12»."""
        return self.id

    @property
    def values(self) -> tuple[Decimal, ...]:
        """One for each zone."""
        found = (self.value1, self.value2, self.value3)
        return tuple(each for each in found if each is not None)

    @property
    def accepted(self) -> tuple[Decimal, ...]:
        """What the billing took instead; empty when it said nothing of values."""
        found = (self.accepted1, self.accepted2, self.accepted3)
        return tuple(each for each in found if each is not None)

    @property
    def may_be_corrected(self) -> bool:
        """Until the billing has taken it."""
        return self.state == "sent"
