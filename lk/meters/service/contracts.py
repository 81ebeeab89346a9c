"""The contracts of a cabinet, and how many meters each brings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select

from lk.db import db
from lk.meters.models import Contract, ContractBinding, Meter

PAGE = 50


@dataclass(frozen=True)
class BoundContract:
    """`meters`: at work, `removed`: taken off the books; `sees_from`: figures are shown from then
    on, None for all of them.
    """

    number: str
    kind: str
    may_send: bool
    bound_at: datetime
    sees_from: date | None
    meters: int
    removed: int


@dataclass(frozen=True)
class ContractPage:
    """`after`: the number behind which the next page begins, «» on the last one."""

    rows: Sequence[BoundContract]
    after: str


def contracts_of(*, user_id: int, after: str = "", limit: int = PAGE) -> ContractPage:
    """A page of the consumer's contracts by number, behind the number `after`; one SELECT."""
    query = _bound(user_id).order_by(Contract.number).limit(limit + 1)
    if after:
        query = query.where(Contract.number > after)
    rows = [BoundContract(*row) for row in db.session.execute(query)]
    return ContractPage(rows[:limit], rows[limit - 1].number if len(rows) > limit else "")


def contract_of(*, user_id: int, number: str) -> BoundContract | None:
    """One of them, by its exact number; one SELECT."""
    query = _bound(user_id).where(Contract.number == number)
    found = db.session.execute(query).one_or_none()
    return BoundContract(*found) if found else None


def contract_by_id(*, user_id: int, contract_id: int) -> BoundContract:
    """The same of a contract that is known to be there."""
    query = _bound(user_id).where(Contract.id == contract_id)
    return BoundContract(*db.session.execute(query).one())


def _bound(user_id: int) -> Any:
    return (
        select(
            Contract.number,
            Contract.kind,
            Contract.may_send,
            ContractBinding.bound_at,
            ContractBinding.sees_from,
            _count(Meter.removed_on.is_(None)),
            _count(Meter.removed_on.is_not(None)),
        )
        .join(Contract, Contract.id == ContractBinding.contract_id)
        .where(ContractBinding.user_id == user_id, ContractBinding.unbound_at.is_(None))
    )


def _count(condition: ColumnElement[bool]) -> ScalarSelect[int]:
    query = select(func.count(Meter.id)).where(Meter.contract_id == Contract.id, condition)
    return query.correlate(Contract).scalar_subquery()
