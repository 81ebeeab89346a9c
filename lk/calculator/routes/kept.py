from flask import url_for
from flask.typing import ResponseReturnValue

from lk.calculator import service
from lk.calculator.asking import address_of, offer_of, said_in, told, typed_of
from lk.calculator.models import WITH_VERSION, Calculation
from lk.calculator.presenting import shown
from lk.calculator.routes.blueprint import bp
from lk.clock import today
from lk.company import company
from lk.web.access import for_consumers
from lk.web.hypermedia import render
from lk.web.owned import own_or_404


@bp.get("/calculator/kept/<public_id>")
@for_consumers
def kept(public_id: str) -> ResponseReturnValue:
    """A calculation that stays with an application: what was told then, by the tariff of then."""
    calculation = own_or_404(Calculation, public_id, *WITH_VERSION)
    answer = service.answer_of(calculation)
    offer = offer_of(answer.tariff)
    query = said_in(typed_of(answer.question), offer)
    return render(
        "calculator/kept.html",
        calculation=calculation,
        shown=shown(answer, today(company().time_zone)),
        told=told(query, offer),
        address=address_of(query, url_for("calculator.form")),
    )
