"""The clock in the test's hand: it stands until it is moved."""

from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine

# A working Tuesday, 12:04 in Tomsk.
START = datetime(2026, 11, 24, 5, 4, tzinfo=UTC)


class Clock:
    def __init__(self, traveller: Any) -> None:
        self._traveller = traveller

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def forward(self, **parts: float) -> datetime:
        """Move by `timedelta(**parts)`, e.g. minutes=31; less than nothing is back in time."""
        return self.set(self.now + timedelta(**parts))

    def set(self, moment: datetime) -> datetime:
        self._traveller.move_to(moment, tick=False)
        return moment


def stopped_at(moment: datetime) -> Any:
    return time_machine.travel(moment, tick=False)
