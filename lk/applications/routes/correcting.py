from collections.abc import Mapping
from typing import Any

from flask import flash
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from lk.applications import rules, service
from lk.applications.forms import CorrectionForm
from lk.applications.models import Application
from lk.applications.routes.blueprint import bp
from lk.applications.routes.late import late_page
from lk.applications.routes.loading import own_submitted
from lk.applications.routes.preview import preview_page
from lk.clock import now
from lk.web.access import for_consumers, keeps_body
from lk.web.hypermedia import redirect_to
from lk.web.leftovers import sweep_later
from lk.web.transactions import discard, writes

REFUSALS = (rules.Incomplete, rules.AccuracyNotConfirmed, rules.NothingChanged)
MOST_DROPPED = rules.MAX_FILES
SIGNED_IN_AGAIN = "Вы снова вошли. Исправления на месте: проверьте их и отправьте."
OVER = "Исправить заявку самостоятельно уже нельзя. Напишите специалисту: «Задать вопрос»."


@bp.post("/applications/<public_id>/correct")
@writes()
@for_consumers
def begin_correction(public_id: str) -> ResponseReturnValue:
    """«Исправить»: the preview, where each part can be changed."""
    application = own_submitted(public_id)
    if application.is_asked_back:
        return redirect_to("applications.preview", public_id=public_id)
    try:
        service.begin_correction(application=application, at=now())
    except rules.NotEditable:
        flash(OVER, "warning")
        return redirect_to("applications.receipt", public_id=public_id)
    return redirect_to("applications.preview", public_id=public_id)


@bp.post("/applications/<public_id>/correction")
@keeps_body
@writes()
@for_consumers
def send_correction(public_id: str) -> ResponseReturnValue:
    """«Отправить исправление», «Отправить снова»: once, however often it is pressed."""
    application, form = own_submitted(public_id), CorrectionForm()
    is_back, is_valid = application.is_asked_back, form.validate()
    try:
        if is_valid or not application.is_editable_at(now()):
            _send(application, form)
    except rules.NotEditable:
        return _over(application)
    except REFUSALS as refusal:
        discard()
        return preview_page(application, form, refusal.message, status=422)
    if not is_valid and application.is_editable_at(now()):
        return preview_page(application, form, status=422)
    return _sent(application, is_back=is_back)


def show_kept_correction(args: Mapping[str, Any], fields: MultiDict[str, str]) -> AnyResponse:
    """After a lost session: the preview of the correction with what was typed on it in place."""
    application = own_submitted(args["public_id"])
    if not application.is_editable_at(now()):
        return redirect_to("applications.late", public_id=application.public_id)
    form = CorrectionForm(formdata=fields)
    form.is_accurate.data = False
    flash(SIGNED_IN_AGAIN, "warning")
    return preview_page(application, form)


@bp.get("/applications/<public_id>/late")
@for_consumers
def late(public_id: str) -> ResponseReturnValue:
    """What was changed and not sent in time: to be read again, and sent as a question."""
    application = own_submitted(public_id)
    if application.is_editable_at(now()):
        return redirect_to("applications.preview", public_id=public_id)
    if not application.has_unsent:
        return redirect_to("applications.receipt", public_id=public_id)
    return late_page(application)


@bp.post("/applications/<public_id>/correction/drop")
@writes()
@for_consumers
def drop_correction(public_id: str) -> ResponseReturnValue:
    """«Оставить как было»: what was changed and not sent is forgotten."""
    application = own_submitted(public_id)
    gone = service.drop_correction(application=application, user=current_user.account, at=now())
    if gone is not None:
        sweep_later(each.storage_key for each in gone)
        flash("Изменения отменены. В силе то, что вы отправили.", "success")
    return redirect_to("applications.card", public_id=public_id)


def _send(application: Application, form: CorrectionForm) -> None:
    service.correct(
        application=application,
        user=current_user.account,
        is_confirmed=form.is_accurate.data,
        comment=form.comment.data or "",
        dropped=frozenset((form.dropped.data or [])[:MOST_DROPPED]),
        seen=form.seen_number,
        at=now(),
    )


def _over(application: Application) -> ResponseReturnValue:
    """The time is over: nothing is written, and nothing that was typed is lost."""
    discard()
    if application.has_unsent:
        return late_page(application, status=409)
    flash(OVER, "warning")
    return redirect_to("applications.receipt", public_id=application.public_id)


def _sent(application: Application, *, is_back: bool) -> ResponseReturnValue:
    words = "Исправление отправлено. В силе новая заявка, квитанция к ней — на этой странице."
    if is_back or application.is_in_review:
        flash("Заявка отправлена специалисту. О решении мы напишем.", "success")
        return redirect_to("applications.card", public_id=application.public_id)
    flash(words, "success")
    return redirect_to("applications.receipt", public_id=application.public_id)
