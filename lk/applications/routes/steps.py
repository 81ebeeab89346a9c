from flask import abort, current_app, flash, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from lk.applications import rules, service
from lk.applications import steps as path
from lk.applications.catalogue import Step
from lk.applications.forms import StepForm, step_form
from lk.applications.forms.step import changed_rows
from lk.applications.models import Application
from lk.applications.routes.blueprint import bp
from lk.applications.routes.loading import own_editable
from lk.applications.routes.pages import is_open, step_page, tabs_of
from lk.clock import now, today
from lk.company import company
from lk.web.access import for_consumers, keeps_body
from lk.web.hypermedia import redirect_to
from lk.web.transactions import discard, writes

SIGNED_IN_AGAIN = "Вы снова вошли. Введенное на месте: проверьте его и нажмите «Далее»."
CHOOSE_AGAIN = "Вы снова вошли. Сохраненное на месте, а файлы придется выбрать еще раз."


@bp.get("/applications/<public_id>/<step>")
@for_consumers
def step(public_id: str, step: str) -> ResponseReturnValue:
    """A step as it was left, right or wrong; one that is not reached yet leads to the first gap."""
    application = own_editable(public_id)
    asked, kept = _step_or_404(application, step), service.documents_of(application)
    tabs = tabs_of(application, step, kept)
    if not is_open(tabs, step):
        return redirect_to("applications.resume", public_id=public_id)
    return step_page(application, asked, _stored_form(application, asked), tabs=tabs)


@bp.post("/applications/<public_id>/<step>")
@keeps_body
@writes()
@for_consumers
def save_step(public_id: str, step: str) -> ResponseReturnValue:
    """Keep what was typed, whatever it is, then go where the pressed button leads."""
    application = own_editable(public_id)
    asked = _step_or_404(application, step)
    form = step_form(application.kind, asked, application.typed, formdata=request.form)
    typed, rows = form.typed(request.form), changed_rows(form, _pressed())
    try:
        service.save_step(
            application=application,
            step=step,
            raw=typed | dict([rows] if rows else []),
            at=now(),
            seen=form.seen.data or None,
        )
    except rules.StaleDraft as conflict:
        return _conflict(application, asked, form, conflict.message)
    if rows:
        return redirect_to(
            "applications.step", public_id=public_id, step=step, _anchor=f"add-{rows[0]}-rows"
        )
    return _go_back(application, step) if _pressed() == "back" else _go_on(application, asked, form)


def show_kept(target: str, fields: MultiDict[str, str]) -> AnyResponse:
    """After a lost session: the page of the POST to `target` with the typed `fields` in place.

    Nothing is executed. Where the address is no step of this consumer's, their list instead.
    """
    try:
        endpoint, args = current_app.url_map.bind("").match(target, method="POST")
        application = own_editable(args.get("public_id", ""))
        if endpoint == "applications.take_files":
            flash(CHOOSE_AGAIN, "warning")
            return redirect_to("applications.documents", public_id=application.public_id)
        asked = _step_or_404(application, args.get("step", ""))
    except HTTPException:
        return redirect_to("applications.index")
    form = step_form(application.kind, asked, application.typed, formdata=fields)
    return step_page(application, asked, form, notice=SIGNED_IN_AGAIN)


def _stored_form(application: Application, asked: Step) -> StepForm:
    is_final = application.is_corrected and application.draft_answers is None
    form = step_form(application.kind, asked, application.typed, is_final=is_final)
    form.seen.data = service.step_stamp(application, asked.code)
    return form


def _go_on(application: Application, asked: Step, form: StepForm) -> ResponseReturnValue:
    """«Далее»: the next step, or this one with notices; the draft is kept either way."""
    day = today(company().time_zone)
    problems = path.check_step(application.kind, asked.code, application.typed, today=day)
    if problems:
        form.seen.data = service.step_stamp(application, asked.code)
        form.show_problems(problems)
        return step_page(application, asked, form, status=422)
    following = path.next_step(application.kind, asked.code)
    return redirect_to("applications.step", public_id=application.public_id, step=following)


def _go_back(application: Application, code: str) -> ResponseReturnValue:
    """«Назад» is never held up; before the first step there is the list."""
    before = path.previous_step(application.kind, code)
    if before is None:
        return redirect_to("applications.index")
    return redirect_to("applications.step", public_id=application.public_id, step=before)


def _conflict(
    application: Application, asked: Step, form: StepForm, message: str
) -> ResponseReturnValue:
    """Another window was first: the page shows both, and a second «Далее» keeps this one."""
    discard()
    form.seen.data = service.step_stamp(application, asked.code)
    form.form_errors.append(message)
    form.show_stored(asked, application.typed)
    return step_page(application, asked, form, status=409)


def _pressed() -> str:
    """`next`, `back`, `add-<group>` or `remove-<group>=<place>`: which button sent the form."""
    for name in request.form:
        if name.startswith(("add-", "remove-")):
            return f"{name}={request.form[name]}"
    return request.form.get("go", "next")


def _step_or_404(application: Application, code: str) -> Step:
    try:
        found = application.kind.step(code)
    except KeyError:
        abort(404)
    return found if found.groups else abort(404)
