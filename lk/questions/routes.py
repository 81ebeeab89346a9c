from flask import Blueprint, abort, current_app, flash, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.utils import redirect

from lk.clock import now
from lk.questions import service
from lk.questions.forms import QuestionForm, ReadForm
from lk.questions.models import MessageFile, Thread
from lk.questions.receiving import BODY, SIGNED_IN_AGAIN, receive_question
from lk.web.access import for_consumers, keeps_body, safe_next
from lk.web.downloads import taken_home
from lk.web.forms import public_id_in, whole_in
from lk.web.hypermedia import redirect_to, render
from lk.web.owned import own_or_404
from lk.web.transactions import caps, writes

bp = Blueprint("questions", __name__, url_prefix="/lk/questions")


@bp.get("/")
@for_consumers
def index() -> ResponseReturnValue:
    after = public_id_in(request.args.get("after"))
    threads = service.page_of(user_id=current_user.id, after=after)
    return render("questions/index.html", threads=threads, form=QuestionForm(formdata=None))


@bp.post("/")
@keeps_body
@caps(content_length=BODY)
@writes(prepare=receive_question)
@for_consumers
def ask() -> ResponseReturnValue:
    form = QuestionForm()
    if not form.accepts(g.prepared):
        threads = service.page_of(user_id=current_user.id)
        return render("questions/index.html", threads=threads, form=form, status=422)
    thread = service.ask(
        user=current_user.account,
        text=form.text.data,
        at=now(),
        files=g.prepared.ready,
        key=form.one_time_key,
    )
    flash("Вопрос отправлен. Ответ придет сюда и письмом на вашу почту.", "success")
    return redirect_to("questions.thread", public_id=thread.public_id)


@bp.get("/<public_id>")
@for_consumers
def thread(public_id: str) -> ResponseReturnValue:
    found = own_or_404(Thread, public_id)
    before = whole_in(request.args.get("before"))
    conversation = service.conversation(thread=found, before=before)
    form = QuestionForm(formdata=None)
    return render("questions/thread.html", conversation=conversation, question_form=form)


@bp.post("/<public_id>")
@keeps_body
@caps(content_length=BODY)
@writes(prepare=receive_question)
@for_consumers
def reply(public_id: str) -> ResponseReturnValue:
    found, form = own_or_404(Thread, public_id), QuestionForm()
    if not form.accepts(g.prepared):
        conversation = service.conversation(thread=found)
        return render(
            "questions/thread.html", conversation=conversation, question_form=form, status=422
        )
    service.reply(
        thread=found,
        user=current_user.account,
        text=form.text.data,
        at=now(),
        files=g.prepared.ready,
        key=form.one_time_key,
        seen=form.seen_number,
    )
    flash("Сообщение отправлено.", "success")
    return _back(form.next.data, found)


@bp.post("/<public_id>/read")
@writes()
@for_consumers
def mark_read(public_id: str) -> ResponseReturnValue:
    found, form = own_or_404(Thread, public_id), ReadForm()
    service.mark_read(thread=found, seen=form.seen_number)
    return _back(form.next.data, found)


@bp.get("/<public_id>/files/<attachment_id>")
@for_consumers
def attachment(public_id: str, attachment_id: str) -> ResponseReturnValue:
    """A file of one's own thread, from either side."""
    found, file = own_or_404(Thread, public_id), own_or_404(MessageFile, attachment_id)
    if file.thread_id != found.id:
        abort(404)
    return taken_home(file, service.read_file(file))


def show_kept(target: str, fields: MultiDict[str, str]) -> ResponseReturnValue:
    """After a lost session: the page of the POST to `target` with the typed text in place.

    Nothing is sent. Where the thread is not this consumer's, their questions instead.
    """
    form = QuestionForm(formdata=fields)
    try:
        _, args = current_app.url_map.bind("").match(target, method="POST")
        found = own_or_404(Thread, args["public_id"]) if args else None
    except HTTPException:
        return redirect_to("questions.index")
    if found is None:
        threads = service.page_of(user_id=current_user.id)
        return render("questions/index.html", threads=threads, form=form, notice=SIGNED_IN_AGAIN)
    conversation = service.conversation(thread=found)
    return render(
        "questions/thread.html",
        conversation=conversation,
        question_form=form,
        notice=SIGNED_IN_AGAIN,
    )


def _back(target: str | None, found: Thread) -> ResponseReturnValue:
    """To the page that the form stood on: the application's card or the thread itself."""
    if safe := safe_next(target):
        return redirect(safe, 303)
    return redirect_to("questions.thread", public_id=found.public_id)
