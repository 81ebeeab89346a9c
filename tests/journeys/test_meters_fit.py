"""Pages of meters hold what a billing may send: three zones of six digits, a number of forty
characters, a long address. Measured in Chromium on a phone, beside the menu and on a wide desk.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page

from lk.clock import now, today
from lk.company import company
from lk.db import db
from lk.meters.models import BillingPeriod
from lk.meters.rules import before, period_of
from tests.factories import a_contract, a_meter, a_reading
from tests.harness.writing import start_writing
from tests.journeys.uploading import sign_in

pytestmark = pytest.mark.browser
WIDTHS = (390, 1024, 1280)
READINGS = (277_777, 388_888, 499_999)
MONTHLY = 177_777
LONG = "ЗАВN123456789012345678901234567890123456"
ADDRESS = (
    "Томский р-н, с. Корнилово, территория СНТ «Энергетик-Приозерное», ул. Гвардейская, д. 12/1"
)
# What stands out of its sheet or of its cell, and whether the page scrolls sideways.
SPILLED = """() => {
  const page = document.documentElement;
  const found = page.scrollWidth > page.clientWidth ? [`page: ${page.scrollWidth}`] : [];
  for (const each of document.querySelectorAll(".sheet *")) {
    const box = each.getBoundingClientRect();
    if (each.closest("thead")?.offsetWidth < 2) continue;
    const around = each.parentElement.closest("td, th, .sheet").getBoundingClientRect();
    if (box.width < 2 || (box.right <= around.right + 1 && box.left >= around.left - 1)) continue;
    found.push(`${Math.round(box.right - around.right)}: ${each.outerHTML.slice(0, 160)}`);
  }
  return found.slice(0, 5);
}"""
# Figures over the columns that run into the next one.
TOUCHING = """() => {
  const all = [...document.querySelectorAll(".columns-shown")];
  const shown = all.filter((each) => each.checkVisibility());
  const boxes = shown.map((each) => each.getBoundingClientRect());
  return shown.slice(1).filter((each, place) => boxes[place + 1].left < boxes[place].right + 4)
    .map((each) => each.textContent);
}"""
# Selects whose first answer is not read whole.
CUT = """() => [...document.querySelectorAll(".asked select")].filter((each) => {
  const free = each.cloneNode(true);
  free.replaceChildren(each.options[0].cloneNode(true));
  Object.assign(free.style, { width: "max-content", position: "absolute" });
  each.after(free);
  const needed = free.offsetWidth;
  free.remove();
  return needed > each.offsetWidth;
}).map((each) => `${each.offsetWidth}: ${each.options[0].text}`)"""


def billed(meter: Any, newest: str, months: int) -> None:
    """So many months up to the newest, each zone of them."""
    start_writing()
    for zone, last in enumerate(READINGS[: meter.zones], start=1):
        for ago in range(months):
            facts = {"reading": Decimal(last - ago * 100), "consumption": Decimal(MONTHLY + ago)}
            month = BillingPeriod(meter_id=meter.id, zone=zone, period=before(newest, ago), **facts)
            month.method, month.reading_date = "actual", now().date() - timedelta(days=40 + ago)
            db.session.add(month)
    db.session.commit()


@pytest.fixture
def meters(consumer: Any) -> Any:
    """The first has the long number; the search is there, too."""
    contract = a_contract(consumer, "38005843", kind="organisation")
    on = today(company().time_zone)
    newest = before(period_of(on))  # a day that is the 1st still belongs to the month before
    facts = {"address": ADDRESS, "zones": 3, "digits": 6, "tariff": "Трехзонный тариф"}
    made = [a_meter(contract, number, **facts) for number in (LONG, "3300002", "3300003")]
    made += [a_meter(contract, f"{33_000_040 + n}") for n in range(5)]
    for each in made[:3]:
        billed(each, newest, 15)
    a_reading(made[0], consumer, *(each + 50 for each in READINGS), taken_on=on)
    return made


@pytest.fixture
def page(meters: Any, live: Any, window: Any) -> Page:
    opened: Page = window(live.url)
    sign_in(opened)
    return opened


def spilled(page: Page, *measures: str) -> dict[int, Any]:
    """By the width of the window, what is wrong with the page that is open."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wrong = [each for measure in (SPILLED, *measures) for each in page.evaluate(measure)]
        found.update({width: wrong} if wrong else {})
    return found


def test_list_of_meters_stays_in_its_sheet(page: Page):
    page.goto("/lk/meters/mine")

    assert page.locator("table.meters tbody tr").count() == 8
    assert spilled(page) == {}


def test_card_of_a_meter_stays_in_its_sheets(page: Page, meters: Any):
    page.goto(f"/lk/meters/{meters[0].public_id}/")
    page.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")

    assert page.locator("#sent").count() == 1
    assert spilled(page, TOUCHING) == {}


def test_grid_and_dry_run_stay_in_their_sheets(page: Page, meters: Any):
    page.goto("/lk/meters/table?sent=y")
    added = {meters[0]: (100, 200, 300), meters[1]: (50, 50, 1e9), meters[2]: (100, 200, -499_999)}
    for meter, more in added.items():
        for zone, each in enumerate(more, start=1):
            page.locator(f"#v-{meter.public_id}-{zone}").fill(f"{READINGS[zone - 1] + each:.0f}")
    page.get_by_role("button", name="Проверить").click()
    page.locator("#error-summary").wait_for()
    in_grid = spilled(page)
    page.locator("button[name=skip]").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Проверка перед отправкой"
    assert page.locator(".asked select").count() == 1
    assert (in_grid, spilled(page, CUT)) == ({}, {})
