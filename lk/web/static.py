"""Addresses of static files: the sum of the content is part of them, so browsers keep them."""

import hashlib
from functools import cache
from pathlib import Path

from flask import current_app, url_for


def static_url(path: str) -> str:
    """The address of `lk/static/<path>`; another content gets another address."""
    folder = current_app.static_folder or ""
    return url_for("static", filename=path, v=_sum(str(Path(folder) / path)))


@cache
def _sum(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]
