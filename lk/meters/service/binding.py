"""A contract comes into a cabinet and leaves it; all its meters, later ones too, come by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lk import audit, outbox
from lk.account.models import User
from lk.company import company
from lk.db import db
from lk.meters.errors_binding import AlreadyBound, NoSuchPair, NotBound
from lk.meters.models import Contract, ContractBinding, Meter
from lk.meters.rules.spelling import spellings


@dataclass(frozen=True)
class Pair:
    """A contract and a meter of it that somebody knows."""

    contract_id: int
    meter_id: int


def find_pair(*, contract: str, meter: str) -> Pair | None:
    """What was typed, in any usual spelling; one SELECT, the same whatever is wrong with it."""
    query = (
        select(Contract.id, Meter.id)
        .join(Meter, Meter.contract_id == Contract.id)
        .where(
            Contract.number.in_(spellings(contract)),
            Contract.may_be_bound,
            Meter.number.in_(spellings(meter)),
        )
        .order_by(Contract.id, Meter.id)
        .limit(1)
    )
    found = db.session.execute(query).one_or_none()
    return Pair(*found) if found else None


def find_contract(*, number: str) -> Contract | None:
    """By its number in any usual spelling; the exact one goes first."""
    names = spellings(number)
    query = select(Contract).where(Contract.number.in_(names))
    found = {each.number: each for each in db.session.scalars(query)}
    return next((found[name] for name in names if name in found), None)


def bind(
    *,
    user: User,
    contract_id: int,
    actor: str,
    at: datetime,
    sees_all: bool = False,
    comment: str = "",
) -> ContractBinding:
    """Put the contract into the cabinet, again if need be, and write to all whom it concerns.

    The first reader sees everything; whoever comes after another one sees figures from this day on
    (`sees_all`: the office has seen a proof). Raises NoSuchPair, AlreadyBound.
    """
    contract = _hold(contract_id)
    readers = _readers(contract_id)
    others = [(each, who) for each, who in readers if each.user_id != user.id]
    binding = next((each for each, _ in readers if each.user_id == user.id), None)
    if binding is None:
        binding = ContractBinding(user_id=user.id, contract_id=contract.id, serial=1)
        db.session.add(binding)
    elif binding.unbound_at is None:
        raise AlreadyBound
    else:
        binding.serial += 1
    is_cut = bool(others) and not sees_all
    binding.bound_at, binding.unbound_at = at, None
    binding.sees_from = at.astimezone(company().time_zone).date() if is_cut else None
    db.session.flush()
    _write(binding, user, [who for each, who in others if each.unbound_at is None], at)
    _record(
        "meters.bound", contract, user, actor=actor, at=at, comment=comment, sees_all=not is_cut
    )
    return binding


def unbind(
    *, user: User, number: str, actor: str, at: datetime, comment: str = "", tells: bool = False
) -> Contract:
    """Take the contract out of the cabinet; links of its reminders are void from now on.

    `tells`: by a letter, for it was not the consumer. Raises NotBound.
    """
    contract, binding = _own(user, number)
    binding.unbound_at = at
    db.session.flush()  # the contract is locked before the audit, as in `bind`
    if tells:
        key = f"meters.unbound:{binding.id}:{binding.serial}"
        outbox.put(
            "meters.unbound", to=user.email, at=at, user_id=user.id, key=key, binding=binding.id
        )
    _record("meters.unbound", contract, user, actor=actor, at=at, comment=comment)
    return contract


def show_all(
    *, user: User, number: str, actor: str, at: datetime, comment: str = ""
) -> ContractBinding:
    """Let a reader who came later see everything, and write to the others; links of reminders stay.

    Raises NotBound; AlreadyBound when they see it already.
    """
    contract, binding = _own(user, number)
    if binding.shows_all:
        raise AlreadyBound
    binding.sees_from = None
    others = [who for each, who in _readers(contract.id) if each.unbound_at is None]
    _tell_others(binding, [each for each in others if each.id != user.id], at, proven=True)
    _record("meters.shown_all", contract, user, actor=actor, at=at, comment=comment)
    return binding


def _hold(contract_id: int) -> Contract:
    """The contract, locked: of two who bind it at once one is the second."""
    query = select(Contract).where(Contract.id == contract_id, Contract.may_be_bound)
    contract = db.session.scalar(query.with_for_update())
    if contract is None:
        raise NoSuchPair
    return contract


def _own(user: User, number: str) -> tuple[Contract, ContractBinding]:
    """The contract and how it stands in this cabinet; raises NotBound."""
    query = (
        select(Contract, ContractBinding)
        .join(ContractBinding, ContractBinding.contract_id == Contract.id)
        .where(
            Contract.number == number,
            ContractBinding.user_id == user.id,
            ContractBinding.unbound_at.is_(None),
        )
    )
    found = db.session.execute(query).one_or_none()
    if found is None:
        raise NotBound
    return found[0], found[1]


def _readers(contract_id: int) -> Sequence[tuple[ContractBinding, User]]:
    """All who have the contract in their cabinets, or had."""
    query = (
        select(ContractBinding, User)
        .join(User, User.id == ContractBinding.user_id)
        .where(ContractBinding.contract_id == contract_id)
        .order_by(ContractBinding.id)
    )
    return [(each, who) for each, who in db.session.execute(query)]


def _write(binding: ContractBinding, user: User, others: Sequence[User], at: datetime) -> None:
    key = f"meters.bound:{binding.id}:{binding.serial}"
    outbox.put("meters.bound", to=user.email, at=at, user_id=user.id, key=key, binding=binding.id)
    _tell_others(binding, others, at, proven=binding.shows_all)


def _tell_others(
    binding: ContractBinding, others: Sequence[User], at: datetime, *, proven: bool
) -> None:
    """`proven`: the new reader sees everything. Each of the two is told once a binding."""
    tail = f"{binding.id}:{binding.serial}:{'proven' if proven else 'cut'}"
    for other in others:
        if other.is_active:
            outbox.put(
                "meters.bound_too",
                to=other.email,
                at=at,
                user_id=other.id,
                key=f"meters.bound_too:{tail}:{other.id}",
                binding=binding.id,
                proven=proven,
            )


def _record(
    event: str,
    contract: Contract,
    user: User,
    *,
    actor: str,
    at: datetime,
    comment: str,
    **details: bool,
) -> None:
    """The same line whoever did it: only `actor` tells the consumer from the office."""
    audit.record(
        event,
        actor=actor,
        subject=f"contract:{contract.number}",
        at=at,
        consumer=user.login,
        comment=comment,
        **details,
    )
