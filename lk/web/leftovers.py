"""Files that a request has stored or let go: those without a row are removed at its end."""

from collections.abc import Iterable

from flask import Flask, g

from lk.files.sweeping import remove_unclaimed


def sweep_later(keys: Iterable[str]) -> None:
    """Name stored files of this request: at its end, however it ends, those without a row go."""
    g.setdefault("touched_files", []).extend(filter(None, keys))


def init_leftovers(app: Flask) -> None:
    app.teardown_request(_sweep)


def _sweep(_error: BaseException | None) -> None:
    remove_unclaimed(g.pop("touched_files", []))
