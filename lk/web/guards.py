"""What every request passes first: limits of its body, and in the demo this machine alone."""

from ipaddress import ip_address

from flask import Flask, abort, current_app, request

from lk.config import settings
from lk.web.transactions import apply_caps


def init_guards(app: Flask) -> None:
    app.before_request(_guard)


def _guard() -> None:
    if settings().is_demo and not _is_local(request.remote_addr):
        abort(403)
    if request.endpoint:
        apply_caps(current_app.view_functions.get(request.endpoint))


def _is_local(address: str | None) -> bool:
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False
