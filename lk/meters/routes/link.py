"""«Передать показание» by the link of a letter: one meter, one window, no sign-in."""

from collections.abc import Sequence
from datetime import date

from flask import Response, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from lk.clock import now, today
from lk.company import company
from lk.meters.errors import ReadingError
from lk.meters.forms.link import LinkForm
from lk.meters.models import Reading
from lk.meters.routes.blueprint import bp
from lk.meters.rules import STATES, words_of
from lk.meters.rules.judging import Fault, faults_of
from lk.meters.service.links import Linked, LinkRefused, open_link
from lk.meters.service.registers import register_of, shown_to, standing_of
from lk.meters.service.sending import send
from lk.web.access import open_to_all
from lk.web.csrf import proven_by_address
from lk.web.hypermedia import redirect_to, render
from lk.web.transactions import writes


@bp.get("/link/<token>")
@open_to_all
def link(token: str) -> ResponseReturnValue:
    """The page of one meter: nothing stands here that tells whose it is."""
    try:
        linked = open_link(token=token, on=_today())
    except LinkRefused as why:
        return _refuse(why)
    standing = _standing(linked)
    return _page(linked, LinkForm(meter=linked.own.meter, standing=standing), standing, token)


@bp.post("/link/<token>")
@proven_by_address
@writes()
@open_to_all
def send_by_link(token: str) -> ResponseReturnValue:
    """The address is the proof: it needs no cookie, and does no more than what it was given for."""
    try:
        linked = open_link(token=token, on=_today(), to_change=True)
    except LinkRefused as why:
        return _refuse(why)
    form = LinkForm(meter=linked.own.meter)
    if not form.validate():
        form.tell(_faults(linked, form))
        return _page(linked, form, _standing(linked), token, status=422)
    try:
        _send(linked, form)
    except ReadingError as why:
        form.refuse(why)
        return _page(linked, form, _standing(linked), token, status=422)
    return _unseen(redirect_to("meters.link", token=token))


def _send(linked: Linked, form: LinkForm) -> None:
    form.take_meant(request.form.get("meant", ""))
    send(
        own=linked.own,
        user_id=linked.user.id,
        values=form.values,
        taken_on=linked.taken_on(_today()),
        answer=form.given_answer,
        channel="link",
        key=form.one_time_key,
        at=now(),
    )


def _faults(linked: Linked, form: LinkForm) -> Sequence[Fault]:
    """What is wrong with the values that could be read, told at once with those that could not."""
    on = _today()
    register = register_of(own=linked.own, on=on)
    return faults_of(register, form.values, linked.taken_on(on), on)


def _today() -> date:
    return today(company().time_zone)


def _standing(linked: Linked) -> Reading | None:
    own = linked.own
    found = standing_of(meter_ids=[own.meter.id], period=linked.window.period).get(own.meter.id)
    return shown_to(own, found)


def _page(
    linked: Linked, form: LinkForm, standing: Reading | None, token: str, *, status: int = 200
) -> AnyResponse:
    answer = render(
        "meters/link.html",
        form=form,
        standing=standing,
        states=STATES,
        token=token,
        linked=linked,
        month=words_of(linked.window.period).lower(),
        status=status,
    )
    return _unseen(answer)


def _refuse(why: LinkRefused) -> AnyResponse:
    return _unseen(render("meters/link_refused.html", why=why, status=410 if why.is_ours else 404))


def _unseen(answer: AnyResponse | Response) -> AnyResponse:
    """The address of the page is a key: it goes nowhere from here, and no search finds it."""
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer
