"""Limits that need no database: for pages that only show, where a counted try must not write."""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

from lk.config import settings


class LocalLimit:
    """`tries` failures within `per` for each subject, in this process; of so many subjects the
    latest are remembered. It slows a guesser down where guessing is hopeless anyway, so that other
    workers and a restart do not matter.
    """

    def __init__(self, tries: int, per: timedelta, *, subjects: int = 10_000) -> None:
        self.tries, self.per, self.subjects = tries, per, subjects
        self._seen: OrderedDict[str, tuple[int, datetime]] = OrderedDict()
        self._lock = Lock()

    def wait(self, subject: str, now: datetime) -> timedelta | None:
        """How long this subject has to wait; None when it may go on."""
        count, since = self._seen.get(subject, (0, now))
        left = since + self.per - now
        is_spent = settings().limits_on and count >= self.tries and left > timedelta(0)
        return left if is_spent else None

    def count(self, subject: str, now: datetime) -> None:
        """One more failure of this subject."""
        with self._lock:
            count, since = self._seen.pop(subject, (0, now))
            if now - since >= self.per:
                count, since = 0, now
            self._seen[subject] = (count + 1, since)
            while len(self._seen) > self.subjects:
                self._seen.popitem(last=False)

    def forget(self) -> None:
        """All subjects are new again."""
        with self._lock:
            self._seen.clear()
