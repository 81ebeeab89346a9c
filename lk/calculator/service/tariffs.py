"""Versions of the tariff for the office: taken from a judged file, put in force, withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import selectinload

from lk import audit
from lk.calculator.models import Rate, TariffStamp, TariffVersion
from lk.calculator.orders import (
    Clash,
    NeverChanged,
    NotADraft,
    NoVersion,
    Order,
    Period,
    PeriodsClash,
    clashes,
    differences,
    timeline,
)
from lk.calculator.service.active import period_of
from lk.db import db, new_public_id

_THE_STAMP = 1


@dataclass(frozen=True)
class Basis:
    """What a file is compared with: the version of its code, else the one that counts on its
    first day; `order` is None where there is neither.
    """

    order: Order | None
    is_same_code: bool
    state: str = ""


def versions() -> Sequence[TariffVersion]:
    """All of them, the earliest period first; rates are not loaded."""
    by_days = TariffVersion.effective_from, TariffVersion.id
    return db.session.scalars(select(TariffVersion).order_by(*by_days)).all()


def version(code: str) -> TariffVersion:
    """With its rates. Raises NoVersion."""
    found = _find(code)
    if found is None:
        raise NoVersion(code)
    return found


def periods() -> Mapping[str, Period]:
    """On which days each version counts, by code; a draft is not there, nor what has no day."""
    active = [period_of(each) for each in versions() if each.has_been_active]
    return {each.code: each for each in timeline(active)}


def rate_counts() -> Mapping[int, int]:
    """How many rates there are, by the version's id."""
    query = select(Rate.version_id, func.count()).group_by(Rate.version_id)
    return {id_: count for id_, count in db.session.execute(query)}


def basis_of(order: Order) -> Basis:
    found = _find(order.tariff.code)
    if found is not None:
        return Basis(found.order, is_same_code=True, state=found.state)
    code = order.supersedes or _code_on(order)
    other = _find(code) if code else None
    return Basis(other.order if other else None, is_same_code=False)


def import_order(*, order: Order, by: str, at: datetime) -> bool:
    """Keep it as a draft, in the place of a draft of that code; returns whether that changed
    anything. Drafts of other periods are reckoned with as if they were in force.

    Raises NeverChanged where that version has been active, PeriodsClash where no day of two
    tariffs, or none, would come of it.
    """
    _lock()
    found = _find(order.tariff.code)
    if found is not None and not differences(found.order, order):
        return False
    if found is not None and found.has_been_active:
        raise NeverChanged(found.code)
    _refuse_clashes(order, [period_of(each) for each in versions()])
    if found is None:
        found = TariffVersion(rates=[])
        db.session.add(found)
    found.take(order)
    found.loaded_at, found.loaded_by = at, by
    db.session.flush()
    audit.record(
        "office.tariff_imported",
        actor=f"office:{by}",
        subject=f"tariff:{found.code}",
        at=at,
        rates=len(found.rates),
    )
    return True


def activate(*, code: str, by: str, at: datetime) -> TariffVersion:
    """Put a draft in force: from now on it counts on its days and never changes.

    The version that it corrects is superseded. Raises NoVersion, NotADraft, PeriodsClash.
    """
    _lock()
    found = version(code)
    if not found.is_draft:
        raise NotADraft(code)
    active = [each for each in versions() if each.has_been_active]
    _refuse_clashes(found.order, [period_of(each) for each in active])
    found.state, found.activated_at, found.activated_by = "active", at, by
    for each in active:
        if each.code == found.supersedes:
            each.state, each.superseded_at = "superseded", at
    db.session.merge(TariffStamp(id=_THE_STAMP, stamp=new_public_id()))
    db.session.flush()
    audit.record(
        "office.tariff_activated",
        actor=f"office:{by}",
        subject=f"tariff:{code}",
        at=at,
        effective_from=found.effective_from.isoformat(),
        supersedes=found.supersedes,
    )
    return found


def delete(*, code: str, by: str, at: datetime) -> None:
    """Throw a draft away. Raises NoVersion, NeverChanged."""
    _lock()
    found = version(code)
    if not found.is_draft:
        raise NeverChanged(code)
    db.session.delete(found)
    db.session.flush()
    audit.record("office.tariff_deleted", actor=f"office:{by}", subject=f"tariff:{code}", at=at)


def _refuse_clashes(order: Order, others: Sequence[Period]) -> None:
    tariff = order.tariff
    new = Period(tariff.code, tariff.effective_from, tariff.effective_to, order.supersedes)
    found: Sequence[Clash] = clashes(new, others)
    if found:
        raise PeriodsClash(found)


def _code_on(order: Order) -> str:
    """The code of the version that counts on the order's first day."""
    first = order.tariff.effective_from
    on_it = (
        each.code
        for each in periods().values()
        if each.begins <= first and (each.ends is None or first <= each.ends)
    )
    return next(on_it, "")


def _find(code: str) -> TariffVersion | None:
    query = select(TariffVersion).where(TariffVersion.code == code)
    return db.session.scalar(query.options(selectinload(TariffVersion.rates)))


def _lock() -> None:
    """One office at a time: SQLite's write lock does it by itself."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("LOCK TABLE tariff_versions IN SHARE ROW EXCLUSIVE MODE"))
        db.session.expire_all()  # what was read before the lock may be another's past
