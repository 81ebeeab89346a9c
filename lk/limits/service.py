import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lk.config import settings
from lk.db import db, short_transaction
from lk.limits.models import Attempts
from lk.limits.rules import Limit, Tally, after_try, wait_for, without_try

Pair = tuple[Limit, str]


def take(pairs: Sequence[Pair], now: datetime) -> timedelta | None:
    """Count one try against every limit, before the try is made; None when it may go on.

    When any limit is spent nothing is counted and the longest wait comes back. Own transaction:
    parallel tries in several workers never pass more than the limit. `clear` after a success.
    """
    if not settings().limits_on:
        return None
    # In one order everywhere, so that two requests never wait for each other on PostgreSQL.
    ordered = sorted((_subject(limit, value), limit) for limit, value in pairs)
    with short_transaction() as session:
        rows = {subject: _locked(session, subject, now) for subject, _ in ordered}
        waits = [wait for row in rows.values() if (wait := wait_for(_tally(row), now))]
        if waits:
            return max(waits)
        for subject, limit in ordered:
            _write(session, rows[subject], limit, after_try(limit, _tally(rows[subject]), now))
    return None


def waiting(pairs: Sequence[Pair], now: datetime) -> timedelta | None:
    """How long these have to wait already; None when `take` may be tried, which decides.

    One SELECT and no lock: whoever floods a spent limit keeps no writer out.
    """
    if not settings().limits_on:
        return None
    subjects = [_subject(limit, value) for limit, value in pairs]
    with Session(db.engine) as session:
        rows = session.scalars(select(Attempts).where(Attempts.subject.in_(subjects))).all()
        waits = [wait for row in rows if (wait := wait_for(_tally(row), now))]
    return max(waits, default=None)


def clear(pairs: Sequence[Pair]) -> None:
    """Forget the tries of these subjects: the right person came."""
    subjects = [_subject(limit, value) for limit, value in pairs]
    with short_transaction() as session:
        session.execute(delete(Attempts).where(Attempts.subject.in_(subjects)))


def release(pairs: Sequence[Pair], *, forget: Sequence[Pair] = ()) -> None:
    """Give back the tries that `take` counted: they were no failures. `forget` as in `clear`.

    Where successes are not to wipe out failures: a guesser's own sign-in must not free his address.
    """
    ordered = sorted((_subject(limit, value), limit) for limit, value in pairs)
    forgotten = [_subject(limit, value) for limit, value in forget]
    with short_transaction() as session:
        for subject, limit in ordered:
            query = select(Attempts).where(Attempts.subject == subject).with_for_update()
            row = session.scalar(query)
            if row and (tally := _tally(row)):
                _write(session, row, limit, without_try(limit, tally))
        session.execute(delete(Attempts).where(Attempts.subject.in_(forgotten)))


def forget_old(now: datetime) -> None:
    """Remove what no limit needs any more (the worker's housekeeping)."""
    with short_transaction() as session:
        session.execute(delete(Attempts).where(Attempts.expires_at < now))


def _locked(session: Session, subject: str, now: datetime) -> Attempts:
    """The subject's row, made when missing, locked until the transaction ends."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    blank = {"subject": subject, "count": 0, "since": now, "expires_at": now}
    session.execute(insert(Attempts).values(**blank).on_conflict_do_nothing())
    return session.execute(
        select(Attempts).where(Attempts.subject == subject).with_for_update()
    ).scalar_one()


def _tally(row: Attempts) -> Tally | None:
    return Tally(row.count, row.since, row.blocked_until) if row.count else None


def _write(session: Session, row: Attempts, limit: Limit, tally: Tally) -> None:
    row.count, row.since, row.blocked_until = tally.count, tally.since, tally.blocked_until
    row.expires_at = max(tally.since + limit.per, tally.blocked_until or tally.since) + limit.per
    session.flush()  # one statement a row: how many there are must not tell whose login it was


def _subject(limit: Limit, value: str) -> str:
    """The limit's name and a sum: logins and addresses do not lie here in clear."""
    return f"{limit.name}:{hashlib.sha256(value.casefold().encode()).hexdigest()[:40]}"
