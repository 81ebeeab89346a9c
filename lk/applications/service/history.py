from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from lk.applications import story, turns
from lk.applications.models import Application, StatusChange
from lk.applications.options import working_calendar
from lk.applications.service.deadlines import changes_of, clock_of, term_of_act
from lk.applications.service.locking import local_day
from lk.applications.service.log import Log, happenings, log_of
from lk.applications.statuses import status
from lk.company import company

NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Moment:
    """A line of the timeline: what happened, when, by whom, with which words.

    `text` is our sentence, `comment` the words that went along, `differences` old and new answers.
    `is_status`: a stage of the way, not just something on it. `late_after`: the last day by which
    this step was to come, when it came later.
    """

    title: str
    text: str
    at: datetime
    by: str
    comment: str
    differences: tuple[story.Difference, ...]
    is_status: bool
    is_current: bool
    late_after: date | None = None


def history(application: Application) -> Sequence[StatusChange]:
    """All changes of status, oldest first; one SELECT."""
    return changes_of(application)


def timeline(application: Application, log: Log | None = None) -> list[Moment]:
    """The history as the consumer sees it, the newest first; operators' names stay inside."""
    is_small, log = application.kind.category.is_small, log or log_of(application)
    found, late = _told(happenings(application, log)), _late(log.changes)
    newest = max((place for place, each in enumerate(found) if each.is_status), default=-1)
    moments = [
        Moment(
            title=story.title(each, is_small=is_small),
            text=story.sentence(each, is_small=is_small),
            at=each.at,
            by="вы" if each.is_by_consumer else company().short_name,
            comment=each.comment,
            differences=each.differences,
            is_status=each.is_status,
            is_current=place == newest,
            late_after=late.get(each.at) if each.is_status else None,
        )
        for place, each in enumerate(found)
    ]
    return moments[::-1]


def _late(changes: Sequence[StatusChange]) -> Mapping[datetime, date]:
    """By the moment of a change: the term that it ended too late. One that runs on is not ended."""
    return {
        after.at: due
        for before, after in pairwise(changes)
        if (due := _due(before)) and due != _due(after) and local_day(after.at) > due
    }


def _due(change: StatusChange) -> date | None:
    known = change.facts.get("due") or change.facts.get("term")
    return date.fromisoformat(known) if known else None


def coming(application: Application) -> tuple[tuple[str, str], ...]:
    """The stages that are still to come: title and one sentence each."""
    return story.coming(application.status, is_small=application.kind.category.is_small)


def turn_of(application: Application, *, at: datetime, log: Log | None = None) -> turns.Turn:
    """The box «чей ход»; where its term is from is said when the `log` is at hand."""
    law = _law(application, log) if log and application.due_on else ""
    text = turns.AFTER_ACT if application.has_acted else application.next_words
    return _turn(
        application.whose_turn, application.status, text, application.due_on, at=at, law=law
    )


def _law(application: Application, log: Log) -> str:
    """Where the term that runs is from: the table, or the office."""
    acts = [each for each in log.events if each.is_by_consumer]
    if application.has_acted and acts:
        found = [
            term_of_act(application, log.changes, event=each.code, at=each.at)
            for each in reversed(acts)
        ]
    else:
        found = [clock_of(application, log.changes).term]
    running = (term for term in found if term and term.due_on == application.due_on)
    return turns.law_of(next(running, None))


def turn_at_change(application: Application, change: StatusChange, *, at: datetime) -> turns.Turn:
    """Whose turn came with this change, whatever has happened since; days are counted at `at`."""
    return _turn(
        status(change.status).whose_turn,
        change.status,
        application.next_words_of(change.status),
        _due(change),
        at=at,
    )


def _turn(
    whose: str | None, code: str, text: str, due_on: date | None, *, at: datetime, law: str = ""
) -> turns.Turn:
    return turns.turn(
        whose=whose,
        status=code,
        text=text,
        company=company().short_name_instrumental,
        due_on=due_on,
        today=local_day(at),
        law=law,
        calendar=working_calendar(),
    )


def tell(
    application: Application, *, at: datetime, remarks: Iterable[story.Remark] = ()
) -> list[str]:
    """The whole case in sentences for the office, internal events too; one SELECT."""
    told = story.Told(
        number=application.number or application.public_id,
        title=application.title,
        status=application.status,
        whose_turn=application.whose_turn,
        is_small=application.kind.category.is_small,
        due_on=application.due_on,
        assigned_to=application.assigned_to,
    )
    return story.tell(
        told,
        happenings(application, log_of(application, with_internal=True)),
        zone=company().time_zone,
        today=local_day(at),
        remarks=remarks,
        calendar=working_calendar(),
    )


def fact_words(change: StatusChange) -> str:
    """The facts of a change in one line; the number of a submission stands in the card's head."""
    facts = change.facts
    day, due = facts.get("date"), facts.get("due")
    words = []
    if "number" in facts and change.status != "submitted":
        words.append(f"№{NBSP}{facts['number']}" + (f" от {_day(day)}" if day else ""))
    elif day and change.status != "submitted":
        words.append(f"дата {_day(day)}")
    if due:
        words.append(f"срок до {_day(due)}")
    if "progress" in facts:
        words.append(f"выполнено {facts['progress']}{NBSP}%")
    return ", ".join(words)


def _told(found: Sequence[story.Happening]) -> list[story.Happening]:
    """A withdrawal is told once: by its status, with the words that went along."""
    words = "\n".join(each.comment for each in found if each.code == "withdrawn")
    return [
        replace(each, comment=each.comment or words) if each.code == "cancelled" else each
        for each in found
        if each.code != "withdrawn"
    ]


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d.%m.%Y}"
