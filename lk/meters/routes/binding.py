"""«Добавить прибор учета» (fig. 21): a contract by its number and that of any of its meters."""

from flask import Response, flash, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk.clock import now
from lk.company import company
from lk.meters.errors_binding import AlreadyBound, NoSuchPair
from lk.meters.forms.binding import AddForm
from lk.meters.models import ContractBinding
from lk.meters.routes.blueprint import bp
from lk.meters.routes.trying import count
from lk.meters.service import binding, guessing
from lk.meters.service.contracts import BoundContract, contract_by_id
from lk.web.access import for_consumers, is_let_in
from lk.web.filters import NBSP, day, plural
from lk.web.hypermedia import redirect_to, render
from lk.web.transactions import Stop, discard, writes

OFFICE_ADDS = "мы добавим прибор учета сами"
METERS = "прибор учета,прибора учета,приборов учета"


@bp.get("/add")
@for_consumers
def add() -> ResponseReturnValue:
    return _page(AddForm(formdata=None))


def _look_up() -> binding.Pair | None:
    """Count the guess, then look; a right pair gives its tries back."""
    if not is_let_in():
        return None
    form = AddForm()
    if not form.validate():
        raise Stop(_page(form, status=422))
    guess = guessing.Guess(
        user_id=current_user.id,
        address=request.remote_addr or "",
        contract=form.contract.data,
        meter=form.meter.data,
    )
    count(guess, form, lambda status: _page(form, status=status), OFFICE_ADDS)
    pair = binding.find_pair(contract=form.contract.data, meter=form.meter.data)
    if pair is None:
        raise Stop(_refused(form))
    guessing.forgive(guess)
    return pair


@bp.post("/add")
@writes(prepare=_look_up)
@for_consumers
def bind() -> ResponseReturnValue:
    """All meters of the contract come along, and those that are imported later."""
    pair: binding.Pair = g.prepared
    try:
        bound = binding.bind(
            user=current_user.account,
            contract_id=pair.contract_id,
            actor=f"consumer:{current_user.login}",
            at=now(),
        )
    except AlreadyBound:
        discard()
        return _page(AddForm(formdata=None), already=_contract(pair))
    except NoSuchPair:  # the office has closed the contract this very moment
        discard()
        return _refused(AddForm())
    contract = _contract(pair)
    _tell(bound, contract)
    if bound.sees_from and company().binding.asks_name:
        return redirect_to("meters.ask_for_proof", contract=contract.number)
    return redirect_to("meters.mine")


def _tell(bound: ContractBinding, contract: BoundContract) -> None:
    meters = plural(contract.meters + contract.removed, METERS)
    flash(f"В кабинете договор №{NBSP}{contract.number}: {meters}.", "success")
    if bound.sees_from and not company().binding.asks_name:
        flash(
            "Этот договор есть и в другом кабинете. Поэтому вам видны показания и расход"
            f" с {day(bound.sees_from)}, а адрес скрыт. Чтобы видеть все, позвоните:"
            f" {company().charges_phone.number}.",
            "info",
        )


def _contract(pair: binding.Pair) -> BoundContract:
    return contract_by_id(user_id=current_user.id, contract_id=pair.contract_id)


def _page(form: AddForm, *, already: BoundContract | None = None, status: int = 200) -> Response:
    return render("meters/add.html", form=form, already=already, status=status)


def _refused(form: AddForm) -> Response:
    """One answer for every wrong pair."""
    form.form_errors.append(NoSuchPair.message)
    return _page(form, status=422)
