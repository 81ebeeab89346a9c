from collections.abc import Iterable

from flask import Blueprint, g

from lk.applications import service

bp = Blueprint("applications", __name__, url_prefix="/lk")


def sweep_later(keys: Iterable[str]) -> None:
    """Name stored files of this request: at its end, however it ends, those without a row go."""
    g.setdefault("touched_files", []).extend(filter(None, keys))


@bp.teardown_request
def _sweep(_error: BaseException | None) -> None:
    service.remove_unclaimed(g.pop("touched_files", []))
