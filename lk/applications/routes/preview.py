from collections.abc import Sequence
from typing import Any

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk.applications import rules, service, steps
from lk.applications.forms import ResubmitForm, SubmitForm
from lk.applications.models import Application, Document
from lk.applications.routes.blueprint import bp
from lk.applications.routes.loading import own_editable, own_submitted
from lk.applications.routes.pages import tabs_of
from lk.clock import now
from lk.company import company
from lk.web.access import for_consumers
from lk.web.hypermedia import redirect_to, render
from lk.web.owned import own_or_404
from lk.web.transactions import discard, writes

# The page says these; the others lead away from it (see the blueprint).
REFUSALS = (
    rules.Incomplete,
    rules.AccuracyNotConfirmed,
    rules.ConsentMissing,
    service.TooManySubmissions,
)


@bp.get("/applications/<public_id>/preview")
@for_consumers
def preview(public_id: str) -> ResponseReturnValue:
    """«Предпросмотр»: all answers, and what is still missing with links to its steps."""
    application = own_editable(public_id)
    form = ResubmitForm(formdata=None) if application.is_corrected else SubmitForm(formdata=None)
    return _page(application, form)


@bp.post("/applications/<public_id>/preview")
@writes()
@for_consumers
def submit(public_id: str) -> ResponseReturnValue:
    """«Подать заявку»: once, however often it is pressed."""
    application = own_or_404(Application, public_id)
    if application.is_corrected:
        return _resubmit(application)
    form = SubmitForm()
    is_ticked = form.validate() or application.is_submitted
    try:
        service.submit(
            application=application,
            user=current_user,
            is_confirmed=form.is_accurate.data,
            consent=_consent() if form.consent.data else None,
            at=now(),
        )
    except REFUSALS as refusal:
        discard()
        return _page(application, form, "" if not is_ticked else refusal.message, status=422)
    return redirect_to("applications.receipt", public_id=public_id)


@bp.get("/applications/<public_id>/receipt")
@for_consumers
def receipt(public_id: str) -> ResponseReturnValue:
    """The number, the time, what happens next; the same however often it is opened."""
    return render("applications/receipt.html", application=own_submitted(public_id))


def _resubmit(application: Application) -> ResponseReturnValue:
    form = ResubmitForm()
    if not form.validate():
        return _page(application, form, status=422)
    try:
        service.resubmit(
            application=application,
            user=current_user,
            is_confirmed=form.is_accurate.data,
            comment=form.comment.data or "",
            at=now(),
        )
    except REFUSALS as refusal:
        discard()
        return _page(application, form, refusal.message, status=422)
    flash("Заявка отправлена специалисту. О решении мы напишем.", "success")
    return redirect_to("applications.card", public_id=application.public_id)


def _consent() -> service.Consent:
    return service.Consent(company().supplier_consent.version, request.remote_addr or "")


def _page(
    application: Application, form: Any, message: str = "", *, status: int = 200
) -> ResponseReturnValue:
    documents = service.documents_of(application)
    if message:
        form.form_errors.append(message)
    return render(
        "applications/preview.html",
        application=application,
        form=form,
        groups=steps.preview(application.kind, application.typed),
        papers=papers(application, documents),
        missing=service.what_is_missing(application, documents, at=now()),
        advice=steps.advice(application.kind, application.typed),
        tabs=tabs_of(application, "preview", documents),
        status=status,
    )


def papers(
    application: Application, documents: Sequence[Document]
) -> list[tuple[str, list[tuple[Document, str]]]]:
    """Documents by the titles of their slots, each with the address that gives it back."""
    found = []
    for slot in application.kind.documents:
        mine = [
            (each, url_for(
                "applications.document",
                public_id=application.public_id,
                document_id=each.public_id,
            ))
            for each in documents
            if each.slot == slot.code
        ]  # fmt: skip
        if mine:
            found.append((slot.title, mine))
    return found
