"""What the billing accounted: brought by its files, never computed over."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lk.db import Base, Key
from lk.meters.models.exact import Exact

if TYPE_CHECKING:
    from lk.meters.models.contract import Meter


class BillingPeriod(Base):
    """What was charged for a month of one zone: not what the consumer sent (fig. 17, point 4).

    `period` is YYYY-MM; `method` says how it was counted: actual, average or norm; `consumption`
    in kWh, `reading` as the register showed it.
    """

    __tablename__ = "billing_periods"
    __table_args__ = (UniqueConstraint("meter_id", "period", "zone"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    meter_id: Mapped[int] = mapped_column(Key, ForeignKey("meters.id"))
    period: Mapped[str] = mapped_column(String(7))
    zone: Mapped[int] = mapped_column(default=1)
    reading: Mapped[Decimal] = mapped_column(Exact)
    consumption: Mapped[Decimal] = mapped_column(Exact)
    method: Mapped[str] = mapped_column(String(10), default="actual")
    reading_date: Mapped[date | None]

    meter: Mapped["Meter"] = relationship(back_populates="history", lazy="raise_on_sql")
