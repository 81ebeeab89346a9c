from flask import Response, abort, current_app, flash, g, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from lk.clock import now
from lk.meters import service
from lk.meters.routes.blueprint import bp
from lk.meters.routes.sending import show_kept_reading
from lk.meters.service import OwnMeter
from lk.questions import service as questions
from lk.questions.forms import QuestionForm
from lk.questions.receiving import BODY, SIGNED_IN_AGAIN, receive_question
from lk.web.access import for_consumers, keeps_body
from lk.web.hypermedia import redirect_to, render
from lk.web.transactions import caps, writes


@bp.get("/<public_id>/question")
@for_consumers
def question(public_id: str) -> ResponseReturnValue:
    """The talk with the specialist about this meter."""
    return _page(_own_or_404(public_id), QuestionForm(formdata=None))


@bp.post("/<public_id>/question")
@keeps_body
@caps(content_length=BODY)
@writes(prepare=receive_question)
@for_consumers
def ask(public_id: str) -> ResponseReturnValue:
    own, form = _own_or_404(public_id), QuestionForm()
    if not form.accepts(g.prepared):
        return _page(own, form, status=422)
    questions.ask(
        user=current_user.account,
        text=form.text.data,
        at=now(),
        meter_id=own.meter.id,
        title=f"Счетчик {own.meter.number}",
        files=g.prepared.ready,
        key=form.one_time_key,
        seen=form.seen_number,
    )
    flash("Вопрос отправлен. Ответ придет сюда и письмом на вашу почту.", "success")
    return redirect_to("meters.question", public_id=public_id)


def show_kept(target: str, fields: MultiDict[str, str]) -> ResponseReturnValue:
    """After a lost session: the page of the POST to `target` with the typed text in place; nothing
    is sent. Where the meter is not this consumer's, all their meters instead.
    """
    try:
        endpoint, args = current_app.url_map.bind("").match(target, method="POST")
    except HTTPException:
        return redirect_to("meters.mine")
    own = service.own_meter(user_id=current_user.id, public_id=args.get("public_id", ""))
    if own and endpoint == "meters.take":
        return show_kept_reading(own, fields)
    if own is None or endpoint != "meters.ask":
        return redirect_to("meters.mine")
    return _page(own, QuestionForm(formdata=fields), notice=SIGNED_IN_AGAIN)


def _page(own: OwnMeter, form: QuestionForm, *, status: int = 200, notice: str = "") -> Response:
    thread = questions.thread_about(user_id=current_user.id, meter_id=own.meter.id)
    return render(
        "meters/card_question.html",
        own=own,
        conversation=questions.conversation(thread=thread) if thread else None,
        question_form=form,
        question_url=url_for("meters.ask", public_id=own.meter.public_id),
        notice=notice,
        status=status,
    )


def _own_or_404(public_id: str) -> OwnMeter:
    found = service.own_meter(user_id=current_user.id, public_id=public_id)
    if found is None:
        abort(404)
    return found
