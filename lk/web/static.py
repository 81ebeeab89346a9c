"""Addresses of static files: the sum of the content is part of them, so browsers keep them."""

import hashlib
from functools import cache
from pathlib import Path
from urllib.parse import quote

from flask import current_app, request


def static_url(path: str) -> str:
    """The address of `lk/static/<path>`; another content gets another address."""
    root = request.script_root if request else ""
    return root + _address(current_app.static_folder or "", current_app.static_url_path or "", path)


@cache
def _address(folder: str, prefix: str, path: str) -> str:
    """Made once: a page names eight files, and asking the map of routes for each is dear."""
    content = hashlib.sha256((Path(folder) / path).read_bytes()).hexdigest()[:12]
    return f"{prefix}/{quote(path)}?v={content}"
