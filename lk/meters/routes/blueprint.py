from flask import Blueprint

bp = Blueprint("meters", __name__, url_prefix="/lk/meters")
