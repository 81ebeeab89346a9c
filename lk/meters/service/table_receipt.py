"""What one table has sent, read from its readings: they carry the key of its form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, literal, select

from lk.db import db
from lk.meters.models import Contract, ContractBinding, Meter, Reading
from lk.meters.service.owning import OwnMeter

MOST_SHOWN = 100
CHANNELS = ("table", "file")


@dataclass(frozen=True)
class Receipt:
    """`total` readings numbered from `first` to `last`; `readings` are the first of them."""

    total: int
    first: int
    last: int
    readings: Sequence[tuple[OwnMeter, Reading]]

    @property
    def sent_at(self) -> datetime:
        return self.readings[0][1].sent_at


def receipt_of(*, user_id: int, key: str) -> Receipt | None:
    """What this consumer has sent by this form, of the contracts that are in the cabinet now; one
    SELECT, each meter a look into the index of the keys.
    """
    number = Reading.id
    query = (
        select(func.count().over(), func.min(number).over(), func.max(number).over())
        .add_columns(Meter, Contract, ContractBinding, Reading)
        .select_from(ContractBinding)
        .join(Contract, Contract.id == ContractBinding.contract_id)
        .join(Meter, Meter.contract_id == Contract.id)
        .join(Reading, Reading.key.in_(_keys(Meter.id, key)))
        .where(ContractBinding.user_id == user_id, ContractBinding.unbound_at.is_(None))
        .where(Reading.user_id == user_id)
        .order_by(number)
        .limit(MOST_SHOWN)
    )
    rows = db.session.execute(query).all()
    if not rows:
        return None
    total, first, last = rows[0][:3]
    return Receipt(total, first, last, [(OwnMeter(*each[3:6]), each[6]) for each in rows])


def key_of(meter_id: int, channel: str, key: str) -> str:
    """The key of a reading of a table: one form makes one reading of each meter."""
    return f"{channel}:{meter_id}:{key}"[:80]


def _keys(meter_id: Any, key: str) -> list[ColumnElement[str]]:
    """The same in the database."""
    told = cast(meter_id, String)
    return [literal(f"{each}:").concat(told).concat(literal(f":{key}")) for each in CHANNELS]
