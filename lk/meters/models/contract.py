"""Contracts, their meters, and whose cabinet they stand in (fig. 18 and 20)."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lk.db import Base, Key, UtcDateTime, new_public_id
from lk.meters.models.billing import BillingPeriod
from lk.meters.models.exact import Exact


class Contract(Base):
    """An energy contract. `may_send`: whether readings are taken from this holder (fig. 17).

    `kind`: person, entrepreneur, organisation or cooperative. `may_be_bound`: the office can keep
    a contract out of all cabinets.
    """

    __tablename__ = "contracts"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    holder: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(20))
    may_send: Mapped[bool]
    may_be_bound: Mapped[bool] = mapped_column(default=True)

    meters: Mapped[list["Meter"]] = relationship(
        back_populates="contract", order_by="Meter.number", lazy="raise_on_sql"
    )


class Meter(Base):
    """A meter. `digits` is the size of its register before the comma, `zones` its tariff zones.

    `search_key` is what a search looks through (`rules.search_key_of`): whoever writes a meter
    writes it too. `replaces_id`: the meter that stood in its place before.
    """

    __tablename__ = "meters"
    __table_args__ = (
        UniqueConstraint("contract_id", "number"),
        # What is due in a cabinet is found and put in order by this index alone.
        Index(
            "ix_meters_of_contract", "contract_id", "search_key", "number", "removed_on", "tariff"
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, default=new_public_id)
    contract_id: Mapped[int] = mapped_column(Key, ForeignKey("contracts.id"))
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
    replaces_id: Mapped[int | None] = mapped_column(Key, ForeignKey("meters.id"), unique=True)
    search_key: Mapped[str] = mapped_column(String(600))

    contract: Mapped[Contract] = relationship(back_populates="meters", lazy="raise_on_sql")
    history: Mapped[list[BillingPeriod]] = relationship(
        back_populates="meter",
        order_by="BillingPeriod.period.desc(), BillingPeriod.zone",
        lazy="raise_on_sql",
    )

    @property
    def is_removed(self) -> bool:
        return self.removed_on is not None


class MeterEvent(Base):
    """A line of a meter's life that the billing told: see `rules.EVENTS` for the codes.

    `before` and `after`: the last reading of the old register and the first of the new one, or the
    coefficient before and after.
    """

    __tablename__ = "meter_events"
    __table_args__ = (UniqueConstraint("meter_id", "on", "code", "zone"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    meter_id: Mapped[int] = mapped_column(Key, ForeignKey("meters.id"))
    on: Mapped[date]
    code: Mapped[str] = mapped_column(String(20))
    zone: Mapped[int] = mapped_column(default=1)
    before: Mapped[Decimal | None] = mapped_column(Exact)
    after: Mapped[Decimal | None] = mapped_column(Exact)
    note: Mapped[str] = mapped_column(String(200), default="")


class ContractBinding(Base):
    """A contract in a consumer's cabinet; all meters of the contract come with it.

    `sees_from`: figures and the address are shown from this day on; None shows everything.
    `serial` is part of the reminder links: another one makes the old links void.
    """

    __tablename__ = "contract_bindings"
    __table_args__ = (
        UniqueConstraint("user_id", "contract_id"),
        # Whose contracts these are, and how much of each is shown: from this index alone.
        Index("ix_contract_bindings_of_user", "user_id", "contract_id", "unbound_at", "sees_from"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    user_id: Mapped[int] = mapped_column(Key, ForeignKey("users.id"))
    contract_id: Mapped[int] = mapped_column(Key, ForeignKey("contracts.id"), index=True)
    bound_at: Mapped[datetime] = mapped_column(UtcDateTime)
    unbound_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sees_from: Mapped[date | None]
    serial: Mapped[int] = mapped_column(default=1)

    contract: Mapped[Contract] = relationship(lazy="raise_on_sql")

    @property
    def shows_all(self) -> bool:
        return self.sees_from is None

    def shows_sent(self, *, taken_on: date, sent_at: datetime) -> bool:
        """Whether a reading of that day, sent at that moment by whomever, is shown here."""
        since = self.sees_from
        return since is None or (taken_on >= since and sent_at >= self.bound_at)
