from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import quote

from flask import Response, abort, flash, g, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk.applications import service, steps
from lk.applications.models import Application, Document
from lk.applications.routes.blueprint import bp
from lk.applications.routes.loading import own_submitted
from lk.applications.routes.preview import papers
from lk.clock import now
from lk.questions import service as questions
from lk.questions.forms import QuestionForm
from lk.questions.pace import count_question
from lk.web.access import for_consumers
from lk.web.forms import is_storable
from lk.web.hypermedia import redirect_to, render
from lk.web.owned import own_or_404
from lk.web.transactions import writes

# A file is taken home, never shown within the site; if a browser does show it, nothing runs.
FILE_POLICY = "sandbox; default-src 'none'"


@dataclass(frozen=True)
class CardTab:
    """A tab of the card (fig. 14)."""

    title: str
    url: str
    is_current: bool
    badge: int = 0


@bp.get("/applications/")
@for_consumers
def index() -> ResponseReturnValue:
    """«Мои заявки» (fig. 13): drafts apart, then what was submitted."""
    return render(
        "applications/index.html",
        drafts=service.drafts_of(user_id=current_user.id),
        found=service.page_of(user_id=current_user.id, before=_edge()),
    )


@bp.get("/applications/<public_id>")
@for_consumers
def card(public_id: str) -> ResponseReturnValue:
    """The card: head, answers, history."""
    application = own_submitted(public_id)
    return _card(
        application,
        "card",
        groups=steps.preview(application.kind, application.submitted),
        timeline=service.timeline(application),
    )


@bp.get("/applications/<public_id>/files")
@for_consumers
def files(public_id: str) -> ResponseReturnValue:
    application = own_submitted(public_id)
    documents = service.documents_of(application)
    return _card(application, "files", papers=papers(application, documents))


@bp.get("/applications/<public_id>/question")
@for_consumers
def question(public_id: str) -> ResponseReturnValue:
    """«Задать вопрос»: the thread that hangs on this application."""
    return _question(own_submitted(public_id), QuestionForm(formdata=None))


@bp.post("/applications/<public_id>/question")
@writes(prepare=count_question)
@for_consumers
def ask(public_id: str) -> ResponseReturnValue:
    application, form = own_submitted(public_id), QuestionForm()
    if not form.accepts(g.prepared):
        return _question(application, form, status=422)
    questions.ask(
        user=current_user,
        text=form.text.data,
        at=now(),
        application_id=application.id,
        title=f"Заявка {application.number}",
        key=form.one_time_key,
        seen=form.seen_number,
    )
    flash("Вопрос отправлен. Ответ придет сюда и письмом на вашу почту.", "success")
    return redirect_to("applications.question", public_id=public_id)


@bp.get("/applications/<public_id>/files/<document_id>")
@for_consumers
def document(public_id: str, document_id: str) -> ResponseReturnValue:
    """A file of one's own, as an attachment of our type and under its cleaned name."""
    application = own_or_404(Application, public_id)
    found = own_or_404(Document, document_id)
    if found.application_id != application.id:
        abort(404)
    chunks = service.read_document(found)
    body = chain([next(chunks, b"")], chunks)  # the first one now: what is lost is no empty file
    answer = Response(body, mimetype=found.content_type)
    answer.headers["Content-Disposition"] = attachment(found.name)
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    answer.content_length = found.stored_size
    return answer


def attachment(name: str) -> str:
    """The header for a file's name: plain letters for old clients, all of it by RFC 5987."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _edge() -> str | None:
    """Behind which application the page begins; what no database can hold is no edge."""
    before = request.args.get("before", "")
    return before if is_storable(before) else None


def _question(application: Application, form: QuestionForm, status: int = 200) -> Response:
    thread = questions.thread_of(application_id=application.id)
    return _card(
        application,
        "question",
        unread=thread.unread_by_consumer if thread else 0,
        conversation=questions.conversation(thread=thread) if thread else None,
        question_form=form,
        question_url=url_for("applications.ask", public_id=application.public_id),
        status=status,
    )


def _card(
    application: Application, tab: str, *, unread: int | None = None, **context: Any
) -> Response:
    """The card's frame around one of its tabs."""
    if unread is None:
        thread = questions.thread_of(application_id=application.id)
        unread = thread.unread_by_consumer if thread else 0
    titles = {"card": "Данные заявки", "files": "Документы", "question": "Задать вопрос"}
    tabs = [
        CardTab(
            title,
            url_for(f"applications.{name}", public_id=application.public_id),
            name == tab,
            unread if name == "question" else 0,
        )
        for name, title in titles.items()
    ]
    return render(f"applications/{tab}.html", application=application, tabs=tabs, **context)
