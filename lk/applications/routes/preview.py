from collections.abc import Sequence
from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk.applications import rules, service, steps
from lk.applications.forms import CorrectionForm, SubmitForm
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
    """«Предпросмотр»: all answers, what is still missing, and what a correction changes."""
    application = own_editable(public_id)
    form = SubmitForm if application.is_draft else CorrectionForm
    return preview_page(application, form(formdata=None))


@bp.post("/applications/<public_id>/preview")
@writes()
@for_consumers
def submit(public_id: str) -> ResponseReturnValue:
    """«Подать заявку»: once, however often it is pressed."""
    application = own_or_404(Application, public_id)
    form = SubmitForm()
    is_ticked = form.validate() or application.is_submitted
    try:
        service.submit(
            application=application,
            user=current_user.account,
            is_confirmed=form.is_accurate.data,
            consent=_consent() if form.consent.data else None,
            at=now(),
        )
    except REFUSALS as refusal:
        discard()
        message = "" if not is_ticked else refusal.message
        return preview_page(application, form, message, status=422)
    return redirect_to("applications.receipt", public_id=public_id)


@bp.get("/applications/<public_id>/receipt")
@for_consumers
def receipt(public_id: str) -> ResponseReturnValue:
    """The number, the time, what happens next; the same however often it is opened."""
    application = own_submitted(public_id)
    receipts = service.receipts_of(application=application)
    return render("applications/receipt.html", application=application, receipts=receipts)


def preview_page(
    application: Application, form: Any, message: str = "", *, status: int = 200
) -> Response:
    """«Предпросмотр» of a draft, or of what is corrected; `message` is said on top."""
    documents = service.documents_of(application)
    if message:
        form.form_errors.append(message)
    context = {} if application.is_draft else _changes(application, documents, form)
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
        **context,
    )


def _changes(
    application: Application, documents: Sequence[Document], form: CorrectionForm
) -> dict[str, Any]:
    """What the correction changes; which files may be taken out of it."""
    correction = service.correction_of(application, documents)
    form.seen.data = form.seen.data or str(correction.receipt)
    titles = {slot.code: slot.title for slot in application.kind.documents}
    if not application.is_asked_back:
        form.offer([(d.public_id, f"{titles.get(d.slot, d.slot)} — {d.name}") for d in documents])
    return {"correction": correction, "until": application.window_at(now())}


def _consent() -> service.Consent:
    return service.Consent(company().supplier_consent.version, request.remote_addr or "")


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
