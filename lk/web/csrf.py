"""Cross-site requests: Flask-WTF's token, and before it what the browser says of the origin."""

from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from lk.config import settings
from lk.web.transactions import View, read_body

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}

_protect = CSRFProtect()


def init_csrf(app: Flask) -> None:
    # The check runs below, after the origin's; the token lives as long as its session.
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None)
    # The origin is judged below; a browser that hides the Referer is no attacker.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    _protect.init_app(app)
    app.before_request(guard)


def proven_by_address(view: View) -> View:
    """A POST here comes from anywhere, a mail program say: its address is signed by us, and tells
    nobody's browser to do more than what it was given for.
    """
    view.is_proven_by_address = True  # type: ignore[attr-defined]  # read by the guard
    return view


def guard() -> None:
    """Refuse unsafe requests from elsewhere (403) or without this session's token (400)."""
    if request.method not in UNSAFE or request.endpoint is None:
        return
    if getattr(current_app.view_functions.get(request.endpoint), "is_proven_by_address", False):
        read_body()
        return
    if not is_same_origin():
        abort(403)
    read_body()
    try:
        _protect.protect()
    except CSRFError:
        view = current_app.view_functions.get(request.endpoint)
        if not getattr(view, "keeps_body", False):
            raise
        g.csrf_failed = True  # for_consumers lets it pass only to the sign-in page


def is_same_origin() -> bool:
    """By Fetch-Metadata, else by Origin; an old client that sends neither has only its token."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if not origin:
        return True
    ours = {request.host, urlsplit(settings().external_url).netloc}
    return host_of(origin) in ours


def host_of(address: str | None) -> str:
    """Host and port of an Origin or Referer; empty for none and for what is no address."""
    try:
        return urlsplit(address or "").netloc
    except ValueError:
        return ""


def proves_same_origin() -> bool:
    """Whether the browser itself says that our own page sent this: needed where no token can be."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    return bool(request.headers.get("Origin")) and is_same_origin()
