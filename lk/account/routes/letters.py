"""«Мои письма»: what was written to the person, what became of it, and once more on demand."""

from flask import abort, flash, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk.account import rules, service, topics
from lk.account.forms import AgainForm
from lk.account.routes.blueprint import bp
from lk.account.routes.letter_lines import line_of
from lk.account.routes.pace import wait_for_repeat
from lk.clock import now
from lk.config import settings
from lk.mail import sender
from lk.outbox import history
from lk.web.access import for_consumers, is_let_in
from lk.web.forms import whole_in
from lk.web.hypermedia import redirect_to, render
from lk.web.transactions import Stop, discard, writes


@bp.get("/me/letters")
@for_consumers
def letters() -> ResponseReturnValue:
    found = history.page_of(user_id=current_user.id, before=whole_in(request.args.get("before")))
    return render(
        "account/letters.html",
        lines=[line_of(each) for each in found.letters],
        before=found.before,
        form=AgainForm(formdata=None),
        mailbox=topics.masked(current_user.email),
        sender=sender(settings()),
    )


def _count_letter(**_: str) -> None:
    if not is_let_in():
        return
    try:
        wait_for_repeat(current_user.id)
    except rules.TooManyTries as error:
        wait = rules.in_words(error.wait)
        flash(f"За час можно повторить пять писем. Следующее — через {wait}.", "warning")
        raise Stop(redirect_to("account.letters")) from error


@bp.post("/me/letters/<number>/again")
@writes(prepare=_count_letter)
@for_consumers
def repeat_letter(number: str) -> ResponseReturnValue:
    key = AgainForm().one_time_key
    try:
        service.send_again(
            user=current_user.account, number=whole_in(number) or 0, key=key, at=now()
        )
    except rules.NoSuchLetter:
        abort(404)
    except (rules.NotResendable, rules.StillWaiting) as error:
        discard()
        flash(str(error), "warning")
    else:
        flash(f"Отправляем еще раз на {topics.masked(current_user.email)}.", "success")
    return redirect_to("account.letters")
