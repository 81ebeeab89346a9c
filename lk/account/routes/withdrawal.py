"""«Отозвать согласие»: asked on a page of its own, in words, with what happens next."""

from flask import flash
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk.account import service
from lk.account.forms import ConsentForm
from lk.account.presence import leave
from lk.account.routes.blueprint import bp
from lk.account.routes.my_data import prove_again
from lk.clock import now
from lk.web.access import for_consumers
from lk.web.hypermedia import redirect_to, render
from lk.web.transactions import Stop, writes


@bp.get("/me/consent")
@for_consumers
def withdraw() -> ResponseReturnValue:
    return render("account/withdraw.html", form=ConsentForm(formdata=None))


def _prove() -> None:
    if not current_user.is_authenticated:
        return
    form = ConsentForm()
    if not form.validate():
        raise Stop(render("account/withdraw.html", form=form, status=422))
    prove_again(
        form.current, lambda status: render("account/withdraw.html", form=form, status=status)
    )


@bp.post("/me/consent")
@writes(prepare=_prove)
@for_consumers
def withdraw_consent() -> ResponseReturnValue:
    service.withdraw_consent(user=current_user.account, at=now())
    leave()
    flash("Согласие отозвано, кабинет для вас закрыт. Подтверждение придет письмом.", "success")
    return redirect_to("home.front")
