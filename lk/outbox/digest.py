"""Letters that do not get through, for the office once a day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select

from lk.db import begin_write, db
from lk.outbox.models import Letter
from lk.outbox.service import put

PURPOSE = "office.digest"
# What was given up longer ago stood in a digest before.
LOOKS_BACK = timedelta(days=1)
MOST = 50
HOUR = 8


def troubled(*, at: datetime, most: int = MOST) -> Sequence[Letter]:
    """Letters given up within a day, and those that wait for another try; the newest first."""
    given_up = and_(Letter.given_up_at >= at - LOOKS_BACK, Letter.given_up_at <= at)
    query = (
        select(Letter)
        .where(or_(given_up, Letter.due_at.is_not(None)))
        .where(Letter.last_error != "", Letter.purpose != PURPOSE)
        .order_by(Letter.id.desc())
        .limit(most)
    )
    return db.session.scalars(query).all()


def put_digest(*, to: str, at: datetime, day: str) -> bool:
    """The letter of this `day` (ISO) for the office, when there is something to tell.

    However often it is called, a day has one. In the current transaction.
    """
    if not to or not troubled(at=at, most=1) or _is_there(day):
        return False
    put(PURPOSE, to=to, at=at, key=_key(day))
    return True


def send_daily(*, to: str, at: datetime, zone: ZoneInfo) -> bool:
    """The same for the worker, from `HOUR` in the morning on, in transactions of its own.

    It reads first, and locks only when there is something to write.
    """
    local = at.astimezone(zone)
    day = local.date().isoformat()
    is_due = bool(to) and local.hour >= HOUR and not _is_there(day)
    is_due = is_due and bool(troubled(at=at, most=1))
    db.session.rollback()
    if is_due:
        begin_write()
        put(PURPOSE, to=to, at=at, key=_key(day))
        db.session.commit()
    return is_due


def _is_there(day: str) -> bool:
    return db.session.scalar(select(Letter.id).where(Letter.key == _key(day))) is not None


def _key(day: str) -> str:
    return f"{PURPOSE}:{day}"
