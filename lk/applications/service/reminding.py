"""Letters about the applicant's terms: one shortly before the last day, one after it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from lk import outbox
from lk.account.models import User
from lk.applications import rules
from lk.applications.models import Application
from lk.applications.options import working_calendar
from lk.applications.service.deadlines import changes_of
from lk.applications.service.locking import local_day
from lk.applications.service.moving import write
from lk.db import db

PURPOSE = "applications.term"
# Working days before the last one.
BEFORE = 3
# A term that passed longer ago needs no letter any more: the worker was away.
MOST_DAYS_AFTER = 5
# Keys that one SELECT is asked about.
_AT_A_TIME = 500


def cases_in_need(*, at: datetime) -> Sequence[int]:
    """Cases whose term ends within three working days or has just ended, and not told of it."""
    return list(_unwritten(_in_need(local_day(at))))


def _in_need(today: date) -> dict[str, int]:
    """The key of the letter to write → the case."""
    last = rules.working_days_after(today, BEFORE, working_calendar())
    query = select(Application.id, Application.public_id, Application.due_on).where(
        Application.status.in_(rules.waiting_for_consumer()),
        Application.acted_at.is_(None),
        Application.due_on.between(today - timedelta(days=MOST_DAYS_AFTER), last),
    )
    rows = db.session.execute(query.order_by(Application.due_on, Application.id))
    return {
        f"{PURPOSE}:{_act(public_id, due_on, today)}": case_id
        for case_id, public_id, due_on in rows
        if due_on is not None
    }


def _unwritten(wanted: dict[str, int]) -> Iterator[int]:
    keys: Sequence[str] = list(wanted)
    for place in range(0, len(keys), _AT_A_TIME):
        some = keys[place : place + _AT_A_TIME]
        known = set(
            db.session.scalars(select(outbox.Letter.key).where(outbox.Letter.key.in_(some)))
        )
        yield from (wanted[key] for key in some if key not in known)


def remind(*, case_id: int, at: datetime) -> bool:
    """Write to the applicant of this case, once for each of the two moments."""
    today = local_day(at)
    case = db.session.get(Application, case_id)
    if case is None or case.due_on is None or not _needs_letter(case, today):
        return False
    user = db.session.get_one(User, case.user_id)
    act = _act(case.public_id, case.due_on, today)
    write(PURPOSE, case, user, at, act, due=case.due_on.isoformat())
    return True


def _needs_letter(case: Application, today: date) -> bool:
    """Still the applicant's turn, and the letter about the status itself is not of today."""
    if not case.waits_for_consumer or case.due_on is None:
        return False
    changes = changes_of(case)
    return bool(changes) and local_day(changes[-1].at) < today


def _act(public_id: str, due_on: date, today: date) -> str:
    moment = "after" if due_on < today else "before"
    return f"{public_id}:{due_on:%Y%m%d}:{moment}"
