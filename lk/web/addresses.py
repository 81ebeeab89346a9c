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
