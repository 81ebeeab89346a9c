from flask import flash, g, session
from flask.typing import ResponseReturnValue

from lk.account import rules, service
from lk.account.forms import AddressForm, CodeForm, NewPasswordForm
from lk.account.presence import address
from lk.account.routes.blueprint import bp
from lk.account.routes.registration import read_address
from lk.clock import now
from lk.web.access import open_to_all
from lk.web.hypermedia import redirect_to, render
from lk.web.transactions import Stop, discard, writes

# In the signed cookie: what binds the code to this browser, and what a right code has opened.
NONCE, GRANT = "recovery", "recovery_grant"


@bp.get("/recover/login")
@open_to_all
def recover_login() -> ResponseReturnValue:
    return render("account/recover_login.html", form=AddressForm(formdata=None))


@bp.post("/recover/login")
@writes(prepare=lambda: read_address("account/recover_login.html"))
@open_to_all
def send_login() -> ResponseReturnValue:
    service.ask_for_login(email=g.prepared.email.data, at=now())
    flash("Если с этим адресом есть учетная запись, письмо с логином уже в пути.", "success")
    return redirect_to("account.sign_in")


@bp.get("/recover/password")
@open_to_all
def recover_password() -> ResponseReturnValue:
    return render("account/recover_password.html", form=AddressForm(formdata=None))


@bp.post("/recover/password")
@writes(prepare=lambda: read_address("account/recover_password.html"))
@open_to_all
def send_code() -> ResponseReturnValue:
    session[NONCE] = service.ask_for_code(email=g.prepared.email.data, at=now())
    return redirect_to("account.recovery_code")


@bp.get("/recover/password/code")
@open_to_all
def recovery_code() -> ResponseReturnValue:
    if NONCE not in session:
        return redirect_to("account.recover_password")
    return render("account/recovery_code.html", form=CodeForm(formdata=None))


def _prove_code() -> service.CodeProof:
    form = CodeForm()
    if not form.validate():
        raise Stop(render("account/recovery_code.html", form=form, status=422))
    try:
        return service.prove_code(
            name=form.login.data,
            code=form.code.data,
            nonce=session.get(NONCE, ""),
            address=address(),
            at=now(),
        )
    except rules.AccountError as error:
        form.form_errors.append(str(error))
        waits = isinstance(error, rules.TooManyTries | rules.TooBusy | rules.NoTriesLeft)
        page = render("account/recovery_code.html", form=form, status=429 if waits else 422)
        raise Stop(page) from error


@bp.post("/recover/password/code")
@writes(prepare=_prove_code)
@open_to_all
def send_recovery_code() -> ResponseReturnValue:
    try:
        grant = service.accept_code(proof=g.prepared, at=now())
    except rules.WrongCode as error:
        discard()
        form = CodeForm()
        form.form_errors.append(str(error))
        return render("account/recovery_code.html", form=form, status=422)
    session.pop(NONCE, None)
    session[GRANT] = grant
    return redirect_to("account.new_password")


@bp.get("/recover/password/new")
@open_to_all
def new_password() -> ResponseReturnValue:
    try:
        person = service.granted(grant=session.get(GRANT, ""), at=now())
    except rules.GrantOver as error:
        return _start_over(error)
    form = NewPasswordForm(formdata=None, person=person)
    return render("account/new_password.html", form=form, person=person)


def _hash_new_password() -> str:
    try:
        person = service.granted(grant=session.get(GRANT, ""), at=now())
    except rules.GrantOver as error:
        raise Stop(_start_over(error)) from error
    form = NewPasswordForm(person=person)
    if not form.validate():
        raise Stop(render("account/new_password.html", form=form, person=person, status=422))
    try:
        password_hash = service.hash_password(form.password.data)
    except rules.TooBusy as error:
        form.form_errors.append(str(error))
        page = render("account/new_password.html", form=form, person=person, status=429)
        raise Stop(page) from error
    service.forgive(user_id=person.user_id)
    return password_hash


@bp.post("/recover/password/new")
@writes(prepare=_hash_new_password)
@open_to_all
def set_new_password() -> ResponseReturnValue:
    try:
        service.set_password(grant=session.get(GRANT, ""), password_hash=g.prepared, at=now())
    except rules.GrantOver as error:
        discard()
        return _start_over(error)
    session.pop(GRANT, None)
    flash("Пароль изменен. Войдите с новым паролем.", "success")
    return redirect_to("account.sign_in")


def _start_over(error: rules.GrantOver) -> ResponseReturnValue:
    flash(str(error), "warning")
    return redirect_to("account.recover_password")
