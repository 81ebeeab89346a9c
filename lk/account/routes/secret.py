"""Addresses with a token of a letter are keys: pages behind them tell nobody where they are."""

from flask import Response, request

from lk.account.routes.blueprint import bp

# Their POST is taken from anywhere (`proven_by_address`).
_ASKS_NO_ORIGIN = {"account.unsubscribe", "account.take_off"}


@bp.after_request
def hide_address(response: Response) -> Response:
    if "token" in (request.view_args or ()) and _may_hide():
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _may_hide() -> bool:
    """Without a referrer a browser posts `Origin: null`. One that does not tell by Fetch-Metadata
    where the post comes from would be refused then: it keeps the policy of all pages, which tells
    other sites nothing either.
    """
    return request.endpoint in _ASKS_NO_ORIGIN or "Sec-Fetch-Site" in request.headers
