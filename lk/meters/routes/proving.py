"""«Подтвердите, что договор ваш»: whoever came second is shown everything after a third proof."""

from flask import Response, abort, flash, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk.clock import now
from lk.company import company
from lk.meters.errors_binding import AlreadyBound, NotBound, WrongHolder
from lk.meters.forms.binding import ProofForm
from lk.meters.routes.blueprint import bp
from lk.meters.routes.contracts import number_in, own_or_404
from lk.meters.routes.trying import count
from lk.meters.service import binding, guessing
from lk.meters.service.contracts import BoundContract
from lk.meters.service.proving import is_holder
from lk.web.access import for_consumers, is_let_in
from lk.web.filters import NBSP
from lk.web.hypermedia import redirect_to, render
from lk.web.transactions import Stop, writes

OFFICE_OPENS = "мы проверим и откроем сами"


@bp.get("/contracts/proof")
@for_consumers
def ask_for_proof() -> ResponseReturnValue:
    contract = _cut_or_404(number_in(request.args.get("contract")))
    if contract.sees_from is None:
        return redirect_to("meters.contracts")
    return _page(ProofForm(formdata=None), contract)


def _compare() -> BoundContract | None:
    """Count the try, then compare; a right name gives its tries back."""
    if not is_let_in():
        return None
    contract, form = _cut_or_404(number_in(request.form.get("contract"))), ProofForm()
    if contract.sees_from is None:
        raise Stop(redirect_to("meters.contracts"))
    if not form.validate():
        raise Stop(_page(form, contract, status=422))
    user_id, address = current_user.id, request.remote_addr or ""
    guess = guessing.Guess(user_id=user_id, address=address, contract=contract.number)
    count(guess, form, lambda status: _page(form, contract, status=status), OFFICE_OPENS)
    if not is_holder(user_id=user_id, number=contract.number, typed=form.holder.data):
        form.form_errors.append(WrongHolder.message)
        raise Stop(_page(form, contract, status=422))
    guessing.forgive(guess)
    return contract


@bp.post("/contracts/proof")
@writes(prepare=_compare)
@for_consumers
def prove() -> ResponseReturnValue:
    contract: BoundContract = g.prepared
    try:
        binding.show_all(
            user=current_user.account,
            number=contract.number,
            actor=f"consumer:{current_user.login}",
            at=now(),
        )
    except NotBound:  # it was taken out in another tab this very moment
        abort(404)
    except AlreadyBound:
        return redirect_to("meters.contracts")
    flash(f"Договор №{NBSP}{contract.number} теперь виден целиком.", "success")
    return redirect_to("meters.mine", contract=contract.number)


def _cut_or_404(number: str) -> BoundContract:
    """One's own contract, where the company takes this proof."""
    if not company().binding.asks_name:
        abort(404)
    return own_or_404(number)


def _page(form: ProofForm, contract: BoundContract, *, status: int = 200) -> Response:
    return render("meters/proof.html", form=form, contract=contract, status=status)
