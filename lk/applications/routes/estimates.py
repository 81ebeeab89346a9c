"""«Подать заявку с этими данными»: from the calculator to a draft of the right kind."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from lk.applications import rules, service
from lk.applications.routes.blueprint import bp
from lk.applications.routes.start import first_step, kind_or_404
from lk.clock import now, today
from lk.company import company
from lk.web.access import for_consumers
from lk.web.hypermedia import redirect_to, render
from lk.web.transactions import discard, writes

TAKEN = "Данные расчета уже в заявке. Проверьте их на шагах «Объект» и «Технические данные»."


@bp.get("/applications/from-estimate")
@for_consumers
def estimated() -> ResponseReturnValue:
    """Who applies? The power says the rest; `kind` in the address: its draft is in the way."""
    return _page(request.args)


@bp.post("/applications/from-estimate")
@writes()
@for_consumers
def begin_estimated() -> ResponseReturnValue:
    kind = kind_or_404(request.form.get("kind", ""))
    asked = service.read_estimate(request.form, today(company().time_zone))
    if asked is None:
        return redirect_to("calculator.form", **service.estimate_address(request.form))
    if kind not in [each for found in service.proposals(asked) for each in found.kinds]:
        return redirect_to("applications.estimated", **asked.query)
    anew = "again" in request.form
    try:
        draft = service.start_estimated(
            user=current_user.account, kind_code=kind.code, asked=asked, anew=anew, at=now()
        )
    except service.DraftInTheWay:
        discard()
        return redirect_to("applications.estimated", **asked.query, kind=kind.code)
    except rules.TooManyDrafts as error:
        discard()
        return _page(request.form, refusal=error.message, status=422)
    flash(TAKEN, "success")
    return first_step(draft)


def _page(
    sent: MultiDict[str, str], *, refusal: str = "", status: int = 200
) -> ResponseReturnValue:
    asked = service.read_estimate(sent, today(company().time_zone))
    if asked is None:
        return redirect_to("calculator.form", **service.estimate_address(sent))
    in_the_way = sent.get("kind", "")
    return render(
        "applications/estimated.html",
        asked=asked,
        sent=asked.query,
        proposals=service.proposals(asked),
        kind=kind_or_404(in_the_way) if in_the_way else None,
        draft=service.draft_in_the_way(user_id=current_user.id, kind_code=in_the_way),
        refusal=refusal,
        status=status,
    )
