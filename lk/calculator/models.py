"""Tariffs as dated data: an order of the regulator is a version, its figures are rates."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lk.db import Base, Key, Money


class TariffVersion(Base):
    """One order of the regulator, in force from `effective_from` to `effective_to` inclusive.

    `rules` holds what the law changes from year to year: the share of the last mile for small
    applicants, the distance that is free, the reduced fee. `is_demo` figures are no one's order
    and every page that shows them says so.
    """

    __tablename__ = "tariff_versions"
    __table_args__ = (
        CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from", name="ends_after_it_begins"
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    is_demo: Mapped[bool]
    issuer: Mapped[str] = mapped_column(String(300))
    order_number: Mapped[str | None] = mapped_column(String(60))
    order_date: Mapped[date | None]
    publication_url: Mapped[str | None] = mapped_column(String(500))
    effective_from: Mapped[date] = mapped_column(index=True)
    effective_to: Mapped[date | None]
    vat_included: Mapped[bool]
    vat_percent: Mapped[int]
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)

    rates: Mapped[list["Rate"]] = relationship(
        back_populates="version", cascade="all, delete-orphan", lazy="raise_on_sql"
    )


class Rate(Base):
    """One figure: `code` C1…C8 or CMAX1…, `unit` RUB_CONN, RUB_KM, RUB_PIECE, RUB_KW, RUB_POINT.

    Empty `voltage` (kV, as "0.4"), `territory` (city, rural) or `kind` means «any».
    """

    __tablename__ = "rates"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    version_id: Mapped[int] = mapped_column(Key, ForeignKey("tariff_versions.id"), index=True)
    code: Mapped[str] = mapped_column(String(10))
    scheme: Mapped[str] = mapped_column(String(20), default="permanent")
    voltage: Mapped[str] = mapped_column(String(10), default="")
    territory: Mapped[str] = mapped_column(String(10), default="")
    kind: Mapped[str] = mapped_column(String(200), default="")
    section_mm2: Mapped[int | None]
    kva_from: Mapped[int | None]
    kva_to: Mapped[int | None]
    unit: Mapped[str] = mapped_column(String(10))
    value: Mapped[Decimal] = mapped_column(Money)

    version: Mapped[TariffVersion] = relationship(back_populates="rates", lazy="raise_on_sql")
