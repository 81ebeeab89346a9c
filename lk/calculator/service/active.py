"""The tariffs that count, ready for arithmetic: remembered by each process while they stand."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from lk.calculator.models import TariffStamp, TariffVersion
from lk.calculator.orders import Period, timeline
from lk.calculator.rules import Tariff
from lk.db import db

STAMP = select(TariffStamp.stamp)
_STAMP_SQL = str(STAMP)


@dataclass(frozen=True)
class VersionDays:
    """From when to when a version counts; `ends` None: until another one begins."""

    code: str
    title: str
    begins: date
    ends: date | None


@dataclass(frozen=True)
class _Known:
    """Ready tariffs in the order of their days, and ids of their versions, under a stamp.

    A stamp is random, so another process's change, another database or a rollback is another
    stamp: what is known never outlives what it was read from.
    """

    stamp: str
    tariffs: tuple[Tariff, ...]
    ids: dict[str, int]


_NOTHING = _Known("", (), {})
_last = [_NOTHING]


def tariff_on(day: date) -> Tariff | None:
    """The tariff of that day; its `effective_to` is the last day on which it really counts."""
    for tariff in reversed(_known().tariffs):
        if tariff.effective_from <= day:
            ends = tariff.effective_to
            return tariff if ends is None or day <= ends else None
    return None


def version_days() -> Sequence[VersionDays]:
    """Which versions there are to calculate by, the earliest first."""
    return [
        VersionDays(each.code, each.title, each.effective_from, each.effective_to)
        for each in _known().tariffs
    ]


def version_id(code: str) -> int | None:
    """The id of a version that counts on some day."""
    return _known().ids.get(code)


def _known() -> _Known:
    """One SELECT of one short row; all versions are read anew where the stamp is another."""
    stamp = _stamp()
    if stamp is None:
        return _NOTHING
    if _last[0].stamp != stamp:
        _last[0] = _read(stamp)
    return _last[0]


def _stamp() -> str | None:
    """Through the request's session where it has begun already. One begun for this alone would cost
    as much as the rest of the calculator's answer, so then it is the driver's bare connection.
    """
    if db.session.registry.has() and db.session().in_transaction():
        return db.session.scalar(STAMP)
    with closing(db.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute(_STAMP_SQL)
        row = cursor.fetchone()
    return row[0] if row else None


def _read(stamp: str) -> _Known:
    query = select(TariffVersion).where(TariffVersion.activated_at.is_not(None))
    versions = db.session.scalars(query.options(selectinload(TariffVersion.rates))).all()
    by_code = {each.code: each for each in versions}
    tariffs = [
        replace(by_code[period.code].order.tariff, effective_to=period.ends)
        for period in timeline([period_of(each) for each in versions])
    ]
    return _Known(stamp, tuple(tariffs), {each.code: each.id for each in versions})


def period_of(version: TariffVersion) -> Period:
    return Period(version.code, version.effective_from, version.effective_to, version.supersedes)
