"""The log of a case: changes of status and other events, read together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, LargeBinary, Row, String, cast, literal, null, select, union_all

from lk.applications import story, values
from lk.applications.models import Application, CaseEvent, StatusChange
from lk.db import db


@dataclass(frozen=True)
class Log:
    """All that has happened in a case, the oldest first; the rows are copies, not to be kept."""

    changes: Sequence[StatusChange]
    events: Sequence[CaseEvent]


def log_of(application: Application, *, with_internal: bool = False) -> Log:
    """Changes of status and other events in one SELECT; the office's own ones only on demand."""
    changed = select(
        literal(1), StatusChange.id, StatusChange.at, StatusChange.by, StatusChange.status,
        StatusChange.status_before, StatusChange.comment, StatusChange.facts,
        cast(null(), LargeBinary), cast(null(), String), literal(0),
    ).where(StatusChange.application_id == application.id)  # fmt: skip
    happened = select(
        literal(0), CaseEvent.id, CaseEvent.at, CaseEvent.by, CaseEvent.code, literal(""),
        CaseEvent.comment, cast(null(), JSON), CaseEvent.sealed, CaseEvent.sealed_with,
        cast(CaseEvent.is_internal, literal(0).type),
    ).where(CaseEvent.application_id == application.id)  # fmt: skip
    if not with_internal:
        happened = happened.where(CaseEvent.is_internal.is_(False))
    rows = sorted(db.session.execute(union_all(changed, happened)), key=lambda row: row[1])
    return Log(
        [_change(row) for row in rows if row[0]], [_event(row) for row in rows if not row[0]]
    )


def happenings(application: Application, log: Log) -> list[story.Happening]:
    """Everything of the log in the order of time; what was done at one moment: acts first."""
    found = [
        story.Happening(
            at=each.at, by=each.by, code=each.status, is_status=True, before=each.status_before,
            comment=each.comment, facts=each.facts,
        )
        for each in log.changes
    ]  # fmt: skip
    found += [_happening(application, each) for each in log.events]
    return sorted(found, key=lambda each: (each.at, each.is_status))


def _happening(application: Application, event: CaseEvent) -> story.Happening:
    details = event.details
    words = [event.comment, *(str(details.get(key) or "") for key in ("name", "text", "comment"))]
    return story.Happening(
        at=event.at,
        by=event.by,
        code=event.code,
        is_status=False,
        comment="\n".join(dict.fromkeys(filter(None, words))),
        differences=tuple(_difference(application, each) for each in details.get("fields", ())),
        is_internal=event.is_internal,
    )


def _difference(application: Application, kept: dict[str, str]) -> story.Difference:
    """Personal answers are told by their edges only."""
    before, after = kept.get("before", ""), kept.get("after", "")
    field = application.kind.by_key.get(kept.get("key", ""))
    if field is not None and field.is_personal:
        before, after = values.mask(field, before), values.mask(field, after)
    return story.Difference(kept.get("label", ""), before, after)


def _change(row: Row[Any]) -> StatusChange:
    _, _, at, by, status, before, comment, facts, *_ = tuple(row)
    change = StatusChange(status=status, status_before=before, at=at, by=by)
    change.comment, change.facts = comment, facts or {}
    return change


def _event(row: Row[Any]) -> CaseEvent:
    _, number, at, by, code, _, comment, _, sealed, sealed_with, is_internal = tuple(row)
    event = CaseEvent(id=number, at=at, by=by, code=code, comment=comment)
    event.sealed, event.sealed_with, event.is_internal = sealed, sealed_with, bool(is_internal)
    return event
