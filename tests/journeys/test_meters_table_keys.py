"""The keyboard in the grid: Enter and the arrows go through the zones of a row, then on."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lk.db import db
from lk.meters.models import Contract, Meter
from tests.factories import a_meter
from tests.journeys.grid import cell

pytestmark = pytest.mark.browser


@pytest.fixture
def page(meters: list[Meter], request: pytest.FixtureRequest) -> Page:
    """The grid, its first row with three zones."""
    contract = db.session.get(Contract, meters[0].contract_id)
    a_meter(contract, "720020", zones=3, address="г. Томск, пер. Архивный, д. 1")
    at_grid: Callable[[], Page] = request.getfixturevalue("at_grid")
    return at_grid()


def test_enter_goes_through_the_zones_and_then_to_the_next_meter(page: Page):
    cell(page, "720020", "Т1").focus()

    for zone in ("Т2", "Т3"):
        page.keyboard.press("Enter")
        expect(cell(page, "720020", zone)).to_be_focused()
    page.keyboard.press("Enter")

    expect(cell(page, "720021")).to_be_focused()


def test_arrows_go_the_same_way_down_and_back(page: Page):
    cell(page, "720020", "Т2").focus()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(cell(page, "720021")).to_be_focused()
    page.keyboard.press("ArrowUp")

    expect(cell(page, "720020", "Т3")).to_be_focused()


def test_enter_in_the_last_cell_checks_what_was_typed(page: Page):
    cell(page, "720023").fill("1090")

    cell(page, "720023").press("Enter")

    expect(page.get_by_role("heading", level=1)).not_to_have_text("Показания таблицей")
