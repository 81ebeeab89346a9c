from collections.abc import Mapping
from datetime import datetime

from lk.applications import catalogue, rules, values
from lk.applications.differences import differences
from lk.applications.models import Answers, Application
from lk.applications.service.locking import lock
from lk.applications.service.merging import Conflict, merge


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


def _differs(application: Application) -> bool:
    return bool(differences(application.kind, application.submitted, application.typed))


def answers_for_step(step: catalogue.Step, raw: Mapping[str, object]) -> Answers:
    """Of what came in, the answers to this step's questions, without what nothing can hold."""
    keys = {field.key for field in step.fields if field.type != "readonly"}
    kept = values.keepable({key: raw[key] for key in keys if key in raw})
    found: Answers = dict(kept) if isinstance(kept, dict) else {}
    return found
