from flask.typing import ResponseReturnValue

from lk.account.routes.blueprint import bp
from lk.company import company
from lk.web.access import open_to_all
from lk.web.hypermedia import render


@bp.get("/terms")
@open_to_all
def terms() -> ResponseReturnValue:
    return render("account/document.html", document=company().terms)


@bp.get("/consent")
@open_to_all
def consent() -> ResponseReturnValue:
    return render("account/document.html", document=company().consent)


@bp.get("/recover/no-mailbox")
@open_to_all
def no_mailbox() -> ResponseReturnValue:
    return render("account/no_mailbox.html")
