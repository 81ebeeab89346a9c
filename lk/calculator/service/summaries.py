"""A kept calculation in short, for whom it belongs to: what it came to, and by which tariff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from lk.calculator.models import Calculation, TariffVersion
from lk.db import db


@dataclass(frozen=True, slots=True)
class Summary:
    """Totals in roubles as they were told, None where that way gave no number. `on` is the day
    it was calculated for, `power_kw` the power asked for, `distance_m` metres.
    """

    public_id: str
    on: date
    power_kw: Decimal
    distance_m: Decimal
    voltage: str
    reliability: str
    standard: Decimal | None
    per_kw: Decimal | None
    tariff: str
    is_demo: bool


def summary_of(calculation_id: int) -> Summary | None:
    """One SELECT."""
    query = (
        select(
            Calculation.public_id,
            Calculation.question,
            Calculation.answer,
            TariffVersion.title,
            TariffVersion.is_demo,
        )
        .join(TariffVersion, TariffVersion.id == Calculation.version_id)
        .where(Calculation.id == calculation_id)
    )
    row = db.session.execute(query).one_or_none()
    if row is None:
        return None
    return Summary(
        public_id=row.public_id,
        on=date.fromisoformat(row.question["on"]),
        power_kw=Decimal(row.question["power_kw"]),
        distance_m=Decimal(row.question["distance_m"]),
        voltage=row.question["voltage"],
        reliability=row.question["reliability"],
        standard=_total(row.answer["standard"]),
        per_kw=_total(row.answer["per_kw"]),
        tariff=row.title,
        is_demo=row.is_demo,
    )


def _total(way: Mapping[str, Any]) -> Decimal | None:
    return Decimal(way["total"]) if "total" in way else None
