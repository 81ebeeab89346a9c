from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from lk.applications import service
from lk.applications.models import Application, Document
from lk.applications.routes.documents import BODY
from lk.config import settings
from lk.db import db
from tests.applications.wizard import PAPERS, a_draft, a_submitted, at_documents
from tests.client import Client
from tests.factories import a_jpeg, a_pdf, a_png, another_consumer
from tests.harness.controls import File
from tests.harness.papers import pdf
from tests.page import Page

HEIC = File("IMG_1.HEIC", b"\0\0\0\x18ftypheic" + b"\0" * 99, "image/heic")


def stored() -> list[Path]:
    return [path for path in settings().files_folder.rglob("*") if path.is_file()]


def documents_page(client: Client, draft: Application) -> Page:
    return client.open("applications.documents", public_id=draft.public_id)


def test_the_limits_are_printed_before_anything_is_chosen(signed_in: Client) -> None:
    page = at_documents(signed_in)

    assert "PDF, JPEG и PNG, а с iPhone — HEIC: каждый до 10 МБ, все вместе до 50 МБ" in page.text
    assert page.field("file_plan").is_required
    assert not page.field("file_other").is_required


def test_a_slot_uploads_at_once_and_stays_on_the_page(signed_in: Client) -> None:
    page = at_documents(signed_in).submit("Загрузить План", file_plan=[a_pdf("План.pdf"), a_png()])

    assert page.path.endswith("/documents")
    assert page.has_link("План.pdf")
    assert page.has_link("План.png")


def test_next_takes_the_chosen_files_along(signed_in: Client) -> None:
    page = at_documents(signed_in).submit("Далее", **PAPERS)

    assert page.path.endswith("/preview")
    assert db.session.query(Document).count() == 3


def test_back_takes_the_chosen_files_along_too(signed_in: Client) -> None:
    page = at_documents(signed_in).submit("Назад", file_plan=a_jpeg())

    assert page.path.endswith("/technical")
    assert db.session.query(Document).one().slot == "plan"


def test_next_names_the_papers_that_are_missing(signed_in: Client) -> None:
    page = at_documents(signed_in).submit("Далее", file_plan=a_pdf())

    assert page.status == 422
    assert "Приложите документ «Копия паспорта»" in page.errors
    assert page.field("file_passport").is_refused
    assert not page.field("file_plan").is_refused


def test_a_refused_file_is_named_at_its_slot_and_the_good_one_kept(signed_in: Client) -> None:
    page = at_documents(signed_in).submit("Загрузить План", file_plan=[a_pdf("План.pdf"), HEIC])

    assert page.status == 422
    assert page.field("file_plan").error.startswith("IMG_1.HEIC: Снимок HEIC")
    assert page.has_link("План.pdf")


def sent_whole(client: Client, draft: Application, *files: tuple[str, bytes]) -> TestResponse:
    """A large body in one piece: the test client would leave its temporary file open."""
    page = documents_page(client, draft)
    token = page.soup.find("input", {"name": "csrf_token"})["value"]
    parts = MultiDict(
        [
            ("csrf_token", token),
            ("go", "next"),
            *(
                (slot, FileStorage(BytesIO(content), f"{len(content)}.pdf"))
                for slot, content in files
            ),
        ]
    )
    boundary, body = encode_multipart(parts)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.ask("POST", page.path, data=body, content_type=kind)


def test_a_file_over_ten_megabytes_loses_nothing_else(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    large = b"%PDF-1.4\n" + b"0" * (10 * 1024 * 1024)

    answer = sent_whole(signed_in, draft, ("file_plan", large), ("file_own", pdf()))

    assert answer.status_code == 422
    assert f"{len(large)}.pdf: Файл больше 10\xa0МБ." in answer.text
    assert [each.slot for each in service.documents_of(draft)] == ["own"]


def test_a_body_over_the_limit_is_told_in_russian(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, files=False)

    answer = sent_whole(signed_in, draft, ("file_plan", b"0" * BODY))

    assert answer.status_code == 413
    assert "Файлы слишком большие" in answer.text
    assert db.session.query(Document).count() == 0


def test_a_body_at_the_limit_is_read(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    rest = BODY - 50_000_000 - 5_000

    answer = sent_whole(
        signed_in,
        draft,
        *[("file_plan", b"0" * 10_000_000)] * 5,
        ("file_own", b"0" * rest),
    )

    assert answer.status_code == 422
    assert "10000000.pdf: Подойдут файлы PDF, JPEG и PNG" in answer.text


def test_a_file_is_removed_from_the_row_and_from_the_store(signed_in: Client) -> None:
    page = at_documents(signed_in).submit("Загрузить План", file_plan=a_pdf("План.pdf"))

    page = page.submit("Удалить")

    assert not page.has_link("План.pdf")
    assert stored() == []


def test_nothing_is_stored_for_somebody_who_is_not_signed_in(signed_in: Client) -> None:
    page = at_documents(signed_in)
    signed_in.forget_cookies()

    answer = page.submit("Далее", **PAPERS)

    assert answer.h1 == "Вход"
    assert stored() == []


def test_nothing_is_stored_for_another_consumers_draft(
    signed_in: Client, another_client: Client, consumer: Any
) -> None:
    page = at_documents(signed_in)
    signed_in.forget_cookies()
    signed_in.sign_in_as(another_consumer())
    token = signed_in.open("applications.check").soup.find("input", {"name": "csrf_token"})
    entries = [("csrf_token", token["value"]), ("file_plan", a_pdf())]

    answer = signed_in.post(page.path, entries, multipart=True)

    assert answer.status == 404
    assert stored() == []


def test_files_of_a_failed_transaction_are_swept(
    signed_in: Client, consumer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at_documents(signed_in)

    def fails(**_: Any) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(service, "attach", fails)
    with pytest.raises(RuntimeError, match="disk full"):
        page.submit("Далее", **PAPERS)

    assert stored() == []


def test_a_paper_that_is_no_longer_needed_says_so(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, files=False, mkd=True)
    page = documents_page(signed_in, draft).submit("Загрузить", file_mkd=a_pdf("Право.pdf"))
    service.save_step(application=draft, step="object", raw={"mkd": False}, at=draft.saved_at)
    db.session.commit()

    page = documents_page(signed_in, draft)

    assert page.has_link("Право.pdf")
    assert not page.has_field("file_mkd")


def test_what_was_submitted_is_shown_and_not_removed(signed_in: Client, consumer: Any) -> None:
    case = a_submitted(consumer)

    page = signed_in.open("applications.files", public_id=case.public_id)

    assert page.has_link("plan.pdf")
    assert "Удалить" not in page.buttons


def test_the_page_asks_the_database_as_little_with_many_files(
    signed_in: Client, consumer: Any
) -> None:
    draft = a_draft(consumer)

    page = documents_page(signed_in, draft)

    assert len(page.statements) <= 3
