from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from lk.db import db
from lk.meters.models import Contract, ContractBinding, Meter
from lk.meters.rules import Window, open_window


@dataclass(frozen=True)
class Due:
    """Readings that are asked for now: how many meters, the first of them, until when."""

    meters: int
    number: str
    address: str
    window: Window


def readings_due(*, user_id: int, on: date) -> Sequence[Due]:
    """What is due on that day over the consumer's contracts, one a kind of contract; one SELECT.

    Removed meters and contracts whose holder may not send (fig. 17) are left out.
    """
    query = (
        select(Contract.kind, func.count(Meter.id), func.min(Meter.number), func.min(Meter.address))
        .join(ContractBinding, ContractBinding.contract_id == Contract.id)
        .join(Meter, Meter.contract_id == Contract.id)
        .where(
            ContractBinding.user_id == user_id,
            ContractBinding.unbound_at.is_(None),
            Contract.may_send,
            Meter.removed_on.is_(None),
        )
        .group_by(Contract.kind)
        .order_by(Contract.kind)
    )
    return [
        Due(count, number, address, window)
        for kind, count, number, address in db.session.execute(query)
        if (window := open_window(kind, on))
    ]
