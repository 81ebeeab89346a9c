from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk.applications import service
from lk.applications import steps as path
from lk.applications.catalogue import Step
from lk.applications.forms import Sent, Sheet, read_step, sheet, write_seen
from lk.applications.forms.sheet import show_conflicts, show_problems
from lk.applications.models import Application
from lk.applications.reading import Reading, read_all
from lk.applications.routes.blueprint import bp
from lk.applications.routes.loading import own_editable, step_or_404
from lk.applications.routes.pages import is_open, reroute_of, step_page, tabs_of
from lk.applications.service import Conflict
from lk.clock import now, today
from lk.company import company
from lk.web.access import for_consumers, is_let_in, keeps_body
from lk.web.hypermedia import redirect_to
from lk.web.transactions import Stop, let_others_write, writes

CHANGED_KIND = "Теперь это {}. Введенное сохранено: осталось ответить на новые вопросы."
CHANGED_ELSEWHERE = (
    "Заявку изменили в другом окне. Выберите, что оставить: остальное на странице сохранено."
)


@bp.get("/applications/<public_id>/<step>")
@for_consumers
def step(public_id: str, step: str) -> ResponseReturnValue:
    """A step as it was left, right or wrong; one that is not reached yet leads to the first gap."""
    application = own_editable(public_id)
    asked, kept = step_or_404(application, step), service.documents_of(application)
    reading = read_all(application.kind, application.typed, today=today(company().time_zone))
    tabs = tabs_of(application, step, kept, reading=reading)
    if not is_open(tabs, step):
        return redirect_to("applications.resume", public_id=public_id)
    form = _stored(application, asked, reading)
    return step_page(application, asked, form, tabs=tabs, reading=reading)


def _save_at_once(public_id: str, step: str) -> None:
    """Most steps are saved without a conflict, so nobody else waits while this one is read."""
    if not is_let_in():
        return
    application = own_editable(public_id)
    asked = step_or_404(application, step)
    sent = read_step(asked, request.form)
    if sent.kept or sent.kind or sent.wish:
        return  # a choice is made, of a text or a kind
    has_written = service.save_at_once(
        application=application,
        step=step,
        raw=sent.typed,
        at=now(),
        sign_in_id=current_user.sign_in.id,
        seen=sent.seen,
    )
    if has_written is None:
        return
    let_others_write()
    raise Stop(_go(application, asked, sent))


@bp.post("/applications/<public_id>/<step>")
@keeps_body
@writes(prepare=_save_at_once)
@for_consumers
def save_step(public_id: str, step: str) -> ResponseReturnValue:
    """Keep what was typed, whatever it is, then go where the pressed button leads."""
    application = own_editable(public_id)
    asked = step_or_404(application, step)
    sent = read_step(asked, request.form)
    conflicts = service.save_step(
        application=application,
        step=step,
        raw=sent.typed,
        at=now(),
        seen=sent.seen,
        kept=frozenset({sent.kept}),
    )
    if conflicts:
        return _conflict(application, asked, sent, conflicts)
    if sent.kind or sent.wish:
        return _change_kind(application, asked, sent)
    let_others_write()
    return _go(application, asked, sent)


def _stored(application: Application, asked: Step, reading: Reading | None = None) -> Sheet:
    """The step as it is stored; what was submitted is written as people write."""
    typed = application.typed
    known = reading.values if reading else None
    return sheet(
        application.kind,
        asked,
        typed,
        seen=write_seen(service.marks(asked.fields, typed, known=known)),
        is_final=application.draft_answers is None,
        reading=reading,
    )


def _go(application: Application, asked: Step, sent: Sent) -> ResponseReturnValue:
    """Where the pressed button leads; all is saved."""
    if sent.rows or sent.stays:
        return _stay(application, asked, sent)
    return _go_back(application, asked.code) if sent.go == "back" else _go_on(application, asked)


def _go_on(application: Application, asked: Step) -> ResponseReturnValue:
    """«Далее»: the next step, or this one with notices; the draft is kept either way."""
    typed, day = application.typed, today(company().time_zone)
    reading = read_all(application.kind, typed, today=day)
    problems = path.check_step(application.kind, asked.code, typed, today=day, reading=reading)
    if problems:
        form = _stored(application, asked, reading)
        show_problems(form, problems)
        return step_page(application, asked, form, status=422, reading=reading)
    following = path.next_step(application.kind, asked.code)
    return redirect_to("applications.step", public_id=application.public_id, step=following)


def _go_back(application: Application, code: str) -> ResponseReturnValue:
    """«Назад» is never held up; before the first step there is the list."""
    before = path.previous_step(application.kind, code)
    if before is None:
        return redirect_to("applications.index")
    return redirect_to("applications.step", public_id=application.public_id, step=before)


def _change_kind(application: Application, asked: Step, sent: Sent) -> ResponseReturnValue:
    """The same draft goes on as the kind that was offered. Where what came with the button calls
    for another one, or for none, nothing changes: the page says what it is now.
    """
    found = reroute_of(application, asked, application.typed, wish=sent.wish)
    if found and (sent.wish or found.kind_code == sent.kind):
        service.change_kind(
            application=application,
            kind_code=found.kind_code,
            user=current_user.account,
            at=now(),
            reliability=sent.wish,
        )
        flash(CHANGED_KIND.format(application.kind.short_title), "success")
    return redirect_to(
        "applications.step", public_id=application.public_id, step=asked.code, _anchor="main"
    )


def _stay(application: Application, asked: Step, sent: Sent) -> ResponseReturnValue:
    """The step again, at the field or the rows that the pressed button is about."""
    anchor = f"{sent.kept or sent.taken}-notice" if sent.kept or sent.taken else "main"
    if sent.rows:
        anchor = f"{sent.rows}-rows"
    return redirect_to(
        "applications.step", public_id=application.public_id, step=asked.code, _anchor=anchor
    )


def _conflict(
    application: Application, asked: Step, sent: Sent, conflicts: tuple[Conflict, ...]
) -> ResponseReturnValue:
    """Another window was first: the page shows both texts; the other fields are saved."""
    form = conflict_sheet(application, asked, sent, conflicts)
    form.form_errors.append(CHANGED_ELSEWHERE)
    return step_page(application, asked, form, status=409)


def conflict_sheet(
    application: Application, asked: Step, sent: Sent, conflicts: tuple[Conflict, ...]
) -> Sheet:
    """The step as it is stored, but for the fields in conflict: there stands what was typed, and
    their marks stay those that the page had, so that nothing is saved before a choice.
    """
    stored = application.typed
    mine = {each.key: each.typed for each in conflicts}
    seen = service.marks(asked.fields, stored)
    seen |= {key: sent.seen[key] for key in mine}
    form = sheet(application.kind, asked, stored | mine, seen=write_seen(seen))
    show_conflicts(form, application.kind, {c.key: (c.stored, c.typed) for c in conflicts})
    return form
