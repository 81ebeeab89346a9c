"""The calculator in Chromium: it counts while one types, and never takes the field away."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.calculator.asking import demo_tariff

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def calculator(tariffs, live, window):
    page = window(live.url)
    page.goto("/lk/calculator")
    return page


def power(page: Page):
    return page.locator("#power")


def test_typing_recalculates_and_the_address_follows(calculator: Page):
    power(calculator).press("End")
    power(calculator).press_sequentially("0", delay=20)

    expect(calculator.locator("#sums")).to_contain_text("104 916.00")
    expect(calculator).to_have_url(re.compile(r"\?power=150&distance=100"))
    assert power(calculator).input_value() == "150"
    expect(power(calculator)).to_be_focused()
    expect(calculator.locator("#breakdown")).to_contain_text("104 916,00")


def test_address_that_was_sent_on_opens_the_same_result(calculator: Page):
    power(calculator).fill("40")
    expect(calculator).to_have_url(re.compile(r"power=40&"))
    said = calculator.locator("#sums").inner_text()

    calculator.reload()

    assert power(calculator).input_value() == "40"
    assert calculator.locator("#sums").inner_text() == said


def test_latest_request_wins(calculator: Page):
    held: list[Route] = []
    first = re.compile(r"calculator\?power=20&")

    def hold(route: Route) -> None:
        held.append(route)

    calculator.route(first, hold)
    with calculator.expect_request(first):
        power(calculator).fill("20")
    power(calculator).fill("30")
    expect(calculator.locator("#sums")).to_contain_text("20 983.20")

    for each in held:
        each.abort()

    calculator.wait_for_timeout(200)
    expect(calculator.locator("#sums")).to_contain_text("20 983.20")
    expect(calculator).to_have_url(re.compile("power=30&"))
    expect(calculator.locator("#calc-trouble")).to_be_hidden()


def test_bad_input_is_told_at_the_field_and_goes_when_mended(calculator: Page):
    power(calculator).fill("abc")
    notice = calculator.locator("#power-notice")
    expect(notice).to_have_text("Мощность, кВт: введите число, например 15 или 1,5")
    expect(power(calculator)).to_have_attribute("aria-invalid", "true")
    expect(power(calculator)).to_be_focused()
    expect(calculator.locator("#breakdown")).to_be_empty()

    power(calculator).fill("16")

    expect(notice).to_be_empty()
    expect(power(calculator)).not_to_have_attribute("aria-invalid", "true")
    expect(calculator.locator("#sums")).to_contain_text("11 191.04")
    expect(calculator.locator("#flashes")).to_be_empty()


def test_page_that_came_refused_is_mended_while_it_is_open(calculator: Page):
    calculator.goto("/lk/calculator?power=abc&distance=100&voltage=0.4&reliability=III")
    expect(calculator.locator("#error-summary")).to_be_visible()

    power(calculator).fill("15")

    expect(calculator.locator("#sums")).to_contain_text("13 202.00")
    expect(calculator.locator("#error-summary")).to_have_count(0)
    expect(calculator).to_have_title(re.compile("^Калькулятор"))


def test_what_the_reader_has_opened_stays_open(calculator: Page):
    calculator.locator("#lines-per_kw > summary").click()
    calculator.locator("#lines-standard > summary").click()

    power(calculator).fill("50")

    expect(calculator.locator("#breakdown")).to_contain_text("34 972,00")
    expect(calculator.locator("#lines-per_kw")).to_have_attribute("open", "")
    expect(calculator.locator("#lines-standard")).not_to_have_attribute("open", "")


def test_fields_of_a_choice_come_with_it(calculator: Page):
    calculator.get_by_text("Где, когда и по какой схеме").click()
    expect(calculator.locator("#second_distance")).to_be_hidden()

    calculator.locator("#reliability").select_option("II")

    expect(calculator.locator("#second_distance")).to_be_visible()
    expect(calculator).to_have_url(re.compile("reliability=II$"))


def test_cut_network_is_told_and_the_numbers_stay(calculator: Page):
    calculator.route("**/lk/calculator?*", lambda route: route.abort())

    power(calculator).fill("50")

    expect(calculator.locator("#calc-trouble")).to_contain_text("Нет связи")
    assert power(calculator).input_value() == "50"
    calculator.watched.complaints.clear()  # the cut itself is told on the console


@pytest.mark.usefixtures("tariffs")
def test_phone_shows_all_in_one_column(live, window):
    page = window(live.url, viewport=PHONE)
    page.goto("/lk/calculator?power=200&distance=400&voltage=0.4&reliability=III&previous=5")

    expect(page.locator("#sums")).to_contain_text("325 702.00")
    page.locator("#lines-standard svg").scroll_into_view_if_needed()
    widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]
    assert page.locator("#lines-standard .bars-part").first.bounding_box()["width"] > 5


@pytest.mark.usefixtures("tariffs")
def test_without_javascript_the_button_does_the_same(live, window):
    page = window(live.url, java_script_enabled=False, viewport=PHONE)
    page.goto("/lk/calculator")
    page.locator("#power").fill("150")
    page.get_by_role("button", name="Рассчитать").click()

    expect(page.locator("#sums")).to_contain_text("104 916.00")
    assert page.locator("#power").input_value() == "150"
    expect(page).to_have_url(re.compile(r"power=150&.*#total$"))


@pytest.fixture
def tariffs(app):
    demo_tariff()
