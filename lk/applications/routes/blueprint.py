from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue

from lk.applications import rules
from lk.web.hypermedia import leave_for

bp = Blueprint("applications", __name__, url_prefix="/lk")


@bp.errorhandler(rules.NotEditable)
def _submitted_meanwhile(_error: rules.NotEditable) -> ResponseReturnValue:
    """Another window was first: nothing is written here, and the receipt says what there is."""
    public_id = (request.view_args or {})["public_id"]
    return leave_for(url_for("applications.receipt", public_id=public_id))


@bp.errorhandler(rules.Gone)
def _deleted_meanwhile(error: rules.Gone) -> ResponseReturnValue:
    flash(error.message, "warning")
    return leave_for(url_for("applications.index"))
