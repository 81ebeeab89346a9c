from flask import abort, flash, g, request, session
from flask.typing import ResponseReturnValue

from lk.account import rules, service
from lk.account.forms import AddressForm, RegistrationForm
from lk.account.presence import address
from lk.account.routes.blueprint import bp
from lk.account.routes.pace import wait_for_letter, wait_for_registration
from lk.clock import now
from lk.company import company
from lk.config import settings
from lk.web.access import open_to_all
from lk.web.hypermedia import redirect_to, render
from lk.web.transactions import Stop, discard, writes

# The browser's own registration, so that its page can be shown and a mistake in it mended.
MINE = "registration"


@bp.get("/register")
@open_to_all
def register() -> ResponseReturnValue:
    return render("account/register.html", form=RegistrationForm(formdata=None))


def _read_registration() -> tuple[RegistrationForm, str]:
    """The form, checked, and the password's hash."""
    if "cancel" in request.form:
        raise Stop(redirect_to("home.front"))
    form = RegistrationForm()
    if not form.validate():
        raise Stop(_register_again(form))
    try:
        wait_for_registration(form.email.data or "")
        return form, service.hash_password(form.password.data)
    except (rules.TooManyTries, rules.TooBusy) as error:
        form.form_errors.append(str(error))
        raise Stop(_register_again(form, status=429)) from error


@bp.post("/register")
@writes(prepare=_read_registration)
@open_to_all
def send_registration() -> ResponseReturnValue:
    form, password_hash = g.prepared
    try:
        user = service.register(
            **form.facts(),
            password_hash=password_hash,
            agreed=_agreed(),
            address=address(),
            at=now(),
            by_office=settings().registration == "manual",
            instead_of=session.get(MINE),
        )
    except rules.LoginTaken as error:
        discard()
        form.login.errors = [str(error)]
        return _register_again(form)
    session[MINE] = user.public_id
    return redirect_to("account.registered")


@bp.get("/registered")
@open_to_all
def registered() -> ResponseReturnValue:
    user = service.find_registration(public_id=session.get(MINE))
    if user is None:
        return redirect_to("account.letter_again")
    form = AddressForm(formdata=None, email=user.address)
    return render("account/registered.html", user=user, form=form)


@bp.get("/register/letter")
@open_to_all
def letter_again() -> ResponseReturnValue:
    return render("account/letter_again.html", form=AddressForm(formdata=None))


def read_address(template: str) -> AddressForm:
    """The address of a form that asks for a letter, counted; raises Stop."""
    form = AddressForm()
    if not form.validate():
        raise Stop(render(template, form=form, status=422))
    try:
        wait_for_letter(form.email.data or "")
    except rules.TooManyTries as error:
        form.form_errors.append(str(error))
        raise Stop(render(template, form=form, status=429)) from error
    return form


@bp.post("/register/letter")
@writes(prepare=lambda: read_address("account/letter_again.html"))
@open_to_all
def send_letter_again() -> ResponseReturnValue:
    service.ask_again(email=g.prepared.email.data, at=now())
    flash(
        "Если регистрация с этим адресом ждет подтверждения, письмо с новой ссылкой уже в пути. "
        "Ссылка из прежнего письма больше не действует.",
        "success",
    )
    return redirect_to("account.registered" if MINE in session else "account.sign_in")


@bp.get("/confirm/<token>")
@open_to_all
def confirm(token: str) -> ResponseReturnValue:
    return show_link(token, "confirm")


@bp.post("/confirm/<token>")
@writes()
@open_to_all
def activate(token: str) -> ResponseReturnValue:
    try:
        service.confirm(token=token, at=now())
    except rules.LinkRefused as error:
        discard()
        return refuse_link(error, "confirm")
    session.pop(MINE, None)
    flash("Регистрация завершена. Войдите с логином и паролем, которые вы придумали.", "success")
    return redirect_to("account.sign_in")


def show_link(token: str, purpose: str) -> ResponseReturnValue:
    """The page with the button; mail programs that open every link press none."""
    try:
        link = service.usable(token=token, purpose=purpose, at=now(), is_pressed=False)
    except rules.LinkRefused as error:
        return refuse_link(error, purpose)
    return render("account/link.html", link=link, purpose=purpose)


def refuse_link(error: rules.LinkRefused, purpose: str) -> ResponseReturnValue:
    if error.why == "unknown":
        abort(404)
    return render("account/link_refused.html", why=error.why, purpose=purpose)


def _agreed() -> list[service.Agreed]:
    texts = ((rules.TERMS, company().terms), (rules.PERSONAL_DATA, company().consent))
    return [service.Agreed(code, text.title, text.version) for code, text in texts]


def _register_again(form: RegistrationForm, status: int = 422) -> ResponseReturnValue:
    return render("account/register.html", form=form, status=status)
