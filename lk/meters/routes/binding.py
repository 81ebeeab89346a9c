from flask.typing import ResponseReturnValue

from lk.meters.routes.blueprint import bp
from lk.web.access import for_consumers
from lk.web.hypermedia import render


@bp.get("/add")
@for_consumers
def add() -> ResponseReturnValue:
    return render("meters/add.html")
