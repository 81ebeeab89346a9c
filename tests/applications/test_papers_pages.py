"""Papers for download: one's own alone, as files, nothing written."""

from typing import Any
from urllib.parse import unquote

import pytest

from lk.applications import service
from lk.applications.models import Application
from lk.applications.service import receipts
from lk.clock import now
from lk.db import db
from tests.applications.answers import CODES
from tests.applications.sheets import opened
from tests.applications.wizard import a_draft, a_submitted
from tests.client import Client
from tests.factories import another_consumer
from tests.harness.writing import start_writing
from tests.page import Page


def with_receipts(case: Application, count: int = 1) -> Application:
    for number in range(1, count + 1):
        start_writing()
        if number > 1:
            case.keep_final(case.submitted | {"obj_name": f"дом {number}"}, (case.applicant_name,))
        receipts.issue(application=case, documents=service.documents_of(case), at=now())
        db.session.commit()
    return case


def name_of(page: Page) -> str:
    return unquote(page.headers["Content-Disposition"].rpartition("''")[2])


def body(client: Client, page: Page) -> bytes:
    return bytes(client.ask("GET", page.path).data)


def is_a_file(page: Page) -> bool:
    return (
        page.status == 200
        and page.headers["Content-Type"] == "application/pdf"
        and page.headers["Content-Disposition"].startswith("attachment; ")
        and page.headers["Content-Security-Policy"].startswith("sandbox")
    )


def test_the_application_comes_as_a_pdf_under_a_russian_name(
    signed_in: Client, consumer: Any
) -> None:
    case = with_receipts(a_submitted(consumer))

    page = signed_in.open("applications.application_pdf", public_id=case.public_id)

    assert is_a_file(page)
    assert name_of(page) == f"Заявка {case.number}.pdf"
    with opened(body(signed_in, page)) as pdf:
        assert str(case.number) in str(pdf.docinfo["/Title"])


def test_the_same_application_is_the_same_file_tomorrow(
    signed_in: Client, consumer: Any, clock: Any
) -> None:
    case = with_receipts(a_submitted(consumer))
    path = signed_in.url("applications.application_pdf", public_id=case.public_id)

    today = signed_in.ask("GET", path).data
    clock.forward(minutes=20)
    later = signed_in.ask("GET", path).data

    assert today == later


def test_a_draft_can_be_taken_from_the_preview(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer)

    preview = signed_in.open("applications.preview", public_id=draft.public_id)
    page = preview.click("Скачать черновик")

    assert is_a_file(page)
    assert name_of(page) == "Черновик заявки.pdf"


def test_an_empty_draft_makes_a_paper_too(signed_in: Client, consumer: Any) -> None:
    start_writing()
    draft = service.start(user=consumer, kind_code="ul-670p", at=now())
    db.session.commit()

    page = signed_in.open("applications.draft_pdf", public_id=draft.public_id)

    assert is_a_file(page)


def test_what_was_submitted_is_no_draft_any_more(signed_in: Client, consumer: Any) -> None:
    case = a_submitted(consumer)
    start_writing()
    case.status = "review"
    db.session.commit()

    page = signed_in.open("applications.draft_pdf", public_id=case.public_id, follow=False)

    assert page.location.endswith(f"/applications/{case.public_id}/receipt")


def test_a_draft_has_no_application_and_no_receipt(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer)

    for endpoint in ("application_pdf", "newest_receipt_pdf"):
        page = signed_in.open(f"applications.{endpoint}", public_id=draft.public_id, follow=False)

        assert page.location.endswith(f"/applications/{draft.public_id}/resume")


def test_each_receipt_comes_by_its_number_and_the_newest_without(
    signed_in: Client, consumer: Any
) -> None:
    case = with_receipts(a_submitted(consumer), 2)

    first = signed_in.open("applications.receipt_pdf", public_id=case.public_id, number=1)
    newest = signed_in.open("applications.newest_receipt_pdf", public_id=case.public_id)

    assert is_a_file(first)
    assert name_of(first) == f"Квитанция 1 к заявке {case.number}.pdf"
    assert name_of(newest) == f"Квитанция 2 к заявке {case.number}.pdf"


@pytest.mark.parametrize("number", ["0", "2", "01", "x", "9" * 40])
def test_a_receipt_that_was_never_issued_is_404(
    signed_in: Client, consumer: Any, number: str
) -> None:
    case = with_receipts(a_submitted(consumer))

    page = signed_in.open("applications.receipt_pdf", public_id=case.public_id, number=number)

    assert page.status == 404


@pytest.mark.parametrize(
    "endpoint", ["application_pdf", "draft_pdf", "newest_receipt_pdf", "receipt_pdf"]
)
def test_papers_of_another_are_404(another_client: Client, consumer: Any, endpoint: str) -> None:
    case = with_receipts(a_submitted(consumer))
    stranger = another_client.sign_in_as(another_consumer())
    more = {"number": 1} if endpoint == "receipt_pdf" else {}

    page = stranger.open(f"applications.{endpoint}", public_id=case.public_id, **more)

    assert page.status == 404


def test_the_receipts_page_and_the_card_lead_to_the_papers(
    signed_in: Client, consumer: Any
) -> None:
    case = with_receipts(a_submitted(consumer))

    for endpoint in ("receipt", "files"):
        page = signed_in.open(f"applications.{endpoint}", public_id=case.public_id)

        assert is_a_file(page.click("Заявка в PDF"))
        assert page.has_link("Личная страница заявки")


def test_all_empty_forms_are_open_to_all(client: Client) -> None:
    page = client.open("home.connection").click("бланки заявок")

    assert page.h1 == "Бланки заявок"
    links = [a["href"] for a in page.soup.select("main a[download]")]
    assert links == [client.url("applications.empty_form", kind_code=code) for code in CODES]


def test_an_empty_form_may_stay_in_the_browser_and_is_asked_for_by_its_tag(client: Client) -> None:
    page = client.open("applications.empty_form", kind_code="fl-15")

    again = client.open(
        "applications.empty_form",
        kind_code="fl-15",
        headers={"If-None-Match": page.headers["ETag"]},
    )

    assert is_a_file(page)
    assert page.headers["Cache-Control"] == "private, max-age=86400"
    assert name_of(page).startswith("Бланк. Заявка для физических лиц")
    assert again.status == 304


@pytest.mark.parametrize("code", ["fl", "fl-16", "fl-150.pdf", "FL-150", ".."])
def test_an_empty_form_of_no_kind_is_404(client: Client, code: str) -> None:
    page = client.open_path(f"/lk/forms/{code}.pdf")

    assert page.status == 404
