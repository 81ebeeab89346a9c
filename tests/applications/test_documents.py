import hashlib
import io
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from lk.applications import rules, service
from lk.applications.models import Document
from lk.applications.service import Chosen
from lk.clock import now
from lk.config import settings
from lk.db import db
from lk.files.sweeping import remove_unclaimed
from tests.applications import papers
from tests.applications.wizard import a_draft, a_submitted


def stored_files() -> list[Path]:
    return [path for path in settings().files_folder.rglob("*") if path.is_file()]


def test_both_sums_of_a_file_are_kept(consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    content = papers.turned_with_a_place()
    taken = service.prepare_files(
        service.folder_of(draft, at=now()), [Chosen("passport", "п.jpg", io.BytesIO(content))]
    )

    service.attach(application=draft, user=consumer, ready=taken.ready, at=now())

    document = service.documents_of(draft)[0]
    (file,) = stored_files()
    assert document.sha256_original == hashlib.sha256(content).hexdigest()
    assert document.sha256_stored == hashlib.sha256(file.read_bytes()).hexdigest()
    assert document.size == len(content)
    assert document.stored_size == len(b"".join(service.read_document(document)))


def test_a_stored_file_cannot_be_read_in_the_folder(consumer: Any) -> None:
    a_draft(consumer)

    assert len(stored_files()) == 3
    assert not any(b"%PDF" in path.read_bytes() for path in stored_files())
    assert {path.stat().st_mode & 0o777 for path in stored_files()} == {0o600}


def test_one_bad_file_does_not_keep_the_others_out(consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    chosen = [
        Chosen("plan", "хороший.pdf", io.BytesIO(papers.pdf())),
        Chosen("plan", "плохой.pdf", io.BytesIO(b"")),
        Chosen("nothing", "лишний.pdf", io.BytesIO(papers.pdf())),
    ]

    taken = service.prepare_files(service.folder_of(draft, at=now()), chosen)

    assert [each.name for each in taken.ready] == ["хороший.pdf"]
    assert [each.name for each in taken.refusals] == ["плохой.pdf", "лишний.pdf"]


def test_a_slot_takes_so_many_files_and_no_more(consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    chosen = [
        Chosen("plan", f"{number}.pdf", io.BytesIO(papers.pdf() + b"\n" * number))
        for number in range(6)
    ]

    taken = service.prepare_files(service.folder_of(draft, at=now()), chosen)

    assert len(taken.ready) == draft.kind.slot("plan").max_files == 5
    assert "не больше 5" in taken.refusals[0].message


def test_the_room_is_counted_again_when_rows_are_written(consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    batches = [
        [
            Chosen("plan", f"{number}.pdf", io.BytesIO(papers.pdf() + b"\n" * number))
            for number in range(start, start + 3)
        ]
        for start in (0, 10)
    ]
    first, second = (
        service.prepare_files(service.folder_of(draft, at=now()), batch) for batch in batches
    )

    service.attach(application=draft, user=consumer, ready=first.ready, at=now())
    refusals = service.attach(application=draft, user=consumer, ready=second.ready, at=now())

    assert len(service.documents_of(draft)) == 5
    assert [each.name for each in refusals] == ["12.pdf"]


def test_the_same_file_sent_twice_is_one(consumer: Any) -> None:
    draft, content = a_draft(consumer, files=False), papers.pdf()

    for _ in range(2):
        taken = service.prepare_files(
            service.folder_of(draft, at=now()), [Chosen("plan", "a.pdf", io.BytesIO(content))]
        )
        service.attach(application=draft, user=consumer, ready=taken.ready, at=now())

    assert len(service.documents_of(draft)) == 1


def test_files_without_a_row_are_swept(consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    taken = service.prepare_files(
        service.folder_of(draft, at=now()), [Chosen("plan", "a.pdf", io.BytesIO(papers.pdf()))]
    )
    db.session.rollback()

    remove_unclaimed([each.stored.key for each in taken.ready])

    assert stored_files() == []


def test_a_file_of_a_submitted_application_stays(consumer: Any) -> None:
    case = a_submitted(consumer)
    document = service.documents_of(case)[0]

    with pytest.raises(rules.NotEditable):
        service.remove_document(
            application=case, user=consumer, public_id=document.public_id, at=now()
        )


@pytest.mark.asvs("5.4.1")
def test_a_download_is_an_attachment_of_our_type(signed_in: Any, consumer: Any) -> None:
    draft = a_draft(consumer)
    document = db.session.query(Document).first()
    document.name = 'План "дома", ½.pdf'

    path = signed_in.url(
        "applications.document", public_id=draft.public_id, document_id=document.public_id
    )
    answer = signed_in.ask("GET", path)

    name = answer.headers["Content-Disposition"].split("filename*=UTF-8''")[1]
    assert unquote(name) == 'План "дома", ½.pdf'
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.data.startswith(b"%PDF")


def test_a_file_opens_under_its_own_application_only(signed_in: Any, consumer: Any) -> None:
    one, other = a_draft(consumer), a_draft(consumer, files=False)
    document = service.documents_of(one)[0]

    page = signed_in.open(
        "applications.document", public_id=other.public_id, document_id=document.public_id
    )

    assert page.status == 404
