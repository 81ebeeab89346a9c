from datetime import timedelta
from math import ceil

from flask import g, request
from flask.typing import ResponseReturnValue

from lk.account.rules import network_of
from lk.applications import number, service
from lk.applications.forms import CheckForm
from lk.applications.models import Application
from lk.applications.routes.blueprint import bp
from lk.clock import now
from lk.limits import Limit, clear, take
from lk.web.access import open_to_all
from lk.web.filters import plural
from lk.web.hypermedia import render
from lk.web.transactions import Stop, writes

# Numbers can be guessed, so it is the name that is protected: ten wrong ones a day for a number.
BY_NUMBER = Limit("check.number", tries=10, per=timedelta(days=1), is_flat=True)
BY_ADDRESS = Limit("check.address", tries=20, per=timedelta(hours=1), is_flat=True)
NOT_FOUND = (
    "Заявка с таким номером и именем не найдена. Проверьте номер по письму и напишите имя так, "
    "как в заявке."
)


@bp.get("/check")
@open_to_all
def check() -> ResponseReturnValue:
    return render("applications/check.html", form=CheckForm(formdata=None), found=None)


def _look_up() -> Application | None:
    """Count the try, then look; a right pair gives its number's tries back."""
    form = CheckForm()
    if not form.validate():
        return None
    asked = (BY_NUMBER, _one_spelling(form.number.data))
    if wait := take([asked, (BY_ADDRESS, network_of(request.remote_addr or ""))], now()):
        raise Stop(_wait_page(form, wait))
    found = service.find_public(typed_number=form.number.data, typed_names=form.names)
    if found:
        clear([asked])
    return found


def _one_spelling(typed: str) -> str:
    """All spellings of a number share its tries; of what is no number, each has its own."""
    try:
        return str(number.parse(typed))
    except number.WrongNumber:
        return "".join(typed.split())


@bp.post("/check")
@writes(prepare=_look_up)
@open_to_all
def look_up() -> ResponseReturnValue:
    """«Проверить заявку» (fig. 16): four rows, or one and the same refusal."""
    form, found = CheckForm(), g.prepared
    is_valid = form.validate()
    if found is None and is_valid:
        form.form_errors.append(NOT_FOUND)
    return render("applications/check.html", form=form, found=found, status=200 if found else 422)


def _wait_page(form: CheckForm, wait: timedelta) -> ResponseReturnValue:
    minutes = ceil(wait.total_seconds() / 60)
    words = (
        plural(ceil(minutes / 60), "час,часа,часов")
        if minutes > 90
        else plural(minutes, "минуту,минуты,минут")
    )
    form.form_errors.append(f"Слишком много попыток. Попробуйте через {words}.")
    answer = render("applications/check.html", form=form, found=None, status=429)
    answer.headers["Retry-After"] = str(ceil(wait.total_seconds()))
    return answer
