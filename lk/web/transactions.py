"""Writing views: what is slow first, then the write lock, then the view, then one commit."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import BadRequest, HTTPException

from lk.db import begin_write, commit_and_keep, db

View = Callable[..., ResponseReturnValue]
Prepare = Callable[..., Any]

# What a body may hold where a view does not say more.
DEFAULT_CONTENT_LENGTH = 64 * 1024
DEFAULT_PARTS = 200
# And one text of it, the field of a form.
DEFAULT_TEXT = 512 * 1024


class Stop(Exception):
    """Raised by a `prepare` function to answer at once; nothing has been locked or written."""

    def __init__(self, answer: ResponseReturnValue) -> None:
        super().__init__()
        self.answer = answer


def writes(prepare: Prepare | None = None) -> Callable[[View], View]:
    """Mark a view as one that writes; stands outside of the access decorator.

    The body is parsed and `prepare(**view_args)` runs before the write lock is held: hashing,
    limits, checks of files belong there; what it returns is `g.prepared`. Then BEGIN IMMEDIATE
    comes before the first SELECT, the session's included. The transaction commits when the view
    returns, whatever the status, unless it called `discard()`; an exception rolls back. A view
    whose answer takes long calls `let_others_write()` once it has written all.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def run(**kwargs: Any) -> ResponseReturnValue:
            try:
                _prepare(prepare, kwargs)
            except Stop as stop:
                return stop.answer
            begin_write()
            try:
                answer = view(**kwargs)
            except BaseException:
                db.session.rollback()
                raise
            if g.pop("discarded", False):
                db.session.rollback()
            else:
                db.session.commit()
            return answer

        run.writes = True  # type: ignore[attr-defined]  # read by the access test
        return run

    return decorate


def discard() -> None:
    """Say that this request's transaction is to be rolled back though the view answers."""
    g.discarded = True


def let_others_write() -> None:
    """All is written: commit now, so that nobody waits while an answer is thought out and drawn.

    What comes after it only reads.
    """
    commit_and_keep()


def caps(
    *,
    content_length: int = DEFAULT_CONTENT_LENGTH,
    parts: int = DEFAULT_PARTS,
    text: int = DEFAULT_TEXT,
) -> Callable[[View], View]:
    """Let this view's body be larger than the default; stands outside of `writes`.

    `text`: of one field; more than the default is taken from the signed-in alone.
    """

    def decorate(view: View) -> View:
        view.caps = (content_length, parts)  # type: ignore[attr-defined]  # read by apply_caps
        view.longest_text = text  # type: ignore[attr-defined]  # read below
        return view

    return decorate


def apply_caps(view: Callable[..., Any] | None) -> None:
    """Set the limits of this request's body before anything reads it."""
    length, parts = getattr(view, "caps", (DEFAULT_CONTENT_LENGTH, DEFAULT_PARTS))
    request.max_content_length = length
    request.max_form_parts = parts
    request.max_form_memory_size = min(length, _longest_text(view))


def takes_long_text(view: Callable[..., Any] | None) -> bool:
    """Whether a field of this view may be longer than those of others."""
    return int(getattr(view, "longest_text", DEFAULT_TEXT)) > DEFAULT_TEXT


def _longest_text(view: Callable[..., Any] | None) -> int:
    """A field stands in memory whole, and is read before anything else is known of the request."""
    if takes_long_text(view) and current_user.is_authenticated:
        return int(view.longest_text)  # type: ignore[union-attr]
    return DEFAULT_TEXT


def read_body() -> None:
    """Parse the body now, not under the lock; one that breaks off or is malformed is a 400."""
    try:
        names = {*request.form, *request.files}  # the first access parses
    except HTTPException:
        raise
    except Exception as error:  # the server's own errors: a broken chunk, a cut connection
        raise BadRequest from error
    if None in names:  # a part of a multipart body whose name cannot be read
        raise BadRequest


def _prepare(prepare: Prepare | None, kwargs: dict[str, Any]) -> None:
    read_body()
    g.prepared = prepare(**kwargs) if prepare else None
    # A user looked up while preparing was read in another transaction.
    g.pop("_login_user", None)
