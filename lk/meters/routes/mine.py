from flask.typing import ResponseReturnValue

from lk.meters.routes.blueprint import bp
from lk.web.access import for_consumers
from lk.web.hypermedia import render


@bp.get("/mine")
@for_consumers
def mine() -> ResponseReturnValue:
    return render("meters/mine.html")
