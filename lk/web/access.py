"""Who may open a view: each one carries exactly one of the two decorators."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from flask import abort, current_app, flash, g, make_response, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from lk.clock import now
from lk.web.csrf import host_of, proves_same_origin
from lk.web.hypermedia import address_of_page, is_fragment, leave_for
from lk.web.transactions import View, discard

Shower = Callable[[str, MultiDict[str, str]], ResponseReturnValue]

# How fresh a password must be for e-mail, phone, password and the like.
FRESH = timedelta(minutes=10)

ENDED = "Сеанс закончился. Войдите еще раз."


def open_to_all(view: View) -> View:
    """The view needs no sign-in."""
    view.access = "all"  # type: ignore[attr-defined]  # read by the access test
    return view


def for_consumers(view: View) -> View:
    """The view needs a signed-in consumer; others are led to «Вход» and come back after it."""

    @wraps(view)
    def run(**kwargs: Any) -> ResponseReturnValue:
        if not current_user.is_authenticated:
            return _ask_to_sign_in()
        if g.get("csrf_failed"):
            return _show_again()
        return view(**kwargs)

    run.access = "consumers"  # type: ignore[attr-defined]
    return run


def is_let_in() -> bool:
    """Whether the view will run: for what is prepared before it."""
    return bool(current_user.is_authenticated) and not g.get("csrf_failed")


def keeps_body(view: View) -> View:
    """A POST here without a session is not lost: the sign-in page carries its body, sealed.

    Same-origin requests only, and the step is shown filled in afterwards, never executed.
    """
    view.keeps_body = True  # type: ignore[attr-defined]  # read by the CSRF guard and below
    return view


def asked_while_typing(view: View) -> View:
    """A fragment of it is asked for behind the back of somebody who types: without a session the
    answer is a bare 401, the page stays with all that is typed, and its script says so.
    """
    view.keeps_page = True  # type: ignore[attr-defined]  # read below
    return view


def _show_again() -> ResponseReturnValue:
    """The page is older than the session (a new sign-in in another tab): nothing typed is lost.

    Still refused (400), but the answer is the step filled in, with a token of this session.
    """
    discard()
    if is_fragment():
        return make_response("", 400)  # the page stays; its form, sent whole, is shown again
    shower = shower_of(request.path)
    if shower is None or not proves_same_origin():
        abort(400)
    answer = make_response(shower(request.path, request.form))
    if answer.status_code != 200:
        abort(400)
    answer.status_code = 400
    return answer


def shower_of(path: str) -> Shower | None:
    """Who shows a body sent to `path` again: in `lk_body_showers` its longest prefix wins."""
    showers: dict[str, Shower] = current_app.extensions.get("lk_body_showers", {})
    fitting = [prefix for prefix in showers if path.startswith(prefix)]
    default: Shower | None = current_app.extensions.get("lk_body_shower")
    return showers[max(fitting, key=len)] if fitting else default


def _ask_to_sign_in() -> ResponseReturnValue:
    view = current_app.view_functions[request.endpoint or ""]
    keeper: Callable[[], ResponseReturnValue] | None = current_app.extensions.get("lk_body_keeper")
    if request.method == "POST" and getattr(view, "keeps_body", False) and keeper:
        return keeper()
    if is_fragment():
        if getattr(view, "keeps_page", False):
            return make_response("", 401)
        _tell_of_the_end()
    target = url_for("account.sign_in", next=_way_back())
    return leave_for(target, status=401 if is_fragment() else 303)


def _tell_of_the_end() -> None:
    """Once, however many parts of the page were asked for: the first answer may never be seen."""
    if ("warning", ENDED) not in map(tuple, session.get("_flashes", [])):
        flash(ENDED, "warning")


def _way_back() -> str | None:
    """Where one is led after the sign-in: to the page, not to a part of it. The part of a list has
    the address of its page, and knows better what is searched for.
    """
    own = request.full_path.rstrip("?") if request.method == "GET" else page_of_form()
    page = _page_of_part() if is_fragment() else None
    return own if page is None or urlsplit(page).path == request.path else page


def _page_of_part() -> str | None:
    """Path and query of the page that a part was asked for, when it is one of ours."""
    address = address_of_page()
    if host_of(address) != request.host:
        return None
    parts = urlsplit(address or "")
    return safe_next(f"{parts.path}?{parts.query}".rstrip("?"))


def page_of_form() -> str | None:
    """The page that the form stood on, when it is one of ours."""
    if host_of(request.referrer) != request.host:
        return None
    return safe_next(urlsplit(request.referrer or "").path)


def is_fresh(signed_in_at: Any) -> bool:
    """Whether the password was given within the last ten minutes."""
    return bool(signed_in_at and now() - signed_in_at <= FRESH)


def safe_next(target: str | None) -> str | None:
    """A return address within this site, or None: paths only, no host, no tricks."""
    if not target or len(target) > 2000 or not target.startswith("/lk/"):
        return None
    if any(ord(char) < 33 or char in "\\\x7f" for char in target):
        return None
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or ".." in parts.path or "//" in parts.path:
        return None
    return target
