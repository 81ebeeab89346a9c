from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk.clock import today
from lk.company import company
from lk.meters.forms.table import CheckedCell
from lk.meters.presenting_table import said_of
from lk.meters.routes.blueprint import bp
from lk.meters.service.table import weigh_one
from lk.meters.service.table_rows import table_these
from lk.web.access import asked_while_typing, for_consumers
from lk.web.hypermedia import is_fragment, redirect_to, render


@bp.get("/table/cell")
@asked_while_typing
@for_consumers
def table_cell() -> ResponseReturnValue:
    """What is to be said of a row of the grid that is being typed: messages alone."""
    if not is_fragment():
        return redirect_to("meters.table")
    on = today(company().time_zone)
    asked = CheckedCell(request.args, on)
    found = table_these(user_id=current_user.id, on=on, public_ids=[asked.meter])
    if not found:
        abort(404)
    weighed = weigh_one(meter=found[0], row=asked.row, usual_day=asked.day, on=on)
    by_zone, whole = said_of(weighed)
    return render("meters/_table_said.html", public_id=asked.meter, by_zone=by_zone, whole=whole)
