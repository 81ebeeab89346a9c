"""How the month goes: contracts, cabinets, what was sent of what was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, distinct, exists, func, select

from lk.db import db
from lk.meters.models import Contract, ContractBinding, Meter, Reading, ReadingFile
from lk.meters.rules import STATES

_LIVE = ContractBinding.unbound_at.is_(None)
_IN_CABINET = exists().where(ContractBinding.contract_id == Contract.id, _LIVE)


@dataclass(frozen=True)
class Stats:
    """Of one month. `asked`: meters in cabinets that a reading may be sent of; `answered`: those of
    them that one stands for. `waiting`: not exported yet, of any month. `overdue`: exported before
    `since`, and no verdict yet.
    """

    contracts: int
    bound_contracts: int
    cabinets: int
    meters: int
    removed: int
    asked: int
    answered: int
    by_state: Mapping[str, int]
    waiting: int
    overdue: int

    @property
    def share(self) -> Decimal | None:
        """Of what was asked for, in per cent with one place."""
        if not self.asked:
            return None
        return round(Decimal(self.answered) * 100 / self.asked, 1)


def stats_of(*, period: str, since: datetime) -> Stats:
    return Stats(
        contracts=_count(Contract),
        bound_contracts=_count(Contract, _IN_CABINET),
        cabinets=_cabinets(),
        meters=_count(Meter, Meter.removed_on.is_(None)),
        removed=_count(Meter, Meter.removed_on.is_not(None)),
        asked=_asked(),
        answered=_asked(_stands(period)),
        by_state=_by_state(period),
        waiting=_count(Reading, Reading.state == "sent"),
        overdue=_overdue(since),
    )


def _count(model: type, *conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def _cabinets() -> int:
    query = select(func.count(distinct(ContractBinding.user_id))).where(_LIVE)
    return db.session.scalar(query) or 0


def _asked(*conditions: ColumnElement[bool]) -> int:
    query = (
        select(func.count(Meter.id))
        .join(Contract, Contract.id == Meter.contract_id)
        .where(Meter.removed_on.is_(None), Contract.may_send, _IN_CABINET, *conditions)
    )
    return db.session.scalar(query) or 0


def _stands(period: str) -> ColumnElement[bool]:
    return exists().where(
        Reading.meter_id == Meter.id,
        Reading.period == period,
        Reading.state.not_in(("rejected", "replaced")),
    )


def _by_state(period: str) -> Mapping[str, int]:
    query = select(Reading.state, func.count()).where(Reading.period == period)
    found = {state: count for state, count in db.session.execute(query.group_by(Reading.state))}
    return {state: found.get(state, 0) for state in STATES}


def _overdue(since: datetime) -> int:
    query = (
        select(func.count(Reading.id))
        .join(ReadingFile, ReadingFile.id == Reading.file_id)
        .where(Reading.state == "exported", ReadingFile.made_at < since)
    )
    return db.session.scalar(query) or 0
