"""A list that is searched while one types: a link pressed with a mouse leads on at once."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories import a_contract, a_meter, an_application
from tests.journeys.grid import press
from tests.journeys.uploading import sign_in

pytestmark = pytest.mark.browser

LISTS = {
    "/lk/meters/mine": ("#meter-rows a", "Светлый"),
    "/lk/applications/": ("#application-rows a", "Томск"),
}


@pytest.fixture(params=LISTS)
def at_list(request: pytest.FixtureRequest, consumer: Any, live: Any, window: Any) -> Any:
    """A list with something to find in it, and which of its links is pressed."""
    contract = a_contract(consumer, "38005843")
    for n in range(8):
        a_meter(contract, f"72002{n}")
    an_application(consumer)
    page: Page = window(live.url)
    sign_in(page)
    page.goto(request.param)
    return page, *LISTS[request.param]


def type_words(page: Page, words: str) -> None:
    page.get_by_role("search").get_by_role("searchbox").or_(
        page.get_by_role("search").get_by_role("textbox")
    ).first.press_sequentially(words, delay=20)


def test_first_press_on_what_was_found_is_heard_and_nothing_is_asked_again(at_list: Any):
    page, link, words = at_list
    with page.expect_response(re.compile("text=")):
        type_words(page, words)
    page.wait_for_timeout(500)
    before = page.url
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.headers.get("hx-request", "")))

    press(page, page.locator(link).first)

    expect(page).not_to_have_url(before)
    assert "true" not in asked


def test_press_before_the_answer_has_come_is_heard_too(at_list: Any):
    page, link, words = at_list
    before = page.url
    type_words(page, words)

    press(page, page.locator(link).first, held_ms=700)

    expect(page).not_to_have_url(re.compile(rf"{re.escape(before)}(\?.*)?$"))


def test_choice_is_still_answered_at_once(at_list: Any):
    page, _, _ = at_list
    choice = page.get_by_role("search").get_by_role("combobox").first

    with page.expect_response(re.compile("state=")) as answer:
        choice.select_option(index=1)

    assert answer.value.request.headers["hx-request"] == "true"
