from flask import flash, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.utils import redirect

from lk.account import kept_body, rules, service
from lk.account.forms import SignInForm
from lk.account.presence import address, enter, leave, remember_cookie, user_agent
from lk.account.routes.blueprint import bp
from lk.account.visitor import OpenSession
from lk.clock import now
from lk.web.access import open_to_all, safe_next
from lk.web.hypermedia import redirect_to, render
from lk.web.transactions import Stop, caps, discard, writes

FRONT = "/lk/"


@bp.get("/sign-in")
@open_to_all
def sign_in() -> ResponseReturnValue:
    back = safe_next(request.args.get("next"))
    if current_user.is_authenticated:
        return redirect(back or FRONT, 303)
    return render("account/sign_in.html", form=SignInForm(formdata=None, next=back or ""))


def _prove() -> tuple[SignInForm, service.Proof]:
    """The password is checked before anything is locked."""
    form = SignInForm()
    if not form.validate():
        raise Stop(_again(form))
    try:
        proof = service.prove(
            name=form.login.data, password=form.password.data, address=address(), at=now()
        )
    except rules.AccountError as error:
        raise Stop(_again(form, error)) from error
    return form, proof


@bp.post("/sign-in")
@caps(content_length=kept_body.SIGN_IN_LENGTH)
@writes(prepare=_prove)
@open_to_all
def sign_in_by_password() -> ResponseReturnValue:
    form, proof = g.prepared
    try:
        started = service.start(
            proof=proof,
            remember=form.remember.data,
            address=address(),
            user_agent=user_agent(),
            at=now(),
            instead_of=_session(),
        )
    except rules.AccountError as error:
        discard()
        return _again(form, error)
    enter(started.visitor, started.cookie)
    return kept_body.show(form.kept.data) or redirect(safe_next(form.next.data) or FRONT, 303)


@bp.post("/sign-out")
@writes()
@open_to_all
def sign_out() -> ResponseReturnValue:
    service.finish(session=_session(), cookie=remember_cookie(), at=now())
    leave()
    flash("Вы вышли из личного кабинета.", "success")
    answer = redirect_to("home.front")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _session() -> OpenSession | None:
    """The session of this browser, if it has one."""
    return getattr(current_user, "sign_in", None)


def _again(form: SignInForm, error: rules.AccountError | None = None) -> ResponseReturnValue:
    """The form once more; what waits is 429 and says how long."""
    is_inactive = isinstance(error, rules.NotActive)
    if error and not is_inactive:
        form.form_errors.append(str(error))
    waits = isinstance(error, rules.TooManyTries | rules.TooBusy)
    return render(
        "account/sign_in.html", form=form, is_inactive=is_inactive, status=429 if waits else 422
    )
