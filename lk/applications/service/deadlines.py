"""The clock of a case: which term runs, until which day, by the table of terms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from lk.applications import terms
from lk.applications.models import Application, StatusChange
from lk.applications.options import working_calendar
from lk.applications.service.locking import local_day
from lk.db import db


@dataclass(frozen=True)
class Clock:
    """The last day of what is to be done now; `term` is the table's, if it was not overruled."""

    due_on: date | None
    term: terms.Term | None

    @property
    def facts(self) -> dict[str, str]:
        """What a change of status keeps of the table's term."""
        return {"term": self.term.due_on.isoformat()} if self.term else {}


def clock_of(application: Application, changes: Sequence[StatusChange]) -> Clock:
    """The clock in the last status of `changes`, which are all of the case, the oldest first.

    A term that the office has set stays while the statuses of the same term run.
    """
    if not changes:
        return Clock(None, None)
    now = changes[-1]
    moves = [(each.status_before, each.status, _day(each)) for each in changes]
    term = terms.due(
        _case(application, changes),
        now.status,
        terms.starts_of(moves),
        calendar=working_calendar(),
    )
    statuses = term.row.statuses if term else (now.status,)
    if by_office := _set_by_office(changes, statuses):
        return Clock(by_office, None)
    return Clock(term.due_on, term) if term else Clock(None, None)


def start_clock_of_act(application: Application, *, event: str, at: datetime) -> date | None:
    """The applicant has acted, so the company moves next: set the term of its answer, if the
    table has one for this `event`; a term that the company has already, by its status or by an
    earlier act, runs on. Returns the day.
    """
    found = term_of_act(application, changes_of(application), event=event, at=at)
    if found:
        application.due_on = found.due_on
    elif application.has_acted and len(application.acts_done) == 1:
        application.due_on = None
    return application.due_on


def term_of_act(
    application: Application, changes: Sequence[StatusChange], *, event: str, at: datetime
) -> terms.Term | None:
    """The term of the company's answer to an act of the applicant, if the table has one."""
    return terms.due(
        _case(application, changes),
        application.status,
        {terms.EVENT: local_day(at)},
        event=event,
        calendar=working_calendar(),
    )


def changes_of(application: Application) -> Sequence[StatusChange]:
    """All changes of status, oldest first; one SELECT."""
    query = select(StatusChange).where(StatusChange.application_id == application.id)
    return db.session.scalars(query.order_by(StatusChange.id)).all()


def _case(application: Application, changes: Sequence[StatusChange]) -> terms.Case:
    answers = application.submitted
    distance = answers.get("distance_m")
    said = [each.facts["construction"] for each in changes if "construction" in each.facts]
    submitted = application.submitted_at or changes[0].at
    return terms.Case(
        category=application.kind.category.code,
        submitted_on=local_day(submitted),
        distance_m=distance if isinstance(distance, int) else None,
        settlement=str(answers.get("settlement") or ""),
        voltage=str(answers.get("voltage") or ""),
        construction=said[-1] if said else "",
    )


def _set_by_office(changes: Sequence[StatusChange], statuses: Sequence[str]) -> date | None:
    for change in reversed(changes):
        if change.status not in statuses:
            return None
        if due := change.facts.get("due"):
            return date.fromisoformat(due)
    return None


def _day(change: StatusChange) -> date:
    known = change.facts.get("date")
    return date.fromisoformat(known) if known else local_day(change.at)
