"""Readings that are asked for now: what the front page and the section tell first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, literal, select, union_all

from lk.db import db
from lk.meters.models import Contract, ContractBinding, Meter
from lk.meters.rules import Window
from lk.meters.rules.masking import masked
from lk.meters.service.reminding import Season, is_asked_for, seasons

MOST_NAMED = 5


@dataclass(frozen=True)
class DueMeter:
    public_id: str
    number: str
    address: str


@dataclass(frozen=True)
class Due:
    """How many meters a reading is asked of, the first of them by address, and until when."""

    meters: int
    named: Sequence[DueMeter]
    window: Window


def readings_due(*, user_id: int, on: date) -> Sequence[Due]:
    """What is due on that day over the consumer's contracts, one a window; at most one SELECT.

    Left out: removed meters, contracts whose holder may not send (fig. 17), months that a reading
    stands for or that are charged.
    """
    open_now = seasons(on=on)
    if not open_now:
        return []
    waiting = [_waiting(user_id, place, each) for place, each in enumerate(open_now)]
    found = (union_all(*waiting) if len(waiting) > 1 else waiting[0]).subquery("waiting")
    query = (
        select(found.c.place, found.c.total, Meter.public_id, Meter.number, Meter.address)
        .add_columns(found.c.sees_from)
        .join(Meter, Meter.id == found.c.id)
        .where(found.c.line <= MOST_NAMED)
        .order_by(found.c.place, found.c.line)
    )
    rows = db.session.execute(query).all()
    return [
        Due(own[0].total, [_named(row) for row in own], season.window)
        for place, season in enumerate(open_now)
        if (own := [row for row in rows if row.place == place])
    ]


def _waiting(user_id: int, place: int, season: Season) -> Select[Any]:
    """Meters of one window, numbered in the order of the list."""
    asked = is_asked_for(season.window.period, season.kinds)
    return (
        select(
            literal(place).label("place"),
            Meter.id,
            ContractBinding.sees_from,
            func.count().over().label("total"),
            func.row_number().over(order_by=(Meter.search_key, Meter.id)).label("line"),
        )
        .join(Contract, Contract.id == Meter.contract_id)
        .join(ContractBinding, ContractBinding.contract_id == Contract.id)
        .where(ContractBinding.user_id == user_id, *asked)
    )


def _named(row: Any) -> DueMeter:
    return DueMeter(
        row.public_id, row.number, masked(row.address) if row.sees_from else row.address
    )
