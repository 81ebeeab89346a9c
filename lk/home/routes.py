from datetime import timedelta
from math import ceil

from flask import Blueprint, Response, abort, flash, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import TooManyRequests
from werkzeug.utils import redirect

from lk.clock import now, today
from lk.company import company
from lk.config import settings
from lk.home import mailbox, service
from lk.home.cards import next_steps
from lk.home.forms import MisprintForm, SightForm
from lk.home.samples import sample_form, sample_rows
from lk.web.access import open_to_all, safe_next
from lk.web.addresses import without_token
from lk.web.downloads import FILE_POLICY, attachment
from lk.web.hypermedia import render
from lk.web.sight import COOKIE, Sight, current_sight
from lk.web.transactions import writes

bp = Blueprint("home", __name__, url_prefix="/lk")

A_YEAR = timedelta(days=365)


@bp.get("/")
@open_to_all
def front() -> ResponseReturnValue:
    if not current_user.is_authenticated:
        return render("home/welcome.html")
    cabinet = service.cabinet(user_id=current_user.id, on=today(company().time_zone))
    return render("home/front.html", cabinet=cabinet, cards=next_steps(cabinet))


@bp.get("/connection/")
@open_to_all
def connection() -> ResponseReturnValue:
    return render("home/connection.html")


@bp.get("/help")
@open_to_all
def help() -> ResponseReturnValue:
    return render("home/help.html")


@bp.get("/misprint")
@open_to_all
def misprint_form() -> ResponseReturnValue:
    return render("home/misprint.html", form=MisprintForm(request.args))


def _not_too_often() -> None:
    """Anybody may report, no one may flood."""
    if wait := service.wait_for_misprint(address=request.remote_addr or "", at=now()):
        raise TooManyRequests(retry_after=ceil(wait.total_seconds()))


@bp.post("/misprint")
@writes(prepare=_not_too_often)
@open_to_all
def misprint() -> ResponseReturnValue:
    form = MisprintForm()
    if not form.validate():
        return render("home/misprint.html", form=form, status=422)
    service.report_misprint(
        words=form.words.data,
        page=without_token(form.page.data or ""),
        comment=form.comment.data or "",
        user_id=current_user.id if current_user.is_authenticated else None,
        at=now(),
    )
    if request.headers.get("X-Requested-With") == "lk":
        return Response(status=204)
    flash("Спасибо! Прочтем и исправим.", "success")
    return redirect(safe_next(form.page.data) or "/lk/", 303)


@bp.get("/sight")
@open_to_all
def sight() -> ResponseReturnValue:
    form = SightForm(obj=current_sight(), data={"next": request.args.get("next", "")})
    return render("home/sight.html", form=form)


@bp.post("/sight")
@writes()
@open_to_all
def save_sight() -> ResponseReturnValue:
    form = SightForm()
    if "ordinary" not in request.form and not form.validate():
        return render("home/sight.html", form=form, status=422)
    chosen = Sight() if "ordinary" in request.form else form.chosen()
    answer = redirect(safe_next(form.next.data) or "/lk/", 303)
    answer.set_cookie(
        COOKIE, chosen.to_cookie(), max_age=A_YEAR, secure=settings().is_secure, httponly=True,
        samesite="Lax",
    )  # fmt: skip
    return answer


@bp.get("/_parts")
@open_to_all
def parts() -> ResponseReturnValue:
    if not settings().is_demo:
        abort(404)
    return render("home/parts.html", form=sample_form(), rows=sample_rows())


@bp.get("/_mail")
@open_to_all
def demo_mail() -> ResponseReturnValue:
    if not settings().is_demo:
        abort(404)
    return render("home/mail.html", letters=mailbox.letters(settings().mail_folder))


@bp.get("/_mail/<name>")
@open_to_all
def demo_letter(name: str) -> ResponseReturnValue:
    letter = mailbox.letter(settings().mail_folder, name) if settings().is_demo else None
    return render("home/letter.html", letter=letter) if letter else abort(404)


@bp.get("/_mail/<name>/<place>")
@open_to_all
def demo_file(name: str, place: str) -> ResponseReturnValue:
    """What went with a letter of the demo."""
    found = mailbox.file_of(settings().mail_folder, name, place) if settings().is_demo else None
    if found is None:
        abort(404)
    answer = Response(found.content, mimetype=found.content_type)
    answer.headers["Content-Disposition"] = attachment(found.name)
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    return answer
