"""The contracts of the cabinet: how many meters each brings, since when; and out with one."""

from flask import Response, abort, flash, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk.clock import now
from lk.meters.errors_binding import NotBound
from lk.meters.routes.blueprint import bp
from lk.meters.rules import KINDS
from lk.meters.service import binding
from lk.meters.service.contracts import BoundContract, contract_of, contracts_of
from lk.web.access import for_consumers
from lk.web.filters import NBSP
from lk.web.forms import is_storable
from lk.web.hypermedia import redirect_to, render
from lk.web.transactions import writes

LONGEST = 40


@bp.get("/contracts")
@for_consumers
def contracts() -> ResponseReturnValue:
    found = contracts_of(user_id=current_user.id, after=number_in(request.args.get("after")))
    return render("meters/contracts.html", found=found, kinds=KINDS)


@bp.get("/contracts/unbind")
@for_consumers
def ask_to_unbind() -> ResponseReturnValue:
    """What goes with the contract, and whether to go on. Its number may hold a slash, so it
    stands in the query.
    """
    number = number_in(request.args.get("contract"))
    if not number:
        return redirect_to("meters.contracts")
    return _page(own_or_404(number))


@bp.post("/contracts/unbind")
@writes()
@for_consumers
def unbind() -> ResponseReturnValue:
    number = number_in(request.form.get("contract"))
    try:
        contract = binding.unbind(
            user=current_user.account,
            number=number,
            actor=f"consumer:{current_user.login}",
            at=now(),
        )
    except NotBound:
        abort(404)
    flash(f"Договора №{NBSP}{contract.number} в кабинете больше нет.", "success")
    return redirect_to("meters.contracts")


def _page(contract: BoundContract) -> Response:
    return render("meters/unbind.html", contract=contract)


def own_or_404(number: str) -> BoundContract:
    """The contract as it stands in this cabinet."""
    found = contract_of(user_id=current_user.id, number=number)
    if found is None:
        abort(404)
    return found


def number_in(typed: str | None) -> str:
    """«» for what is no number of a contract."""
    number = (typed or "").strip()
    return number if len(number) <= LONGEST and is_storable(number) else ""
