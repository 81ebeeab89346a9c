"""What every request passes first: limits of its body, and in the demo this machine alone."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request

from lk.config import settings
from lk.web.transactions import apply_caps

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")


def init_guards(app: Flask) -> None:
    app.before_request(_guard)


def _guard() -> Response | None:
    if not _is_our_host(request.headers.get("Host")):
        # No page: its addresses would be built on the host that we refuse.
        return Response("Этот адрес не обслуживается.\n", 400, mimetype="text/plain")
    if settings().is_demo and not _is_local(request.remote_addr):
        abort(403)
    if request.endpoint:
        apply_caps(current_app.view_functions.get(request.endpoint))
    return None


def _is_our_host(host: str | None) -> bool:
    """The host of LK_EXTERNAL_URL, or this machine by its own names; HTTP/1.0 may name none."""
    if host is None:
        return True
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return False
    return name in {urlsplit(settings().external_url).hostname, *LOCAL_HOSTS}


def _is_local(address: str | None) -> bool:
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False
