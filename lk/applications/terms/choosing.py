"""From the table to a day: which row a case has in its status, and when that term ends."""

import calendar as months
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from lk.applications.terms.load import Table, shipped
from lk.applications.terms.model import EVENT, RESUBMITTED, Case, Row, Term
from lk.applications.working_days import (
    SHIPPED,
    Calendar,
    is_working_day,
    working_days_after,
)


def due(
    case: Case,
    status: str,
    starts: Mapping[str, date],
    *,
    event: str = "",
    calendar: Calendar = SHIPPED,
    table: Table | None = None,
) -> Term | None:
    """The term that runs in `status`, by the edition in force when the case was submitted.

    `starts`: known days by status, see `starts_of`. With `event` the clock begins with that act
    of the applicant, whose day is `starts["event"]`. None: the table has no term for it.
    """
    known = table or shipped()
    row = _row(known, case, status, event)
    if row is None:
        return None
    start = next((starts[name] for name in row.counts_from if name in starts), None)
    if start is None:
        return None
    return Term(row, start, end_of(row, start, calendar=calendar, rolls=known.rolls_to_working_day))


def end_of(row: Row, start: date, *, calendar: Calendar, rolls: bool) -> date:
    """The last day of the term; its first day is the one after `start` (ГК РФ ст. 191, 192)."""
    if row.unit == "wd":
        return working_days_after(start, row.value, calendar)
    if row.unit == "cd":
        day = start + timedelta(days=row.value)
    else:
        day = _months_after(start, row.value * (12 if row.unit == "year" else 1))
    while rolls and not is_working_day(day, calendar):
        day += timedelta(days=1)
    return day


def starts_of(moves: Iterable[tuple[str, str, date]]) -> dict[str, date]:
    """Days that terms are counted from, of the moves (before, after, day) in their order.

    A status set again as a report keeps its first day. `resubmitted`: sent again after the office
    had asked for something.
    """
    found: dict[str, date] = {}
    for before, after, day in moves:
        if before != after:
            found[after] = day
        if (before, after) == ("need_docs", "review"):
            found[RESUBMITTED] = day
    return found


def _row(table: Table, case: Case, status: str, event: str) -> Row | None:
    newest: dict[str, Row] = {}
    for row in table.rows:
        if row.event != event or status not in row.statuses:
            continue
        if row.suits(case, is_near=_is_near(table, case)):
            known = newest.get(row.code)
            is_newer = known is None or row.effective_from >= known.effective_from
            newest[row.code] = row if known is None or is_newer else known
    return next(iter(newest.values()), None)


def _is_near(table: Table, case: Case) -> bool | None:
    limit = table.near.get(case.settlement)
    return case.distance_m <= limit if limit is not None and case.distance_m is not None else None


def _months_after(start: date, count: int) -> date:
    """The same day of a later month, or that month's last one."""
    total = start.year * 12 + start.month - 1 + count
    year, month = total // 12, total % 12 + 1
    return date(year, month, min(start.day, months.monthrange(year, month)[1]))


__all__ = ["EVENT", "due", "end_of", "starts_of"]
