from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Limit:
    """`tries` are free within `per`; each one past them costs a delay that doubles.

    A limit with `is_flat` lets nothing through until its period is over.
    """

    name: str
    tries: int
    per: timedelta
    first_delay: timedelta = timedelta(minutes=1)
    longest_delay: timedelta = timedelta(hours=1)
    is_flat: bool = False


@dataclass(frozen=True)
class Tally:
    """What is known of one subject: tries since `since`, and until when it waits."""

    count: int
    since: datetime
    blocked_until: datetime | None


def wait_for(tally: Tally | None, now: datetime) -> timedelta | None:
    """How long the next try has to wait; None when it may go at once."""
    if tally is None or tally.blocked_until is None or tally.blocked_until <= now:
        return None
    return tally.blocked_until - now


def after_try(limit: Limit, tally: Tally | None, now: datetime) -> Tally:
    """The tally with one more try at `now`; a clock set back keeps the longer wait."""
    if tally is None or _is_over(limit, tally, now):
        tally = Tally(0, now, None)
    count = tally.count + 1
    if count < limit.tries:
        return Tally(count, tally.since, None)
    if limit.is_flat:
        return Tally(count, tally.since, tally.since + limit.per)
    delay = min(limit.first_delay * 2 ** min(count - limit.tries, 20), limit.longest_delay)
    return Tally(count, tally.since, now + delay)


def without_try(limit: Limit, tally: Tally) -> Tally:
    """The tally with one try taken back; below the free tries nobody waits."""
    count = max(tally.count - 1, 0)
    return Tally(count, tally.since, tally.blocked_until if count >= limit.tries else None)


def _is_over(limit: Limit, tally: Tally, now: datetime) -> bool:
    """A new period begins after `per`, and for the delayed only after as long a rest."""
    if tally.blocked_until is None or limit.is_flat:
        return now >= tally.since + limit.per
    return now >= tally.blocked_until + limit.per
