"""Error pages: each says what happened and what to do; none shows how the portal is made."""

import logging
import time
from contextlib import suppress
from datetime import timedelta
from typing import Any

from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask_login import AnonymousUserMixin
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import (
    HTTPException,
    InternalServerError,
    NotFound,
    ServiceUnavailable,
)

from lk.db import db
from lk.web.access import page_of_form
from lk.web.filters import in_words
from lk.web.transactions import takes_long_text

PAGES = {400, 403, 404, 405, 413, 429, 500, 503}
RETRY_SECONDS = "5"
FRONT = "/lk/"
# A view whose body may be so large is one that takes files.
LEAST_WITH_FILES = 1024 * 1024
DRAIN_SECONDS = 20
MOST_DRAINED = 256 * 1024 * 1024

log = logging.getLogger("lk.errors")


def init_errors(app: Flask) -> None:
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(OperationalError, _database_is_away)
    for odd in (DataError, OverflowError):
        app.register_error_handler(odd, _no_such_thing)
    app.register_error_handler(Exception, _broken)


def _show(error: HTTPException) -> Response:
    """The page of this status; redirects and the like pass as they are."""
    code = error.code or 500
    if error.response is not None or code < 400:
        return make_response(error.get_response())
    if code >= 500:
        g._login_user = AnonymousUserMixin()  # the page must not ask the database again
    page = code if code in PAGES else (404 if code < 500 else 500)
    if code == 413:
        _drain()
    answer = make_response(render_template(f"errors/{page}.html", **_facts(error)), code)
    for header, value in error.get_headers():
        if header in {"Allow", "Retry-After"}:
            answer.headers[header] = value
    if code == 503:
        answer.headers["Retry-After"] = RETRY_SECONDS
    return answer


def _facts(error: HTTPException) -> dict[str, Any]:
    """What the page may say beside its text; the way back is the page that the form stood on."""
    retry_after = getattr(error, "retry_after", None)
    wait = timedelta(seconds=retry_after) if isinstance(retry_after, int) else None
    return {
        "request_id": g.get("request_id"),
        "wait": in_words(wait) if wait else None,
        "back_url": request.path if request.method == "GET" else page_of_form() or FRONT,
        "takes_files": (request.max_content_length or 0) >= LEAST_WITH_FILES,
        "takes_long_text": takes_long_text(current_app.view_functions.get(request.endpoint or "")),
    }


def _drain() -> None:
    """Read what still comes of a body that is too large: a browser shows no answer before that."""
    stream, left = request.environ["wsgi.input"], MOST_DRAINED
    end = time.monotonic() + DRAIN_SECONDS
    with suppress(Exception):  # a cut connection needs no answer
        while left > 0 and time.monotonic() < end and (chunk := stream.read(64 * 1024)):
            left -= len(chunk)


def _database_is_away(error: OperationalError) -> Response:
    """Locked too long, restarting, disk full: nothing was written, the consumer tries again."""
    log.error("database", extra={"kind": type(error.orig).__name__, "request": g.get("request_id")})
    db.session.rollback()
    return _show(ServiceUnavailable())


def _no_such_thing(error: Exception) -> Response:
    """An id with a NUL, a number past all columns: nothing in the database can have it."""
    log.warning("odd value", extra={"kind": type(error).__name__, "request": g.get("request_id")})
    db.session.rollback()
    return _show(NotFound())


def _broken(error: Exception) -> Response:
    log.error("unexpected", exc_info=error, extra={"request": g.get("request_id")})
    db.session.rollback()
    return _show(InternalServerError())
