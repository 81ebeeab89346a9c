"""Documents in a real Chromium: chosen or dropped, each is kept before the step is."""

import base64
import re

import pytest
from playwright.sync_api import expect

from lk.applications import service
from lk.clock import now
from lk.db import db
from tests.factories import a_draft, a_pdf, an_application
from tests.harness import photos
from tests.harness.controls import File
from tests.harness.writing import start_writing
from tests.journeys.hand import Hand
from tests.journeys.uploading import DROP, choose, kept, sign_in, slot

pytestmark = pytest.mark.browser


@pytest.fixture
def draft(consumer):
    return a_draft(consumer, files=False)


@pytest.fixture
def at_documents(draft, live, window):
    def run(**options):
        page = window(live.url, **options)
        sign_in(page)
        page.goto(f"/lk/applications/{draft.public_id}/documents")
        return page

    return run


def test_chosen_files_are_kept_before_the_step_is(at_documents, draft):
    page = at_documents()

    choose(page, a_pdf("План.pdf"), File("IMG_1.HEIC", photos.heic(), "image/heic"))

    expect(slot(page).get_by_role("link", name="План.pdf")).to_be_visible()
    expect(slot(page).get_by_role("img", name="Уменьшенный снимок: IMG_1.jpg")).to_be_visible()
    assert kept(draft) == [("plan", "План.pdf"), ("plan", "IMG_1.jpg")]
    expect(page.locator("[data-upload-said]")).to_have_text("Файл IMG_1.HEIC сохранен.")


def test_dropped_files_are_kept_in_the_document_under_the_pointer(at_documents, draft):
    page = at_documents()
    files = [
        [name, "application/pdf", base64.b64encode(photos.scan(pages)).decode()]
        for name, pages in (("Скан.pdf", 3), ("Второй.pdf", 2))
    ]

    page.evaluate(DROP, ["#slot-own", files])

    expect(slot(page, "own").get_by_role("link", name="Второй.pdf")).to_be_visible()
    expect(slot(page, "own")).to_contain_text(re.compile(r"3\s+страницы"))
    assert kept(draft) == [("own", "Скан.pdf"), ("own", "Второй.pdf")]


def test_a_file_dropped_beside_the_documents_leaves_the_page_alone(at_documents, draft):
    page = at_documents()
    address = page.url

    page.evaluate(DROP, ["h1", [["Скан.pdf", "application/pdf", "AAAA"]]])

    assert page.url == address
    assert kept(draft) == []


def test_a_refused_file_says_why_and_is_put_away(at_documents, draft):
    page = at_documents()

    choose(page, File("a.doc", b"x" * 10, "application/msword"), a_pdf("План.pdf"))

    row = slot(page).locator("li", has_text="a.doc")
    expect(row).to_contain_text("Не загружен. Подойдут файлы PDF, JPEG и PNG")
    expect(slot(page).get_by_role("link", name="План.pdf")).to_be_visible()
    row.get_by_role("button", name=re.compile("^Убрать")).click()
    expect(row).to_have_count(0)
    assert kept(draft) == [("plan", "План.pdf")]


def test_a_file_that_is_too_large_is_not_even_sent(at_documents, draft):
    page = at_documents()
    large = File("Большой.pdf", b"%PDF-1.4\n" + b"0" * (10 * 1024 * 1024), "application/pdf")

    choose(page, large)

    expect(slot(page)).to_contain_text("Большой.pdf")
    expect(slot(page)).to_contain_text("Файл больше 10 МБ")
    assert kept(draft) == []


def test_next_waits_until_all_files_are_kept(at_documents, draft):
    page = at_documents()
    choose(page, File("Снимок.jpg", photos.phone_jpeg(), "image/jpeg"))
    choose(page, a_pdf("Право.pdf"), code="own")
    choose(page, a_pdf("Паспорт.pdf"), code="passport")

    Hand(page).press("Далее").arrives_at("/preview$")

    assert sorted(each for each, _ in kept(draft)) == ["own", "passport", "plan"]


def test_next_does_not_leave_a_failed_file_behind(at_documents, draft):
    page = at_documents()
    choose(page, File("a.doc", b"x" * 10, "application/msword"))
    expect(slot(page)).to_contain_text("Не загружен")

    Hand(page).press("Далее")

    assert page.url.endswith("/documents")
    expect(page.get_by_role("button", name=re.compile("^Повторить"))).to_be_focused()


def test_order_and_removal_redraw_the_document_alone(at_documents, draft):
    page = at_documents()
    choose(page, a_pdf("a.pdf", "a"), a_pdf("b.pdf", "b"))
    expect(slot(page).get_by_role("link", name="b.pdf")).to_be_visible()
    page.evaluate("window.isSamePage = true")

    slot(page).get_by_role("button", name="Выше файл b.pdf").press("Enter")
    expect(slot(page).get_by_role("link").first).to_have_text("b.pdf")
    slot(page).get_by_role("button", name="Удалить файл a.pdf").press("Enter")
    expect(slot(page).get_by_role("link", name="a.pdf")).to_have_count(0)

    assert page.evaluate("window.isSamePage")
    assert kept(draft) == [("plan", "b.pdf")]


def test_without_scripts_the_form_does_it(at_documents, draft):
    page = at_documents(java_script_enabled=False)
    choose(page, a_pdf("a.pdf", "a"), a_pdf("b.pdf", "b"))

    page.get_by_role("button", name="Загрузить План").click()
    page.get_by_role("button", name="Выше файл b.pdf").click()

    expect(slot(page).get_by_role("link").first).to_have_text("b.pdf")
    assert [name for _, name in kept(draft)] == ["b.pdf", "a.pdf"]


@pytest.mark.parametrize("with_scripts", [True, False])
def test_a_rejected_document_is_replaced_on_a_phone(consumer, live, window, with_scripts):
    case = an_application(consumer, "review")
    start_writing()
    service.judge(
        application=case, slot="passport", verdict="rejected", comment="Не видно даты",
        by="maltseva", at=now(),
    )  # fmt: skip
    db.session.commit()
    page = window(
        live.url, viewport={"width": 390, "height": 844}, java_script_enabled=with_scripts
    )
    sign_in(page)
    page.goto(f"/lk/applications/{case.public_id}/files")
    expect(slot(page, "passport")).to_contain_text("Не видно даты")

    choose(page, File("IMG.jpg", photos.phone_jpeg(), "image/jpeg"), code="passport")
    if not with_scripts:
        page.get_by_role("button", name="Загрузить Копия").click()

    expect(slot(page, "passport")).to_contain_text("Новый файл передан специалисту")
    expect(slot(page, "passport")).to_contain_text("Замененные файлы: 2")
    assert ("passport", "IMG.jpg") in kept(case)
