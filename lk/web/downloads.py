"""Files that are taken home, never shown within the site."""

from collections.abc import Iterator
from itertools import chain
from urllib.parse import quote

from flask import Response

from lk.files.columns import StoredFile

# If a browser does show a file, nothing in it runs.
FILE_POLICY = "sandbox; default-src 'none'"


def taken_home(file: StoredFile, chunks: Iterator[bytes]) -> Response:
    """The answer with a stored file: an attachment of our type, under its cleaned name.

    `chunks` is what the store gives; raises FileNotFoundError or CannotOpen.
    """
    body = chain([next(chunks, b"")], chunks)  # the first one now: what is lost is no empty file
    answer = Response(body, mimetype=file.content_type)
    answer.headers["Content-Disposition"] = attachment(file.name)
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    answer.content_length = file.stored_size
    return answer


def attachment(name: str) -> str:
    """The header for a file's name: plain letters for old clients, all of it by RFC 5987."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
