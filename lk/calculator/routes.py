from flask import Blueprint
from flask.typing import ResponseReturnValue

from lk.web.access import open_to_all
from lk.web.hypermedia import render

bp = Blueprint("calculator", __name__, url_prefix="/lk")


@bp.get("/calculator")
@open_to_all
def form() -> ResponseReturnValue:
    return render("calculator/form.html")
