"""Tariffs as dated data: an order of the regulator is a version, its figures are rates."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from lk.calculator import rules
from lk.calculator.orders import Order, from_plain, to_plain
from lk.db import Base, ExactDecimal, Key, UtcDateTime, new_public_id

# What stands in `rules`: all that the law changes from year to year, and the words beside it.
RULES = ("last_mile", "per_kw", "reduced", "long_work", "notes")
FACTS = (
    "code",
    "title",
    "issuer",
    "order_number",
    "order_date",
    "publication_url",
    "effective_from",
    "effective_to",
    "vat_mode",
    "vat_percent",
    "is_demo",
)


class TariffVersion(Base):
    """One order of the regulator, in force from `effective_from` to `effective_to` inclusive, or
    until the next one begins.

    `state`: a `draft` is used for nothing; an `active` one counts; a `superseded` one was active
    and has been corrected by the version that names it in `supersedes`. Once active, a version
    and its rates never change: triggers of the database see to it. `rules` is the plain form of
    the dataclasses of `rules.tariff`.
    """

    __tablename__ = "tariff_versions"
    __table_args__ = (
        CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from", name="ends_after_it_begins"
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    state: Mapped[str] = mapped_column(String(12), default="draft")
    title: Mapped[str] = mapped_column(String(300))
    is_demo: Mapped[bool]
    issuer: Mapped[str] = mapped_column(String(300))
    order_number: Mapped[str] = mapped_column(String(60))
    order_date: Mapped[date | None]
    publication_url: Mapped[str] = mapped_column(String(500))
    effective_from: Mapped[date] = mapped_column(index=True)
    effective_to: Mapped[date | None]
    vat_mode: Mapped[str] = mapped_column(String(10))
    vat_percent: Mapped[Decimal] = mapped_column(ExactDecimal)
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)
    supersedes: Mapped[str] = mapped_column(String(40))
    loaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    loaded_by: Mapped[str] = mapped_column(String(120))
    activated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    activated_by: Mapped[str] = mapped_column(String(120), default="")
    superseded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    rates: Mapped[list["Rate"]] = relationship(
        back_populates="version",
        cascade="all, delete-orphan",
        order_by="Rate.id",
        lazy="raise_on_sql",
    )

    @property
    def is_draft(self) -> bool:
        return self.state == "draft"

    @property
    def is_superseded(self) -> bool:
        return self.state == "superseded"

    @property
    def has_been_active(self) -> bool:
        """From then on nothing of it may change."""
        return self.activated_at is not None

    @property
    def order(self) -> Order:
        """As plain values; `rates` must be loaded."""
        facts = to_plain({name: getattr(self, name) for name in FACTS})
        empty = from_plain(rules.Tariff, self.rules | facts | {"rates": []})
        rates = tuple(each.plain for each in self.rates)
        return Order(replace(empty, rates=rates), self.supersedes)

    def take(self, order: Order) -> None:
        """Become what the order says; its rates are new rows."""
        plain = to_plain(order.tariff)
        for name in FACTS:
            setattr(self, name, getattr(order.tariff, name))
        self.rules = {name: plain[name] for name in RULES}
        self.supersedes = order.supersedes
        self.rates = [Rate.of(each) for each in order.tariff.rates]


class Rate(Base):
    """One figure, exact: see `rules.Rate`. Empty `scheme`, `voltage`, `territory`, `kind`: any."""

    __tablename__ = "rates"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    version_id: Mapped[int] = mapped_column(Key, ForeignKey("tariff_versions.id"), index=True)
    code: Mapped[str] = mapped_column(String(10))
    unit: Mapped[str] = mapped_column(String(10))
    value: Mapped[Decimal] = mapped_column(ExactDecimal)
    scheme: Mapped[str] = mapped_column(String(20))
    voltage: Mapped[str] = mapped_column(String(10))
    territory: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(200))
    power_from: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    power_to: Mapped[Decimal | None] = mapped_column(ExactDecimal)

    version: Mapped[TariffVersion] = relationship(back_populates="rates", lazy="raise_on_sql")

    @classmethod
    def of(cls, rate: rules.Rate) -> "Rate":
        return cls(**{name: getattr(rate, name) for name in _RATE} | {"unit": rate.unit.value})

    @property
    def plain(self) -> rules.Rate:
        facts = {name: getattr(self, name) for name in _RATE}
        return rules.Rate(**facts | {"unit": rules.Unit(self.unit)})


_RATE = tuple(rules.Rate.__dataclass_fields__)


class TariffStamp(Base):
    """One row whose `stamp` is new whenever another version begins to count: what a process
    remembers of tariffs holds while it is the same.
    """

    __tablename__ = "tariff_stamp"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    stamp: Mapped[str] = mapped_column(String(26))


class Calculation(Base):
    """What somebody was told: the question, the version it was answered by, and the answer then.

    `question` and `answer` are plain forms of `rules.Question` and `rules.Answer` (without its
    question and tariff). `key` tells one content, version and asker from another.
    """

    __tablename__ = "calculations"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(26), unique=True, default=new_public_id)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    version_id: Mapped[int] = mapped_column(Key, ForeignKey("tariff_versions.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(Key, ForeignKey("users.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    question: Mapped[dict[str, Any]] = mapped_column(JSON)
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)

    version: Mapped[TariffVersion] = relationship(lazy="raise_on_sql")


# Loader options for whoever opens a calculation whole.
WITH_VERSION = (joinedload(Calculation.version).selectinload(TariffVersion.rates),)
