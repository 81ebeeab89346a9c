"""«Внести показание»: the form of one meter, and its correction while the billing has not it."""

from collections.abc import Sequence
from datetime import date

from flask import Response, abort, flash, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from lk.clock import now, today
from lk.company import company
from lk.meters import service
from lk.meters.errors import ReadingError
from lk.meters.forms.reading import ReadingForm, hints_of
from lk.meters.models import Reading
from lk.meters.routes.blueprint import bp
from lk.meters.rules import is_period, period_of, words_of
from lk.meters.rules.judging import Fault, faults_of
from lk.meters.rules.numbers import shown
from lk.meters.service import OwnMeter
from lk.web.access import for_consumers, keeps_body
from lk.web.filters import NBSP, moment
from lk.web.hypermedia import redirect_to, render
from lk.web.transactions import writes

SIGNED_IN_AGAIN = (
    "Вы снова вошли. Показание еще не передано: проверьте его и нажмите «Внести показания»."
)


@bp.get("/<public_id>/reading")
@for_consumers
def send(public_id: str) -> ResponseReturnValue:
    """An empty form; with the old values where a reading of the month may be corrected."""
    own = _own_or_404(public_id)
    standing = _standing(own)
    form = ReadingForm(zones=own.meter.zones, formdata=None)
    form.prefill(on=_today(), standing=standing)
    return _page(own, form, standing)


@bp.post("/<public_id>/reading")
@keeps_body
@writes()
@for_consumers
def take(public_id: str) -> ResponseReturnValue:
    own = _own_or_404(public_id)
    form = ReadingForm(zones=own.meter.zones)
    form.take_suggestions(request.form.get("meant", ""))
    if not form.validate() or form.taken_on.data is None:
        form.tell(_faults(own, form))
        return _page(own, form, _standing(own), status=422)
    try:
        reading = _send(own, form, form.taken_on.data)
    except ReadingError as why:
        form.refuse(why)
        return _page(own, form, _standing(own), status=422)
    flash(_received(reading), "success")
    return redirect_to("meters.card", public_id=public_id)


def _send(own: OwnMeter, form: ReadingForm, taken_on: date) -> Reading:
    return service.send(
        own=own,
        user_id=current_user.id,
        values=form.values,
        taken_on=taken_on,
        answer=form.given_answer,
        channel="form",
        key=form.one_time_key,
        at=now(),
    )


def _faults(own: OwnMeter, form: ReadingForm) -> Sequence[Fault]:
    """What is wrong with all that could be read, so that it is told at once with what could not."""
    on = _today()
    return faults_of(service.register_of(own=own, on=on), form.values, form.taken_on.data, on)


def show_kept_reading(own: OwnMeter, fields: MultiDict[str, str]) -> Response:
    """After a lost session: the form with what was typed; nothing is sent."""
    form = ReadingForm(zones=own.meter.zones, formdata=fields)
    return _page(own, form, None, notice=SIGNED_IN_AGAIN)


def _page(
    own: OwnMeter,
    form: ReadingForm,
    standing: Reading | None,
    *,
    status: int = 200,
    notice: str = "",
) -> Response:
    on = _today()
    register = service.register_of(own=own, on=on)
    return render(
        "meters/reading.html",
        own=own,
        form=form,
        register=register,
        hints=hints_of(register),
        standing=standing,
        standing_month=words_of(standing.period).lower() if standing else "",
        why_taken=service.why_taken(standing) if standing and not standing.may_be_corrected else "",
        today=on,
        month=words_of(period_of(on)).lower(),
        shown=shown,
        notice=notice,
        status=status,
    )


def _standing(own: OwnMeter) -> Reading | None:
    """The reading of this month, or of the one that a link asks for, as far as it is shown."""
    asked = request.args.get("period", "")
    period = asked if is_period(asked) else period_of(_today())
    found = service.standing_of(meter_ids=[own.meter.id], period=period).get(own.meter.id)
    return service.shown_to(own, found)


def _received(reading: Reading) -> str:
    return (
        f"Передано: №{NBSP}{reading.number}, {moment(reading.sent_at)}. Показание за"
        f" {words_of(reading.period).lower()}, до выгрузки в расчет его можно исправить."
    )


def _today() -> date:
    return today(company().time_zone)


def _own_or_404(public_id: str) -> OwnMeter:
    found = service.own_meter(user_id=current_user.id, public_id=public_id)
    if found is None:
        abort(404)
    return found
