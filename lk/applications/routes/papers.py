from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from lk.applications import catalogue, papers, service
from lk.applications.models import Application, Receipt
from lk.applications.options import options
from lk.applications.routes.blueprint import bp
from lk.applications.routes.loading import own_editable, own_submitted
from lk.clock import now
from lk.web.access import for_consumers, open_to_all
from lk.web.downloads import FILE_POLICY, attachment
from lk.web.hypermedia import render

A_DAY = 24 * 60 * 60


@bp.get("/applications/<public_id>/application.pdf")
@for_consumers
def application_pdf(public_id: str) -> ResponseReturnValue:
    """What was submitted, by its form on paper."""
    application = own_submitted(public_id)
    latest = service.latest_receipt(application=application)
    at = latest.at if latest else application.submitted_at or now()
    documents = service.documents_sent(application, at)
    made = papers.application_pdf(application, documents, at)
    return _file(made, papers.application_name(application))


@bp.get("/applications/<public_id>/draft.pdf")
@for_consumers
def draft_pdf(public_id: str) -> ResponseReturnValue:
    """«Скачать черновик»: what is typed now, marked as a draft."""
    application = own_editable(public_id)
    made = papers.draft_pdf(application, service.documents_of(application), now())
    return _file(made, papers.DRAFT_NAME)


@bp.get("/applications/<public_id>/receipt.pdf")
@for_consumers
def newest_receipt_pdf(public_id: str) -> ResponseReturnValue:
    application = own_submitted(public_id)
    return _receipt(application, None)


@bp.get("/applications/<public_id>/receipts/<number>.pdf")
@for_consumers
def receipt_pdf(public_id: str, number: str) -> ResponseReturnValue:
    """A receipt by its number; one that was replaced says so."""
    application = own_submitted(public_id)
    return _receipt(application, number)


@bp.get("/forms/")
@open_to_all
def empty_forms() -> ResponseReturnValue:
    """«Бланки заявок»: each kind to print and fill in by hand."""
    kinds = [(group, catalogue.kinds_of(group.code, options())) for group in catalogue.groups()]
    return render("applications/empty_forms.html", groups=kinds)


@bp.get("/forms/<kind_code>.pdf")
@open_to_all
def empty_form(kind_code: str) -> ResponseReturnValue:
    """An empty form; it holds nothing of anybody, so browsers may keep it."""
    try:
        kind = catalogue.kind(kind_code, options())
    except catalogue.UnknownKind:
        abort(404)
    answer = _file(papers.empty_form_pdf(kind), papers.empty_form_name(kind))
    answer.headers["Cache-Control"] = f"private, max-age={A_DAY}"
    answer.add_etag()
    return answer.make_conditional(request)


def _receipt(application: Application, number: str | None) -> Response:
    """The receipt of this number, or the newest; 404 when there is none. What was sent before
    there were receipts gets one at once; the worker keeps it.
    """
    receipts = service.receipts_of(application=application)
    receipts = receipts or [service.first_receipt(application=application)]
    found: list[Receipt] = [each for each in receipts if number in {None, str(each.number)}]
    if not found:
        abort(404)
    made = papers.receipt_pdf(found[-1], application, receipts=receipts)
    return _file(made, papers.receipt_name(found[-1], application))


def _file(data: bytes, name: str) -> Response:
    """A file to take home; if a browser does show it, nothing in it runs."""
    answer = Response(data, mimetype=papers.PDF)
    answer.headers["Content-Disposition"] = attachment(name)
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    return answer
