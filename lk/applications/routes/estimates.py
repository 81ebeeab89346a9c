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
from lk.web.transactions import writes

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
        return redirect_to("calculator.form", **_query(request.form))
    is_free = "again" in request.form or not service.draft_in_the_way(
        user_id=current_user.id, kind_code=kind.code
    )
    if not is_free:
        return redirect_to("applications.estimated", **_query(request.form), kind=kind.code)
    try:
        draft = service.start_estimated(
            user=current_user, kind_code=kind.code, asked=asked, at=now()
        )
    except rules.TooManyDrafts as error:
        return _page(request.form, refusal=error.message, status=422)
    flash(
        "Данные расчета уже в заявке. Проверьте их на шагах «Объект» и «Технические данные».",
        "success",
    )
    return first_step(draft)


def _page(
    sent: MultiDict[str, str], *, refusal: str = "", status: int = 200
) -> ResponseReturnValue:
    asked = service.read_estimate(sent, today(company().time_zone))
    if asked is None:
        return redirect_to("calculator.form", **_query(sent))
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


def _query(sent: MultiDict[str, str]) -> dict[str, str]:
    """What the calculator asked, without what is ours."""
    ours = {"kind", "again", "csrf_token"}
    return {name: value for name, value in sent.items() if name not in ours}
