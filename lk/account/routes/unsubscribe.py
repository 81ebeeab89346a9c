"""«Отключить письма»: from the letter itself, without a sign-in; mail programs post here too."""

from flask import abort
from flask.typing import ResponseReturnValue

from lk.account import service
from lk.account.routes.blueprint import bp
from lk.clock import now
from lk.web.access import open_to_all
from lk.web.csrf import proven_by_address
from lk.web.hypermedia import render
from lk.web.transactions import writes


@bp.get("/unsubscribe/<token>")
@open_to_all
def unsubscribe(token: str) -> ResponseReturnValue:
    found = service.subscription(token=token) or abort(404)
    return render("account/unsubscribe.html", found=found, token=token)


@bp.post("/unsubscribe/<token>")
@proven_by_address
@writes()
@open_to_all
def take_off(token: str) -> ResponseReturnValue:
    """Answers with the page itself: a mail program follows no redirect."""
    found = service.unsubscribe(token=token, at=now()) or abort(404)
    return render("account/unsubscribe.html", found=found, token=token)
