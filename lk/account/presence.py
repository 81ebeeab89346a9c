"""Who is there: the session of the cookie, «Запомнить меня», and «last seen»."""

import logging

from flask import Flask, Response, g, request, session
from flask_login import AnonymousUserMixin, LoginManager, current_user, login_user
from sqlalchemy.exc import OperationalError

from lk.account import rules
from lk.account.service import remembering, sessions
from lk.account.visitor import Visitor
from lk.clock import now
from lk.config import settings
from lk.db import begin_write, db

log = logging.getLogger("lk.account")

_WITHOUT_A_PERSON = {
    "static",
    "health.healthz",
    "health.readyz",
    "calculator.answer",  # anybody may keep these two, so no cookie may ever come with them
    "calculator.description",
    None,
}


def init_presence(app: Flask) -> None:
    manager = LoginManager()
    manager.session_protection = None  # the address may change on the way: the row decides
    manager.user_loader(_load)
    manager.init_app(app)
    app.before_request(_sign_in_remembered)
    app.after_request(_after)


def address() -> str:
    return request.remote_addr or ""


def user_agent() -> str:
    return request.headers.get("User-Agent", "")


def enter(visitor: Visitor, cookie: str | None = None) -> None:
    """From here on the request is this person's: a new cookie session, a new CSRF secret.

    `cookie`: the value for «Запомнить меня», if it was asked for.
    """
    session.clear()
    g.pop("csrf_token", None)
    login_user(visitor)
    if cookie:
        g.remember = cookie


def leave() -> None:
    """The request, and this browser, are nobody's from here on."""
    session.clear()
    g.pop("csrf_token", None)
    g._login_user = AnonymousUserMixin()
    g.seen = None
    if remember_cookie():
        g.remember = ""


def remember_cookie_name() -> str:
    return "__Host-remember" if settings().is_secure else "lk_remember"


def remember_cookie() -> str:
    return request.cookies.get(remember_cookie_name(), "")


def _load(token: str) -> Visitor | None:
    visitor = sessions.find(token=token, at=now())
    if visitor:
        g.seen = (visitor.sign_in.id, visitor.sign_in.last_seen_at)
    return visitor


def _sign_in_remembered() -> None:
    """A session without a password, before the view. The CSRF secret stays: other tabs are open."""
    cookie = remember_cookie()
    # A form that proves nothing goes the way of the signed out, where its body is kept.
    if not cookie or request.endpoint in _WITHOUT_A_PERSON or g.get("csrf_failed"):
        return
    if current_user.is_authenticated:
        return
    found = None
    if remembering.is_known(cookie=cookie):
        begin_write()
        found = remembering.sign_in_again(
            cookie=cookie, at=now(), address=address(), user_agent=user_agent()
        )
        token = found.visitor.session_token if found else ""
        db.session.commit()
    g.pop("_login_user", None)
    if found is None:
        g.remember = ""
        return
    session["_user_id"] = token
    if found.cookie:
        g.remember = found.cookie


def _after(response: Response) -> Response:
    _keep_last_seen()
    cookie = g.pop("remember", None)
    name, secure = remember_cookie_name(), settings().is_secure
    if cookie:
        response.set_cookie(
            name, cookie, max_age=rules.REMEMBERED, secure=secure, httponly=True, samesite="Lax"
        )
    elif cookie is not None:
        response.delete_cookie(name, secure=secure, httponly=True, samesite="Lax")
    return response


def _keep_last_seen() -> None:
    """Once in five minutes, when the answer is ready; a busy database is no reason to spoil it."""
    seen = g.pop("seen", None)
    if not seen or not rules.is_seen_due(seen[1], now()):
        return
    if db.session().in_transaction():
        db.session.close()  # without WAL an open read would keep the write out
    try:
        sessions.touch(sign_in_id=seen[0], at=now())
    except OperationalError as error:
        log.warning("last seen not kept", extra={"kind": type(error.orig).__name__})
