from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm.attributes import set_committed_value

from lk.applications import catalogue, rules, values
from lk.applications.differences import differences
from lk.applications.models import Answers, Application
from lk.applications.service.locking import lock
from lk.applications.service.merging import Conflict, merge
from lk.db import begin_write_and_keep, change_rows


def save_step(
    *,
    application: Application,
    step: str,
    raw: Mapping[str, object],
    at: datetime,
    seen: Mapping[str, str] | None = None,
    kept: frozenset[str] = frozenset(),
) -> tuple[Conflict, ...]:
    """Keep all that was typed in `step`, right or wrong; what `raw` lacks is left alone.

    `seen` are the marks of what the page was shown: a field that another window has changed since
    then, and to something else, stays as it is stored and comes back as a conflict, unless it is
    among `kept`, where the person has chosen this text. Raises NotEditable.
    """
    lock(application)
    if not application.is_editable_at(at):
        raise rules.NotEditable
    asked = application.kind.step(step)
    found = merge(
        asked.fields,
        stored=application.typed,
        typed=answers_for_step(asked, raw),
        seen=seen,
        kept=kept,
    )
    application.keep_typed(found.answers)
    if application.is_submitted and not _differs(application):
        application.draft_answers = None  # nothing is corrected yet
    application.saved_at = at
    return found.conflicts


def save_at_once(
    *,
    application: Application,
    step: str,
    raw: Mapping[str, object],
    at: datetime,
    seen: Mapping[str, str] | None = None,
) -> bool | None:
    """`save_step` of a draft, thought out before anything is locked; whether something was written.

    With scripts each field is saved when it is left, so mostly nothing is new: False. Else one
    UPDATE, in a write transaction that is open afterwards, finds the row as it was read: True. None
    where another window has changed it, or there is a conflict to be shown: nothing was written,
    and `save_step` has to judge it under the lock.
    """
    if not application.is_draft:
        return None
    asked, stored = application.kind.step(step), application.typed
    typed = answers_for_step(asked, raw)
    found = merge(asked.fields, stored=stored, typed=typed, seen=seen)
    if found.conflicts:
        return None
    if found.answers == stored:
        return False
    return _replace(application, found.answers, at) or None


def _replace(application: Application, answers: Answers, at: datetime) -> bool:
    """Write the answers if the row still is the draft that was read."""
    columns = application.columns_of(answers) | {"saved_at": at}
    is_as_read = Application.draft_answers.is_not_distinct_from(application.draft_answers)
    query = update(Application).where(Application.id == application.id, is_as_read)
    query = query.where(Application.status == application.status).values(columns)
    begin_write_and_keep()
    if change_rows(query.execution_options(synchronize_session=False)) != 1:
        return False
    for name, value in columns.items():
        set_committed_value(application, name, value)
    return True


def _differs(application: Application) -> bool:
    return bool(differences(application.kind, application.submitted, application.typed))


def answers_for_step(step: catalogue.Step, raw: Mapping[str, object]) -> Answers:
    """Of what came in, the answers to this step's questions, without what nothing can hold."""
    keys = {field.key for field in step.fields if field.type != "readonly"}
    kept = values.keepable({key: raw[key] for key in keys if key in raw})
    found: Answers = dict(kept) if isinstance(kept, dict) else {}
    return found
