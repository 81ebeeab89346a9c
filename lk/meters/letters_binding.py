"""Letters about a contract that has come into a cabinet, or was taken out of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from lk.account.models import User
from lk.db import db
from lk.meters.models import Contract, ContractBinding, Meter
from lk.outbox import Letter, NoLongerNeeded, composes

MOST_NAMED = 10


@composes("meters.bound")
def bound(letter: Letter, at: datetime) -> dict[str, Any]:
    """To the binder: what is in the cabinet now. Not needed when it is out again."""
    binding, contract = _facts(letter)
    if binding.unbound_at is not None:
        raise NoLongerNeeded
    meters = select(Meter.number).where(Meter.contract_id == contract.id)
    named = db.session.scalars(meters.order_by(Meter.number).limit(MOST_NAMED)).all()
    count = db.session.scalar(select(func.count(Meter.id)).where(Meter.contract_id == contract.id))
    return {
        "contract": contract,
        "binding": binding,
        "numbers": named,
        "more": (count or 0) - len(named),
        "at": letter.created_at,
    }


@composes("meters.bound_too")
def bound_too(letter: Letter, at: datetime) -> dict[str, Any]:
    """To those who had it before: somebody else has it too, or (`proven`) sees all of it now; who,
    the letter does not say.
    """
    _, contract = _facts(letter)
    is_proven = letter.facts.get("proven", False)
    return {"contract": contract, "is_proven": is_proven, "at": letter.created_at}


@composes("meters.unbound")
def unbound(letter: Letter, at: datetime) -> dict[str, Any]:
    """The office has taken it out of the cabinet. Not needed when it is in again."""
    binding, contract = _facts(letter)
    if binding.unbound_at is None:
        raise NoLongerNeeded
    return {"contract": contract, "at": letter.created_at}


@composes("meters.guessed")
def guessed(letter: Letter, at: datetime) -> dict[str, Any]:
    """To the office: somebody tries numbers of contracts and meters."""
    return {"tries": letter.facts["tries"], "at": letter.created_at}


def _facts(letter: Letter) -> tuple[ContractBinding, Contract]:
    user = db.session.get(User, letter.user_id) if letter.user_id else None
    query = (
        select(ContractBinding, Contract)
        .join(Contract, Contract.id == ContractBinding.contract_id)
        .where(ContractBinding.id == letter.facts["binding"])
    )
    found = db.session.execute(query).one_or_none()
    if found is None or user is None or not user.is_active:
        raise NoLongerNeeded
    return found[0], found[1]
