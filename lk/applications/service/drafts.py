import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from lk.applications import catalogue, rules, values
from lk.applications.models import Answers, Application
from lk.applications.service.locking import lock


def save_step(
    *,
    application: Application,
    step: str,
    raw: Mapping[str, object],
    at: datetime,
    seen: str | None = None,
) -> None:
    """Keep all that was typed in `step`, right or wrong; keys of other steps are left alone.

    `seen` is the stamp of the step as the page showed it. Raises NotEditable, and StaleDraft when
    the step was changed elsewhere since then and to something else than comes in now.
    """
    lock(application)
    if not application.is_editable:
        raise rules.NotEditable
    typed = application.typed
    after = typed | answers_for_step(application.kind.step(step), raw)
    is_stale = seen is not None and seen != step_stamp(application, step)
    if is_stale and _of_step(application, step, after) != _of_step(application, step, typed):
        raise rules.StaleDraft
    application.keep_typed(after)
    application.saved_at = at


def answers_for_step(step: catalogue.Step, raw: Mapping[str, object]) -> Answers:
    """Of what came in, the answers to this step's questions, without what nothing can hold."""
    keys = {field.key for field in step.fields if field.type != "readonly"}
    kept = values.keepable({key: raw[key] for key in keys if key in raw})
    found: Answers = dict(kept) if isinstance(kept, dict) else {}
    return found


def step_stamp(application: Application, step: str) -> str:
    """Changes when the answers of this step do: how a page tells what it has shown."""
    kept = json.dumps(_of_step(application, step, application.typed), sort_keys=True)
    return hashlib.sha256(f"{application.public_id}|{kept}".encode()).hexdigest()[:24]


def _of_step(application: Application, step: str, answers: Answers) -> Answers:
    keys = [field.key for field in application.kind.step(step).fields]
    return {key: answers[key] for key in keys if key in answers}
