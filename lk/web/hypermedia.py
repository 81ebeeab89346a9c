"""Pages and fragments: the only place that reads or writes `HX-*` headers."""

from typing import Any

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse


def is_fragment() -> bool:
    """Whether htmx asked for a part of the page; a history restore gets the whole one."""
    return (
        request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-Request-Type", "partial") == "partial"
        and request.headers.get("HX-History-Restore-Request") != "true"
    )


def address_of_page() -> str | None:
    """The address of the page that a fragment is asked for, as htmx tells it."""
    return request.headers.get("HX-Current-URL")


def render(
    page: str, *, fragment: str | None = None, status: int = 200, **context: Any
) -> Response:
    """The page, or its `fragment` file when htmx asked for that; 422 is for a refused form."""
    template = fragment if fragment and is_fragment() else page
    return make_response(render_template(template, **context), status)


def draw_bare(template: str, **context: Any) -> str:
    """A fragment that is the same for everybody, drawn without asking who is there: person and
    session cost more than the rest of an answer that is wanted at every keystroke. The template
    has only `context` and `url_for`.
    """
    return current_app.jinja_env.get_template(template).render(context)


def part(text: str, *, address: str, status: int = 200) -> Response:
    """A drawn fragment; `address` is what the browser shows as the page's own from then on."""
    answer = make_response(text, status)
    answer.headers["HX-Replace-Url"] = address
    return answer


def redirect_to(endpoint: str, **values: Any) -> AnyResponse:
    """303 to a page of ours, after a POST."""
    return redirect(url_for(endpoint, **values), 303)


def leave_for(target: str, *, status: int = 303) -> AnyResponse:
    """Leave the page for `target`: htmx by its header, a browser by a redirect."""
    if is_fragment():
        answer = make_response("", status)
        answer.headers["HX-Redirect"] = target
        return answer
    return redirect(target, 303)
