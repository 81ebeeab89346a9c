from flask.typing import ResponseReturnValue

from lk.meters.routes.blueprint import bp
from lk.web.access import open_to_all
from lk.web.hypermedia import render


@bp.get("/")
@open_to_all
def section() -> ResponseReturnValue:
    """«Приборы учета» (fig. 17): the company's words."""
    return render("meters/section.html")
