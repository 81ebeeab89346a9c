"""A file sent by itself, as the script of the page does it."""

import io
from typing import Any

from bs4 import BeautifulSoup
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from lk.applications.models import Application
from tests.client import Client
from tests.harness.controls import File


def token_of(client: Client) -> str:
    page = client.open("home.help")
    return str(page.soup.find("input", {"name": "csrf_token"})["value"])


def send(
    client: Client, draft: Application, slot: str, *, headers: Any = None, **fields: Any
) -> TestResponse:
    """As the script does it; in one piece, for the test client would leave a large file open."""
    path = client.url("applications.take_file", public_id=draft.public_id, slot=slot)
    parts: MultiDict[str, Any] = MultiDict({"csrf_token": token_of(client)} | fields)
    if isinstance(file := fields.get("file"), File):
        parts["file"] = FileStorage(io.BytesIO(file.content), file.name)
    boundary, data = encode_multipart(parts)
    kind = f"multipart/form-data; boundary={boundary}"
    asked = {"HX-Request": "true"} if headers is None else headers
    return client.ask("POST", path, data=data, content_type=kind, headers=asked)


def slot_of(answer: TestResponse) -> BeautifulSoup:
    soup = BeautifulSoup(answer.text, "html.parser")
    assert soup.find("main") is None
    return soup
