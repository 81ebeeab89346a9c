from flask import Blueprint
from flask.typing import ResponseReturnValue

from lk.web.access import for_consumers, open_to_all
from lk.web.hypermedia import render

bp = Blueprint("meters", __name__, url_prefix="/lk/meters")


@bp.get("/")
@open_to_all
def section() -> ResponseReturnValue:
    return render("meters/section.html")


@bp.get("/mine")
@for_consumers
def mine() -> ResponseReturnValue:
    return render("meters/mine.html")


@bp.get("/add")
@for_consumers
def add() -> ResponseReturnValue:
    return render("meters/add.html")
