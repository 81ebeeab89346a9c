import hashlib
import io
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pikepdf
import pytest
from PIL import Image

from lk.applications import rules, service, uploads
from lk.applications.models import Document
from lk.applications.service import Chosen
from lk.clock import now
from lk.config import settings
from lk.db import db
from tests.applications import papers
from tests.applications.wizard import a_draft, a_submitted

OBJECT_STREAMS = pikepdf.ObjectStreamMode.generate


def judged(name: str, content: bytes) -> uploads.Clean:
    return uploads.inspect(name, io.BytesIO(content))


def stored_files() -> list[Path]:
    return [path for path in settings().files_folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "make", "kind"),
    [
        ("План.pdf", papers.pdf, "application/pdf"),
        ("План.PDF", papers.pdf, "application/pdf"),
        ("a.pdf", lambda: papers.pdf(papers.opens_at_its_page), "application/pdf"),
        ("a.jpg", lambda: papers.picture("JPEG"), "image/jpeg"),
        ("a.jpeg", lambda: papers.picture("JPEG"), "image/jpeg"),
        ("a.png", lambda: papers.picture("PNG"), "image/png"),
    ],
)
def test_papers_of_our_three_kinds_are_taken(
    name: str, make: Callable[[], bytes], kind: str
) -> None:
    found = judged(name, make())

    assert found.content_type == kind


@pytest.mark.asvs("5.2.2")
@pytest.mark.parametrize(
    ("name", "make", "refusal"),
    [
        ("script.pdf", lambda: papers.pdf(papers.runs_a_script), rules.ActiveContent),
        (
            "packed.pdf",
            lambda: papers.pdf(papers.runs_a_script, object_stream_mode=OBJECT_STREAMS),
            rules.ActiveContent,
        ),
        ("launch.pdf", lambda: papers.pdf(papers.starts_a_program), rules.ActiveContent),
        ("attached.pdf", lambda: papers.pdf(papers.carries_a_file), rules.ActiveContent),
        ("xfa.pdf", lambda: papers.pdf(papers.is_a_dynamic_form), rules.ActiveContent),
        ("locked.pdf", lambda: papers.pdf(encryption=papers.PASSWORD), rules.BrokenFile),
        ("owner.pdf", lambda: papers.pdf(encryption=papers.RESTRICTED), rules.BrokenFile),
        ("cut.pdf", lambda: papers.pdf()[:300], rules.BrokenFile),
        ("page.pdf", lambda: b"%PDF-1.4\n<html><script>1</script>%%EOF", rules.BrokenFile),
        ("cut.jpg", lambda: papers.picture("JPEG", (500, 500))[:900], rules.BrokenFile),
        ("huge.png", papers.huge_png, rules.BrokenFile),
        ("liar.png", lambda: papers.picture("JPEG"), rules.WrongFileType),
        ("liar.jpg", papers.pdf, rules.WrongFileType),
        ("liar.pdf", lambda: b"PK\x03\x04" + b"0" * 100, rules.WrongFileType),
        ("pdf", papers.pdf, rules.WrongFileType),
        ("plan.gif", lambda: papers.picture("GIF"), rules.WrongFileType),
        ("plan.png", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", rules.WrongFileType),
        ("IMG.HEIC", lambda: b"\0\0\0\x18ftypheic" + b"\0" * 99, rules.WrongFileType),
    ],
)
def test_other_files_are_refused_in_words(
    name: str, make: Callable[[], bytes], refusal: type[rules.FileError]
) -> None:
    with pytest.raises(refusal) as refused:
        judged(name, make())

    assert refused.value.message.endswith(".")


def test_a_pdf_that_unfolds_without_end_costs_us_little() -> None:
    with pytest.raises(rules.BrokenFile):
        judged("bomb.pdf", papers.unfolding_pdf())

    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    assert spent < 900


def test_a_picture_is_kept_upright_and_without_its_hidden_data() -> None:
    found = judged("снимок.jpg", papers.turned_with_a_place())

    kept = found.stream.read()
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (40, 60)
        assert not picture.getexif()
    assert b"secret" not in kept


def test_what_hangs_on_a_picture_is_dropped() -> None:
    found = judged("снимок.jpg", papers.picture("JPEG") + b"<?php system($_GET[1]); ?>")

    assert b"php" not in found.stream.read()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Паспорт Иванова (копия).PDF", "Паспорт Иванова (копия).pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\я\\план.pdf", "план.pdf"),
        ("a\r\nX-Header: 1.pdf", "a X-Header_ 1.pdf"),
        ("\u202egpj.план.pdf", "gpj.план.pdf"),
        ("con.pdf", "документ con.pdf"),
        ("...pdf", "документ.pdf"),
        (".pdf", "документ.pdf"),
        ('a"b;c.pdf', "a_b_c.pdf"),
        ("я" * 4000 + ".pdf", "я" * 120 + ".pdf"),
    ],
)
def test_names_lose_what_could_do_harm(typed: str, kept: str) -> None:
    assert uploads.clean_name(typed, (".pdf",)) == kept


def test_both_sums_of_a_file_are_kept(consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    content = papers.turned_with_a_place()
    taken = service.prepare_files(draft, [Chosen("passport", "п.jpg", io.BytesIO(content))])

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

    taken = service.prepare_files(draft, chosen)

    assert [each.name for each in taken.ready] == ["хороший.pdf"]
    assert [each.name for each in taken.refusals] == ["плохой.pdf", "лишний.pdf"]


def test_a_slot_takes_so_many_files_and_no_more(consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    chosen = [
        Chosen("plan", f"{number}.pdf", io.BytesIO(papers.pdf() + b"\n" * number))
        for number in range(6)
    ]

    taken = service.prepare_files(draft, chosen)

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
    first, second = (service.prepare_files(draft, batch) for batch in batches)

    service.attach(application=draft, user=consumer, ready=first.ready, at=now())
    refusals = service.attach(application=draft, user=consumer, ready=second.ready, at=now())

    assert len(service.documents_of(draft)) == 5
    assert [each.name for each in refusals] == ["12.pdf"]


def test_the_same_file_sent_twice_is_one(consumer: Any) -> None:
    draft, content = a_draft(consumer, files=False), papers.pdf()

    for _ in range(2):
        taken = service.prepare_files(draft, [Chosen("plan", "a.pdf", io.BytesIO(content))])
        service.attach(application=draft, user=consumer, ready=taken.ready, at=now())

    assert len(service.documents_of(draft)) == 1


def test_files_without_a_row_are_swept(consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    taken = service.prepare_files(draft, [Chosen("plan", "a.pdf", io.BytesIO(papers.pdf()))])
    db.session.rollback()

    service.remove_unclaimed([each.stored.key for each in taken.ready])

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
