"""Contracts, meters and their history, as the billing system exports them (fig. 18–20)."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from lk.db import Base, Key, UtcDateTime, new_public_id

PLACES = 4


class Exact(TypeDecorator[Decimal]):
    """A Decimal with four places, kept as a whole number: SQLite would make a float of it."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> int | None:
        if value is None:
            return None
        return int(value.scaleb(PLACES).quantize(Decimal(1), rounding=ROUND_HALF_UP))

    def process_result_value(self, value: int | None, dialect: Any) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-PLACES).normalize() + 0


class Contract(Base):
    """An energy contract. `may_send`: whether readings are taken from this holder (fig. 17)."""

    __tablename__ = "contracts"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    holder: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(20))
    may_send: Mapped[bool]

    meters: Mapped[list["Meter"]] = relationship(
        back_populates="contract", order_by="Meter.number", lazy="raise_on_sql"
    )


class Meter(Base):
    """A meter. `digits` is the size of its register before the comma, `zones` its tariff zones."""

    __tablename__ = "meters"
    __table_args__ = (UniqueConstraint("contract_id", "number"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, default=new_public_id)
    contract_id: Mapped[int] = mapped_column(Key, ForeignKey("contracts.id"), index=True)
    number: Mapped[str] = mapped_column(String(40), index=True)
    type: Mapped[str] = mapped_column(String(100))
    tariff: Mapped[str] = mapped_column(String(100))
    coefficient: Mapped[Decimal] = mapped_column(Exact, default=Decimal(1))
    digits: Mapped[int]
    address: Mapped[str] = mapped_column(String(300))
    zones: Mapped[int] = mapped_column(default=1)
    installed_on: Mapped[date | None]
    verified_on: Mapped[date | None]
    removed_on: Mapped[date | None]

    contract: Mapped[Contract] = relationship(back_populates="meters", lazy="raise_on_sql")
    history: Mapped[list["BillingPeriod"]] = relationship(
        back_populates="meter",
        order_by="BillingPeriod.period.desc(), BillingPeriod.zone",
        lazy="raise_on_sql",
    )

    @property
    def is_removed(self) -> bool:
        return self.removed_on is not None


class BillingPeriod(Base):
    """What was charged for a month of one zone: not what the consumer sent (fig. 17, point 4).

    `period` is YYYY-MM; `method` says how it was counted: actual, average or norm.
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

    meter: Mapped[Meter] = relationship(back_populates="history", lazy="raise_on_sql")


class ContractBinding(Base):
    """A contract in a consumer's cabinet; all meters of the contract come with it."""

    __tablename__ = "contract_bindings"
    __table_args__ = (UniqueConstraint("user_id", "contract_id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    user_id: Mapped[int] = mapped_column(Key, ForeignKey("users.id"))
    contract_id: Mapped[int] = mapped_column(Key, ForeignKey("contracts.id"), index=True)
    bound_at: Mapped[datetime] = mapped_column(UtcDateTime)
    unbound_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    contract: Mapped[Contract] = relationship(lazy="raise_on_sql")
