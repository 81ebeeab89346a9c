from typing import Any

from flask import flash, g
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk.account import rules, service
from lk.account.forms import ChangePasswordForm, DataForm, NoticesForm
from lk.account.presence import address, leave
from lk.account.routes.blueprint import bp
from lk.account.routes.pace import wait_for_letter
from lk.account.routes.registration import refuse_link, show_link
from lk.clock import now
from lk.web.access import for_consumers, is_fresh, open_to_all
from lk.web.hypermedia import redirect_to, render
from lk.web.transactions import Stop, discard, writes


@bp.get("/me")
@for_consumers
def me() -> ResponseReturnValue:
    return _page(_data_form(formdata=None, obj=current_user))


def _read_data() -> DataForm | None:
    """The form and, where it asks for one, the password, checked; a letter is counted."""
    if not current_user.is_authenticated:
        return None
    form = _data_form()
    if not form.validate():
        raise Stop(_page(form, status=422))
    if form.needs_password:
        prove_again(form.password, lambda status: _page(form, status=status))
    if form.changes_email:
        _count_letter(form)
    return form


@bp.post("/me")
@writes(prepare=_read_data)
@for_consumers
def save_me() -> ResponseReturnValue:
    form = g.prepared
    service.save_data(
        user=current_user.account, name=form.name.data, phone=form.phone.data, at=now()
    )
    if form.changes_email:
        service.ask_for_email(user=current_user.account, new=form.email.data, at=now())
        flash(
            f"Данные сохранены. На {form.email.data} отправлено письмо со ссылкой: "
            "адрес сменится, когда вы ее откроете.",
            "success",
        )
    else:
        flash("Данные сохранены.", "success")
    return redirect_to("account.me")


@bp.get("/me/password")
@for_consumers
def password() -> ResponseReturnValue:
    form = ChangePasswordForm(formdata=None, person=current_user)
    return render("account/password.html", form=form)


def _read_password() -> str | None:
    if not current_user.is_authenticated:
        return None
    form = ChangePasswordForm(person=current_user)

    def again(status: int) -> ResponseReturnValue:
        return render("account/password.html", form=form, status=status)

    if not form.validate():
        raise Stop(again(422))
    prove_again(form.current, again)
    try:
        return service.hash_password(form.password.data)
    except rules.TooBusy as error:
        form.form_errors.append(str(error))
        raise Stop(again(429)) from error


@bp.post("/me/password")
@writes(prepare=_read_password)
@for_consumers
def change_password() -> ResponseReturnValue:
    service.change_password(
        user=current_user.account, password_hash=g.prepared, at=now(), keep=current_user.sign_in
    )
    flash("Пароль изменен. На других устройствах вход завершен.", "success")
    return redirect_to("account.me")


@bp.post("/me/sign-out-everywhere")
@writes()
@for_consumers
def sign_out_everywhere() -> ResponseReturnValue:
    service.sign_out_everywhere(
        user=current_user.account, actor=f"consumer:{current_user.login}", at=now()
    )
    leave()
    flash("Вы вышли на всех устройствах, и на этом тоже.", "success")
    return redirect_to("account.sign_in")


@bp.get("/email/confirm/<token>")
@open_to_all
def confirm_email(token: str) -> ResponseReturnValue:
    return show_link(token, "email")


@bp.post("/email/confirm/<token>")
@writes()
@open_to_all
def take_email(token: str) -> ResponseReturnValue:
    try:
        user = service.confirm_email(token=token, at=now())
    except rules.LinkRefused as error:
        discard()
        return refuse_link(error, "email")
    flash(f"Адрес подтвержден: {user.email}. Письма теперь приходят на него.", "success")
    return redirect_to("account.me")


@bp.get("/email/cancel/<token>")
@open_to_all
def cancel_email(token: str) -> ResponseReturnValue:
    return show_link(token, "cancel")


@bp.post("/email/cancel/<token>")
@writes()
@open_to_all
def restore_email(token: str) -> ResponseReturnValue:
    try:
        service.cancel_email(token=token, at=now())
    except rules.LinkRefused as error:
        discard()
        return refuse_link(error, "cancel")
    leave()
    flash(
        "Смена адреса отменена, вход завершен на всех устройствах. Если адрес меняли не вы, "
        "задайте новый пароль прямо сейчас.",
        "warning",
    )
    return redirect_to("account.recover_password")


def prove_again(field: Any, page: Any) -> None:
    """The own password in `field`; raises Stop with `page(status)` when it is not right."""
    try:
        service.prove_own(user_id=current_user.id, password=field.data, address=address(), at=now())
    except rules.WrongPassword as error:
        field.errors = ["Пароль не подходит. Проверьте раскладку и Caps Lock."]
        raise Stop(page(422)) from error
    except rules.AccountError as error:
        field.errors = [str(error)]
        raise Stop(page(429)) from error


def _count_letter(form: DataForm) -> None:
    try:
        wait_for_letter(form.email.data or "", user_id=current_user.id)
    except rules.TooManyTries as error:
        form.email.errors = [str(error)]
        raise Stop(_page(form, status=429)) from error


def _data_form(**given: Any) -> DataForm:
    is_proved = is_fresh(current_user.sign_in.password_at)
    return DataForm(user=current_user, is_fresh=is_proved, **given)


def _page(form: DataForm, status: int = 200) -> ResponseReturnValue:
    return render(
        "account/me.html",
        form=form,
        notices=NoticesForm.of(current_user.muted_topics),
        sign_ins=service.sign_ins_of(user_id=current_user.id, at=now()),
        consents=service.consents_of(user_id=current_user.id),
        status=status,
    )
