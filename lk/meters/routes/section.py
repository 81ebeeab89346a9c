from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk.clock import today
from lk.company import company
from lk.meters import service
from lk.meters.routes.blueprint import bp
from lk.web.access import open_to_all
from lk.web.hypermedia import render


@bp.get("/")
@open_to_all
def section() -> ResponseReturnValue:
    """«Приборы учета» (fig. 17): the company's words, and the readings that are due now."""
    on = today(company().time_zone)
    is_known = current_user.is_authenticated
    due = service.readings_due(user_id=current_user.id, on=on) if is_known else []
    return render("meters/section.html", due=due)
