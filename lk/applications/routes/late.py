"""Too late to correct: what was typed is shown, and can be sent to the specialist as a question."""

from flask import request, url_for
from flask.wrappers import Response

from lk.applications import service
from lk.applications.differences import Difference, differences
from lk.applications.forms import read_step
from lk.applications.models import Answers, Application
from lk.clock import now
from lk.questions.forms import QuestionForm
from lk.questions.rules import LONGEST_TEXT
from lk.web.hypermedia import render

STEPS = {"applications.save_step", "applications.save_field"}


def is_late(application: Application) -> bool:
    """It is no draft and may not be edited, but something has been changed, or just comes in."""
    is_begun = application.editable_until is not None or application.has_unsent
    return is_begun and (application.has_unsent or request.endpoint in STEPS)


def late_page(application: Application, *, status: int = 200) -> Response:
    changed = differences(application.kind, application.submitted, _typed(application))
    return render(
        "applications/late.html",
        application=application,
        changed=changed,
        unsent=service.folder_of(application, at=now()).unsent,
        form=QuestionForm(formdata=None, text=_as_question(changed)),
        question_url=url_for("applications.ask", public_id=application.public_id),
        status=status,
    )


def _typed(application: Application) -> Answers:
    """What is kept, with what this very request brings: a step that comes too late."""
    typed = application.typed
    if request.endpoint not in STEPS:
        return typed
    try:
        asked = application.kind.step((request.view_args or {}).get("step", ""))
    except KeyError:
        return typed
    return typed | service.answers_for_step(asked, read_step(asked, request.form).typed)


def _as_question(changed: tuple[Difference, ...]) -> str:
    lines = [f"{each.label}: было «{each.before}», нужно «{each.after}»" for each in changed]
    return "\n".join(["Прошу исправить в заявке:", *lines])[:LONGEST_TEXT]
