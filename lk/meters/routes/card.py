from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk.clock import today
from lk.company import company
from lk.meters import service
from lk.meters.presenting_card import shown
from lk.meters.routes.blueprint import bp
from lk.web.access import for_consumers
from lk.web.hypermedia import render


@bp.get("/<public_id>/")
@for_consumers
def card(public_id: str) -> ResponseReturnValue:
    """A meter's card (fig. 20): its lines, what was sent, what was charged and why."""
    has_all = request.args.get("all") == "1"
    found = service.card_of(user_id=current_user.id, public_id=public_id, has_all=has_all)
    if found is None:
        abort(404)
    on = today(company().time_zone)
    context = shown(found, user_id=current_user.id, has_all=has_all, on=on)
    return render("meters/card.html", **context)
