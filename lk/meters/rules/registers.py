"""What is known of a meter before it is read, and what is offered. The standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lk.meters.rules.windows import HOME, USUAL, Calendar, Window, window_of


@dataclass(frozen=True)
class Last:
    """The newest reading that the billing counted for a zone. `actual`: the month of the last one
    that was counted by a reading. `reading` is None where the reader is not to see it.
    """

    period: str
    reading: Decimal | None
    taken_on: date
    actual: str = ""

    @property
    def is_calculated(self) -> bool:
        return bool(self.actual) and self.actual < self.period


@dataclass(frozen=True)
class Register:
    """What is known of a meter before it is read. `means`: what the billing counted in a month, in
    kWh, the mean of the newest six, by zone; `calendar`: when readings are taken, `window`: the
    days that are open now, or open next.
    """

    digits: int
    zones: int = 1
    coefficient: Decimal = Decimal(1)
    last: Mapping[int, Last] = field(default_factory=dict)
    means: Mapping[int, Decimal] = field(default_factory=dict)
    removed: bool = False
    may_send: bool = True
    kind: str = HOME
    calendar: Calendar = USUAL
    window: Window | None = None

    def window_of(self, period: str) -> Window:
        """Days on which readings of that month are taken."""
        return window_of(self.kind, period, self.calendar)

    @property
    def last_taken_on(self) -> date | None:
        return max((each.taken_on for each in self.last.values()), default=None)

    @property
    def last_period(self) -> str:
        return max((each.period for each in self.last.values()), default="")


@dataclass(frozen=True)
class Offered:
    """A reading: a value of each zone, on which day it was taken, what was said to doubts."""

    values: Mapping[int, Decimal]
    taken_on: date
    answer: str = ""
