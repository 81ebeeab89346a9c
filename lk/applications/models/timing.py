from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from lk.applications import turns
from lk.applications.options import working_calendar
from lk.applications.working_days import working_days_between


class Timing:
    """The term of what is to be done now, whoever's turn it is; the day is passed in.

    `due_on` is the last day of it, set at each move from the table of terms or by the office.
    """

    due_on: Mapped[date | None] = mapped_column()

    @property
    def whose_turn(self) -> str | None:
        raise NotImplementedError

    @property
    def has_acted(self) -> bool:
        """The applicant has done what the status asked for, so the turn is no longer theirs."""
        raise NotImplementedError

    def is_overdue(self, today: date) -> bool:
        """The last day is past, and somebody still has a turn."""
        return self.whose_turn is not None and self.due_on is not None and self.due_on < today

    def until_words(self, today: date) -> str:
        """«До 8 декабря 2026 г. включительно, осталось 10 рабочих дней»; «» without a term."""
        if self.due_on is None or self.whose_turn is None:
            return ""
        return turns.until(self.due_on, today=today, calendar=working_calendar())

    def days_over(self, today: date) -> int:
        """Working days since the last day; 0 while the term runs."""
        if self.due_on is None:
            return 0
        return working_days_between(self.due_on, today, working_calendar())
