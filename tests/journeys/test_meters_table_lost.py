"""The session ends while somebody types in the grid: nothing of what was typed is lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD
from tests.journeys.grid import cell, press, values
from tests.journeys.hand import Hand

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
ENDED = "Сеанс закончился. Нажмите «Проверить»: введенное сохранится."


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def any_page(request: pytest.FixtureRequest, at_grid: Callable[..., Page]) -> Page:
    return at_grid(java_script_enabled=request.param, viewport=PHONE)


def sign_in_again(page: Page) -> None:
    expect(page.get_by_role("main")).to_contain_text("Сеанс закончился")
    Hand(page).fill({"Логин": "ivanova", "Пароль": PASSWORD}).press("Войти")
    expect(page.get_by_role("main")).to_contain_text("Показания еще не переданы")


def test_left_cell_says_that_the_session_has_ended_and_the_page_stays(at_grid):
    page = at_grid()
    cell(page, "720021").fill("1100")
    page.context.clear_cookies()

    cell(page, "720022").fill("1090")
    cell(page, "720022").press("Enter")

    row = page.get_by_role("row").filter(has_text="720022")
    expect(row.locator("[aria-live]")).to_have_text(ENDED)
    expect(page).to_have_url("/lk/meters/table")
    expect(page.locator("#flashes")).to_be_empty()
    assert values(page) == ["1100", "1090", ""]
    press(page, page.get_by_role("button", name="Проверить"))
    sign_in_again(page)
    assert values(page) == ["1100", "1090", ""]


def test_check_pressed_right_after_typing_brings_everything_back(any_page: Page):
    page = any_page
    cell(page, "720021").fill("1100")
    page.context.clear_cookies()
    cell(page, "720023").click()
    page.keyboard.type("1090")

    press(page, page.get_by_role("button", name="Проверить"), held_ms=300)

    sign_in_again(page)
    assert values(page) == ["1100", "", "1090"]
    page.get_by_role("button", name="Проверить").click()
    expect(page.get_by_role("button", name=re.compile("^Передать")).first).to_be_visible()


def test_cell_says_its_own_again_after_signing_in_elsewhere(at_grid):
    page = at_grid()
    kept = page.context.cookies()
    page.context.clear_cookies()
    cell(page, "720021").fill("1090")
    cell(page, "720021").press("Enter")
    row = page.get_by_role("row").filter(has_text="720021")
    expect(row).to_contain_text(ENDED)
    page.context.add_cookies(kept)

    cell(page, "720021").fill("1100")
    cell(page, "720021").press("Enter")

    expect(row).to_contain_text("Расход")
    expect(row).not_to_contain_text("Сеанс закончился")
