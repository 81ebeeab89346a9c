"""What the worker does with meters by itself."""

from collections.abc import Callable
from datetime import datetime

from lk.company import company
from lk.db import begin_write, db
from lk.meters.service.reminding import Season, people_to_remind, seasons
from lk.meters.service.reminding import remind as write_to

# Letters are welcome in the day.
FIRST_HOUR = 9
# The worker comes again soon, and sends letters in between.
MOST_AT_ONCE = 5000
_IN_ONE_ACT = 500


def remind(*, at: datetime) -> int:
    """Remind of readings in each window from its first day on; returns how many letters."""
    local = at.astimezone(company().time_zone)
    if local.hour < FIRST_HOUR:
        return 0
    found = seasons(on=local.date())
    return sum(remind_in(season=each, at=at, most=MOST_AT_ONCE) for each in found)


def remind_in(
    *,
    season: Season,
    at: datetime,
    most: int | None = None,
    advance: Callable[[int], None] = lambda _count: None,
) -> int:
    """Write to those who have a reading to send in this window and were not written to, some in a
    transaction; at `most` so many. Returns how many letters.
    """
    written = after = 0
    while most is None or written < most:
        some = people_to_remind(season=season, after=after, limit=_IN_ONE_ACT)
        db.session.rollback()
        if not some:
            break
        begin_write()
        for user_id, address in some:
            write_to(user_id=user_id, to=address, season=season, at=at)
        db.session.commit()
        written, after = written + len(some), some[-1][0]
        advance(len(some))
    return written
