from collections.abc import Mapping
from datetime import timedelta
from typing import Any, BinaryIO, cast

from flask import abort, flash, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from lk.applications import acts, rules, service
from lk.applications.acts import WITHDRAW, Act
from lk.applications.forms import ActForm, act_form
from lk.applications.models import Application
from lk.applications.routes.blueprint import bp
from lk.applications.routes.loading import own_submitted
from lk.applications.service import Chosen, Refusal, Taken
from lk.clock import now
from lk.limits import Limit, take
from lk.web.access import for_consumers, is_let_in, keeps_body
from lk.web.filters import in_words
from lk.web.hypermedia import redirect_to, render
from lk.web.leftovers import sweep_later
from lk.web.owned import own_or_404
from lk.web.transactions import caps, discard, writes

BODY = acts.MOST_FILES * rules.MAX_FILE_BYTES + 1024 * 1024
ACTS_AN_HOUR = Limit("applications.acts", tries=30, per=timedelta(hours=1), is_flat=True)
TOO_OFTEN = "За час сделано много действий. Подождите {wait} и повторите."
SIGNED_IN_AGAIN = "Вы снова вошли. Написанное на месте, а файлы придется выбрать еще раз."


@bp.get("/applications/<public_id>/act/<act_code>")
@for_consumers
def act(public_id: str, act_code: str) -> ResponseReturnValue:
    """What the act means, and what goes along with it."""
    application, wanted = own_submitted(public_id), _act_or_404(act_code)
    if not _is_open(application, wanted):
        return _closed(application)
    return _page(application, wanted, act_form(wanted)(formdata=None))


def _take(public_id: str, act_code: str) -> Taken:
    """Judge and store the files of the act, before the write lock is held."""
    if not is_let_in():
        return Taken()
    application, wanted = own_or_404(Application, public_id), _act_or_404(act_code)
    if not _is_open(application, wanted):
        return Taken()
    files = request.files.getlist("files") if wanted.files != "no" else []
    chosen = [
        Chosen(wanted.file_code, each.filename, cast(BinaryIO, each.stream))
        for each in files
        if each.filename
    ]
    if wait := take([(ACTS_AN_HOUR, current_user.public_id)], now()):
        return Taken(refusals=[Refusal("", "", TOO_OFTEN.format(wait=in_words(wait)))])
    taken = service.prepare_case_files(application, chosen)
    sweep_later(ready.stored.key for ready in taken.ready)
    return taken


@bp.post("/applications/<public_id>/act/<act_code>")
@keeps_body
@caps(content_length=BODY, parts=50)
@writes(prepare=_take)
@for_consumers
def do_act(public_id: str, act_code: str) -> ResponseReturnValue:
    """Once, however often it is pressed; then the card, where the history tells of it."""
    application, wanted = own_submitted(public_id), _act_or_404(act_code)
    form, taken = act_form(wanted)(), g.prepared
    refusals = [each.words for each in taken.refusals]
    if not form.accepts(wanted, files=len(taken.ready), refusals=refusals):
        return _page(application, wanted, form, status=422)
    try:
        _do(application, wanted, form, taken)
    except rules.ActClosed:
        discard()
        return _closed(application)
    flash(wanted.done, "success")
    return redirect_to("applications.card", public_id=public_id)


def show_kept_act(args: Mapping[str, Any], fields: MultiDict[str, str]) -> AnyResponse:
    """After a lost session: the page of the act with the typed words in place."""
    application, wanted = own_submitted(args["public_id"]), _act_or_404(args["act_code"])
    if not _is_open(application, wanted):
        return _closed(application)
    form = act_form(wanted)(formdata=fields)
    return _page(application, wanted, form, notice=SIGNED_IN_AGAIN)


def _do(application: Application, wanted: Act, form: ActForm, taken: Taken) -> None:
    if wanted is WITHDRAW:
        service.withdraw(
            application=application, user=current_user.account, reason=form.words, at=now()
        )
        return
    service.perform(
        application=application,
        user=current_user.account,
        act=wanted,
        text=form.words,
        ready=taken.ready,
        key=form.one_time_key,
        at=now(),
    )


def _is_open(application: Application, wanted: Act) -> bool:
    return wanted in application.acts


def _closed(application: Application) -> AnyResponse:
    flash(rules.ActClosed.message, "warning")
    return redirect_to("applications.card", public_id=application.public_id)


def _page(
    application: Application, wanted: Act, form: ActForm, *, notice: str = "", status: int = 200
) -> AnyResponse:
    return render(
        "applications/act.html",
        application=application,
        act=wanted,
        form=form,
        notice=notice,
        is_withdrawal=wanted is WITHDRAW,
        status=status,
    )


def _act_or_404(code: str) -> Act:
    return acts.find(code) or abort(404)
