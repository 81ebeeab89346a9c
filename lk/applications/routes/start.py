from flask import abort, flash, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk.applications import catalogue, rules, service, steps
from lk.applications.models import Application
from lk.applications.options import options
from lk.applications.routes.blueprint import bp
from lk.applications.routes.loading import own_editable, own_submitted
from lk.clock import now, today
from lk.company import company
from lk.web.access import for_consumers
from lk.web.hypermedia import redirect_to, render
from lk.web.leftovers import sweep_later
from lk.web.owned import own_or_404
from lk.web.transactions import writes


@bp.get("/applications/new")
@for_consumers
def start() -> ResponseReturnValue:
    """«Создать заявку» (fig. 9): three groups of five categories."""
    return render("applications/start.html", groups=_groups())


@bp.post("/applications/new")
@writes()
@for_consumers
def begin() -> ResponseReturnValue:
    """A category was chosen: go on with the open draft of that kind, or begin a new one."""
    kind = kind_or_404(request.form.get("kind", ""))
    found = service.open_draft(user_id=current_user.id, kind_code=kind.code)
    if found and found.is_untouched:
        return first_step(found)
    if found and "again" not in request.form:
        return redirect_to("applications.again", kind_code=kind.code)
    try:
        return first_step(service.start(user=current_user.account, kind_code=kind.code, at=now()))
    except rules.TooManyDrafts as error:
        return render(
            "applications/start.html", groups=_groups(), refusal=error.message, status=422
        )


@bp.get("/applications/new/<kind_code>")
@for_consumers
def again(kind_code: str) -> ResponseReturnValue:
    """«У вас есть черновик»: продолжить или начать заново."""
    kind = kind_or_404(kind_code)
    found = service.open_draft(user_id=current_user.id, kind_code=kind.code)
    if found is None:
        return redirect_to("applications.start")
    return render("applications/again.html", kind=kind, draft=found)


@bp.get("/applications/<public_id>/resume")
@for_consumers
def resume(public_id: str) -> ResponseReturnValue:
    """«Продолжить»: the first step where something is missing."""
    application = own_editable(public_id)
    undone = steps.first_undone(
        application.kind,
        application.typed,
        service.counted(service.documents_of(application)),
        today=today(company().time_zone),
    )
    return redirect_to("applications.step", public_id=public_id, step=undone)


@bp.get("/applications/<public_id>/delete")
@for_consumers
def ask_to_delete(public_id: str) -> ResponseReturnValue:
    draft = own_or_404(Application, public_id)
    if not draft.is_draft:
        return redirect_to("applications.card", public_id=public_id)
    return render("applications/delete.html", draft=draft)


@bp.post("/applications/<public_id>/delete")
@writes()
@for_consumers
def delete(public_id: str) -> ResponseReturnValue:
    draft = own_or_404(Application, public_id)
    try:
        sweep_later(
            service.delete_draft(application=draft, by=f"consumer:{current_user.login}", at=now())
        )
    except rules.NotEditable:
        return redirect_to("applications.card", public_id=public_id)
    flash("Черновик удален.", "success")
    return redirect_to("applications.index")


@bp.post("/applications/<public_id>/similar")
@writes()
@for_consumers
def begin_similar(public_id: str) -> ResponseReturnValue:
    """«Подать похожую»: a new draft with what stays true of the applicant."""
    like = own_submitted(public_id)
    try:
        draft = service.start_similar(like=like, user=current_user.account, at=now())
    except rules.TooManyDrafts as error:
        flash(error.message, "warning")
        return redirect_to("applications.card", public_id=public_id)
    flash("Сведения о заявителе взяты из прежней заявки. Проверьте их.", "success")
    return first_step(draft)


def first_step(application: Application) -> ResponseReturnValue:
    first = steps.first_step(application.kind)
    return redirect_to("applications.step", public_id=application.public_id, step=first)


def _groups() -> list[tuple[catalogue.ApplicantGroup, tuple[catalogue.Kind, ...]]]:
    return [(group, catalogue.kinds_of(group.code, options())) for group in catalogue.groups()]


def kind_or_404(code: str) -> catalogue.Kind:
    try:
        return catalogue.kind(code, options())
    except catalogue.UnknownKind:
        abort(404)
