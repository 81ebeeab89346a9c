from functools import cache
from typing import Any

import flask
from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

LEFT_OUT = "…"


def without_token(path: str) -> str:
    """A path of ours without the secret that opens its page: for what is kept or shown to others.

    Routes call such a secret `token`; any other path comes back as it is.
    """
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return path
    try:
        _, values = adapter.match(path.split("?", 1)[0], method="GET")
    except (HTTPException, RequestRedirect):
        return path
    token = values.get("token")
    return path.replace(str(token), LEFT_OUT) if token else path


def url_for(endpoint: str, **values: Any) -> str:
    """As Flask's own. An address without values is the same in every request: it is built once."""
    if values or not request:
        return flask.url_for(endpoint, **values)
    return _plain(request.script_root, endpoint)


@cache
def _plain(_root: str, endpoint: str) -> str:
    return flask.url_for(endpoint)
