from collections.abc import Iterable

from flask import Blueprint, flash, g, request, url_for
from flask.typing import ResponseReturnValue

from lk.applications import rules, service
from lk.web.hypermedia import leave_for

bp = Blueprint("applications", __name__, url_prefix="/lk")


def sweep_later(keys: Iterable[str]) -> None:
    """Name stored files of this request: at its end, however it ends, those without a row go."""
    g.setdefault("touched_files", []).extend(filter(None, keys))


@bp.errorhandler(rules.NotEditable)
def _submitted_meanwhile(_error: rules.NotEditable) -> ResponseReturnValue:
    """Another window was first: nothing is written here, and the receipt says what there is."""
    public_id = (request.view_args or {})["public_id"]
    return leave_for(url_for("applications.receipt", public_id=public_id))


@bp.errorhandler(rules.Gone)
def _deleted_meanwhile(error: rules.Gone) -> ResponseReturnValue:
    flash(error.message, "warning")
    return leave_for(url_for("applications.index"))


@bp.teardown_request
def _sweep(_error: BaseException | None) -> None:
    service.remove_unclaimed(g.pop("touched_files", []))
