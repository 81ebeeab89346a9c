from datetime import timedelta
from math import ceil

from flask import abort, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from lk.account.rules import network_of
from lk.applications import papers, service
from lk.applications.routes.blueprint import bp
from lk.clock import now
from lk.limits import LocalLimit
from lk.web.access import open_to_all
from lk.web.hypermedia import render

# Of 128 random bits nobody guesses one; who tries is slowed down all the same.
WRONG_LINKS = LocalLimit(tries=30, per=timedelta(minutes=10))


@bp.get("/a/<token>")
@open_to_all
def private_link(token: str) -> ResponseReturnValue:
    """The private page of an application: the four rows of «Проверить заявку», its receipts."""
    network, at = network_of(request.remote_addr or ""), now()
    if wait := WRONG_LINKS.wait(network, at):
        raise TooManyRequests(retry_after=ceil(wait.total_seconds()))
    application = service.find_by_link(token=token)
    if application is None:
        WRONG_LINKS.count(network, at)
        abort(404)
    receipts = service.receipts_of(application=application)
    rows = [(each, papers.replaced_by(each, receipts)) for each in receipts]
    answer = render("applications/private_link.html", application=application, receipts=rows)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer
