"""Documents in a real Chromium when the network, the server or the session gives out."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import a_draft, a_pdf
from tests.journeys.uploading import choose, forget_complaints, kept, sign_in, slot

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


@pytest.mark.parametrize(("status", "words"), [(413, "Файл больше 10 МБ"), (503, "Сервер занят")])
def test_an_answer_on_the_way_is_told_in_words(at_documents, draft, status, words):
    page = at_documents()
    page.route("**/documents/plan", lambda route: route.fulfill(status=status, body="no"))

    choose(page, a_pdf("План.pdf"))

    expect(slot(page)).to_contain_text(words)
    forget_complaints(page)


def test_with_the_network_cut_the_file_waits_for_another_try(at_documents, draft):
    page = at_documents()
    page.route("**/documents/plan", lambda route: route.abort("connectionreset"))
    choose(page, a_pdf("План.pdf"))
    expect(slot(page)).to_contain_text("Связь прервалась")
    page.unroute("**/documents/plan")

    slot(page).get_by_role("button", name=re.compile("^Повторить")).click()

    expect(slot(page).get_by_role("link", name="План.pdf")).to_be_visible()
    expect(slot(page)).not_to_contain_text("Связь прервалась")
    assert kept(draft) == [("plan", "План.pdf")]
    forget_complaints(page)


def test_when_the_network_is_back_the_file_goes_by_itself(at_documents, draft):
    page = at_documents()
    page.context.set_offline(True)
    choose(page, a_pdf("План.pdf"))
    expect(slot(page)).to_contain_text("Связь прервалась")

    page.context.set_offline(False)

    expect(slot(page).get_by_role("link", name="План.pdf")).to_be_visible()
    assert kept(draft) == [("plan", "План.pdf")]
    forget_complaints(page)


def test_session_that_has_ended_is_told_at_the_file(at_documents, draft):
    page = at_documents()
    page.context.clear_cookies()

    choose(page, a_pdf("План.pdf"))

    expect(slot(page)).to_contain_text(re.compile("Сеанс закончился|Страница устарела"))
    assert kept(draft) == []
