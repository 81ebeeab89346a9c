"""The small picture of a picture: shown with words, sealed, the owner's alone."""

import io
import re
from typing import Any

import pytest
from PIL import Image

from lk.applications import service
from lk.applications.models import Application, Document
from lk.db import db
from tests.applications.sending import send, slot_of
from tests.applications.wizard import a_draft
from tests.client import Client
from tests.factories import a_pdf, a_png
from tests.harness import photos
from tests.harness.controls import File


@pytest.fixture
def draft(signed_in: Client, consumer: Any) -> Application:
    return a_draft(consumer, files=False)


def test_a_picture_is_shown_small_with_words(signed_in: Client, draft: Application) -> None:
    answer = send(
        signed_in, draft, "passport", file=File("Паспорт.HEIC", photos.heic(), "image/heic")
    )

    picture = slot_of(answer).find("img")
    assert picture is not None
    assert picture["alt"] == "Уменьшенный снимок: Паспорт.jpg"
    got = signed_in.ask("GET", str(picture["src"]))
    assert (got.status_code, got.mimetype) == (200, "image/jpeg")
    assert max(Image.open(io.BytesIO(got.data)).size) == 160


@pytest.mark.asvs("14.3.2")
def test_a_small_picture_is_asked_for_anew_and_only_by_its_owner(
    signed_in: Client, another_client: Client, draft: Application
) -> None:
    send(signed_in, draft, "plan", file=a_png())
    document = service.documents_of(draft)[0]
    path = signed_in.url(
        "applications.thumbnail", public_id=draft.public_id, document_id=document.public_id
    )

    first = signed_in.ask("GET", path)
    again = signed_in.ask("GET", path, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "private, no-cache"
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert (again.status_code, again.data) == (304, b"")
    assert another_client.ask("GET", path).status_code == 303


def test_a_small_picture_lies_sealed(signed_in: Client, draft: Application) -> None:
    send(signed_in, draft, "plan", file=a_png())

    document = db.session.query(Document).one()

    assert b"\xff\xd8\xff" not in (document.thumbnail or b"")
    assert (document.open_thumbnail() or b"").startswith(b"\xff\xd8\xff")


def test_a_paper_has_no_small_picture(signed_in: Client, draft: Application) -> None:
    send(signed_in, draft, "plan", file=a_pdf())
    document = service.documents_of(draft)[0]

    page = signed_in.open(
        "applications.thumbnail", public_id=draft.public_id, document_id=document.public_id
    )

    assert page.status == 404


def test_a_download_of_a_phones_photo_tells_no_place(signed_in: Client, draft: Application) -> None:
    answer = send(signed_in, draft, "own", file=File("IMG.jpg", photos.phone_jpeg(), "image/jpeg"))
    link = slot_of(answer).find("a", string=re.compile("IMG.jpg"))
    assert link is not None

    got = signed_in.ask("GET", str(link["href"])).data

    assert not Image.open(io.BytesIO(got)).getexif()
    assert photos.SECRET.encode() not in got
