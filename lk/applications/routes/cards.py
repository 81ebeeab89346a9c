from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, flash, g, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from lk.applications import service, steps
from lk.applications.models import Application, Document
from lk.applications.routes.blueprint import bp
from lk.applications.routes.loading import own_submitted
from lk.applications.routes.slots import card_slots, is_mended
from lk.clock import now
from lk.questions import service as questions
from lk.questions.forms import QuestionForm
from lk.questions.receiving import BODY, SIGNED_IN_AGAIN, receive_question
from lk.web.access import for_consumers, keeps_body
from lk.web.downloads import taken_home
from lk.web.hypermedia import redirect_to, render
from lk.web.owned import own_or_404
from lk.web.transactions import caps, writes


@dataclass(frozen=True)
class CardTab:
    """A tab of the card (fig. 14)."""

    title: str
    url: str
    is_current: bool
    badge: int = 0


@bp.get("/applications/<public_id>")
@for_consumers
def card(public_id: str) -> ResponseReturnValue:
    """The card: head, whose turn it is, what comes next, history, answers."""
    application = own_submitted(public_id)
    log = service.log_of(application)
    return _card(
        application,
        "card",
        log=log,
        groups=steps.preview(application.kind, application.submitted),
        coming=service.coming(application),
        estimate=service.estimate_of(application),
        timeline=service.timeline(application, log),
    )


@bp.get("/applications/<public_id>/files")
@for_consumers
def files(public_id: str) -> ResponseReturnValue:
    application = own_submitted(public_id)
    folder = service.folder_of(application, at=now())
    slots = card_slots(folder)
    case_files, unread = service.case_files_and_unread(application)
    return _card(
        application,
        "files",
        unread=unread,
        case_files=case_files,
        slots=slots,
        is_done=is_mended(folder, slots),
    )


@bp.get("/applications/<public_id>/question")
@for_consumers
def question(public_id: str) -> ResponseReturnValue:
    """«Задать вопрос»: the thread that hangs on this application."""
    return _question(own_submitted(public_id), QuestionForm(formdata=None))


@bp.post("/applications/<public_id>/question")
@keeps_body
@caps(content_length=BODY)
@writes(prepare=receive_question)
@for_consumers
def ask(public_id: str) -> ResponseReturnValue:
    application, form = own_submitted(public_id), QuestionForm()
    if not form.accepts(g.prepared):
        return _question(application, form, status=422)
    questions.ask(
        user=current_user.account,
        text=form.text.data,
        at=now(),
        application_id=application.id,
        title=f"Заявка {application.number}",
        files=g.prepared.ready,
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
    return taken_home(found, service.read_document(found))


def show_kept_question(args: Mapping[str, Any], fields: MultiDict[str, str]) -> Response:
    """After a lost session: the tab with the typed text in place; nothing is sent."""
    form = QuestionForm(formdata=fields)
    return _question(own_submitted(args["public_id"]), form, notice=SIGNED_IN_AGAIN)


def _question(
    application: Application, form: QuestionForm, status: int = 200, notice: str = ""
) -> Response:
    thread = questions.thread_of(application_id=application.id)
    return _card(
        application,
        "question",
        unread=thread.unread_by_consumer if thread else 0,
        conversation=questions.conversation(thread=thread) if thread else None,
        question_form=form,
        question_url=url_for("applications.ask", public_id=application.public_id),
        notice=notice,
        status=status,
    )


def _card(
    application: Application,
    tab: str,
    *,
    unread: int | None = None,
    log: service.Log | None = None,
    **context: Any,
) -> Response:
    """The card's frame around one of its tabs."""
    if unread is None:
        unread = application.unread_answers
    titles = {"card": "Данные заявки", "files": "Документы", "question": "Задать вопрос"}
    to_replace = application.rejected_files if application.has_to_replace else 0
    badges = {"files": to_replace, "question": unread}
    tabs = [
        CardTab(
            title,
            url_for(f"applications.{name}", public_id=application.public_id),
            name == tab,
            badges.get(name, 0),
        )
        for name, title in titles.items()
    ]
    return render(
        f"applications/{tab}.html",
        application=application,
        tabs=tabs,
        turn=service.turn_of(application, at=now(), log=log),
        **context,
    )
