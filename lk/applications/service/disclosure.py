"""The stages of applications for publication (PP 24, п. 19 «л»): no personal data in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select

from lk.applications import catalogue, rules, stages
from lk.applications.models import Application, StatusChange
from lk.applications.options import options
from lk.applications.service.locking import local_day
from lk.company import company
from lk.db import db

# Rows that the database gives at a time, so that memory does not grow with their number.
AT_A_TIME = 5000


@dataclass(frozen=True, slots=True)
class Disclosed:
    """One application: its number, kind and state, and what is told of its stages."""

    number: str
    kind_code: str
    title: str
    status: str
    status_label: str
    stages: Mapping[int, stages.Stage]
    is_in_time: bool | None


@dataclass(frozen=True, slots=True)
class _Change:
    status: str
    day: date
    facts: Mapping[str, Any]


def disclose(*, since: date, until: date, today: date) -> Iterator[Disclosed]:
    """Applications submitted from `since` to `until` (both days count), the oldest first; one
    SELECT that is read as a stream.
    """
    query = (
        select(
            Application.id,
            Application.number,
            Application.kind_code,
            Application.status,
            StatusChange.status,
            StatusChange.at,
            StatusChange.facts,
        )
        .join(StatusChange, StatusChange.application_id == Application.id)
        .where(
            Application.submitted_at >= _start_of(since),
            Application.submitted_at < _start_of(until + timedelta(days=1)),
        )
        .order_by(Application.id, StatusChange.id)
        .execution_options(yield_per=AT_A_TIME)
    )
    for _, rows in groupby(db.session.execute(query), key=lambda row: row[0]):
        yield _disclosed(list(rows), today)


def _disclosed(rows: list[Row[Any]], today: date) -> Disclosed:
    _, number, kind_code, status, *_ = tuple(rows[0])
    kind = catalogue.kind(kind_code, options())
    found = stages.published([_change(row) for row in rows], today=today)
    return Disclosed(
        number=number,
        kind_code=kind_code,
        title=kind.title,
        status=status,
        status_label=rules.status_label(status, is_small=kind.category.is_small),
        stages=found.stages,
        is_in_time=found.is_in_time,
    )


def _change(row: Row[Any]) -> _Change:
    *_, status, at, facts = tuple(row)
    known = facts.get("date")
    return _Change(status, date.fromisoformat(known) if known else local_day(at), facts)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), company().time_zone)
