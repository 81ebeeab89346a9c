"""Every page in a real Chromium: axe finds nothing, nothing is cut off, the CSP is silent."""

from pathlib import Path

import pytest

from tests.factories import PASSWORD
from tests.harness.world import World, a_world, address, rules_of
from tests.journeys.hand import Hand

pytestmark = pytest.mark.browser

AXE = next((Path(__file__).resolve().parents[1] / "vendor").glob("axe-*.js"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
# Files are taken home, the rest is for machines.
NOT_PAGES = {
    *("root", "health.healthz", "health.readyz", "home.demo_file", "questions.attachment"),
    *("applications.document", "applications.case_file", "applications.thumbnail"),
    *("applications.application_pdf", "applications.draft_pdf", "applications.empty_form"),
    *("applications.newest_receipt_pdf", "applications.receipt_pdf"),
    *("meters.mine_csv", "meters.mine_xlsx"),
    *("meters.table_template_csv", "meters.table_template_xlsx"),
    *("calculator.answer", "calculator.description"),
}
# A colour that is still changing is not the colour of the page: the page is judged at rest.
RUN_AXE = """async (tags) => {
  await Promise.allSettled(document.getAnimations().map((each) => each.finished));
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}});
  return found.violations.map((each) =>
    `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}"""
# Wider than the window, unless it scrolls inside of something that is made to.
OVERFLOW = """() => document.documentElement.scrollWidth > document.documentElement.clientWidth
  ? [...document.querySelectorAll("body *")]
      .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
      .slice(-3).map((each) => each.outerHTML.slice(0, 160))
  : []"""


@pytest.fixture
def world(app) -> World:
    return a_world()


def sign_in(page, world):
    Hand(page).open("/lk/sign-in").fill({"Логин": world.user.login, "Пароль": PASSWORD}).press(
        "Войти"
    )
    page.wait_for_url("**/lk/")


def addresses(app, client, world, who):
    """Signed out, those pages that are open to all: the others show the sign-in."""
    found = [
        r
        for r in rules_of(app, unsafe=False)
        if r.endpoint not in NOT_PAGES
        and (who == "signed in" or app.view_functions[r.endpoint].access == "all")
    ]
    return [address(client, rule, world.values(rule)) for rule in found]


def axe(page):
    """What axe-core complains about; it is run by the debugger, so the CSP stays as it is."""
    page.evaluate(AXE.read_text("utf-8") + "; undefined")
    return page.evaluate(RUN_AXE, RULES)


@pytest.mark.parametrize("width", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("who", ["signed out", "signed in"])
def test_every_page_is_accessible_and_fits(app, client, world, live, window, who, width):
    page = window(live.url, viewport=width)
    if who == "signed in":
        sign_in(page, world)
    problems = {}
    for path in addresses(app, client, world, who):
        page.goto(path)
        if found := axe(page) + page.evaluate(OVERFLOW):
            problems[path] = found

    assert problems == {}


def test_every_page_fits_a_phone_with_the_largest_letters(app, client, world, live, window):
    page = window(live.url, viewport=PHONE)
    page.context.add_cookies([{"name": "lk_sight", "value": "200.dark.1.1", "url": live.url}])
    sign_in(page, world)
    problems = {}
    for path in addresses(app, client, world, "signed in"):
        page.goto(path)
        if found := page.evaluate(OVERFLOW):
            problems[path] = found

    assert problems == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sight", ["100.normal.0.1", "200.dark.1.0", "150.blue.1.1"])
def test_page_of_all_parts_is_accessible_in_every_dress(live, window, scheme, sight):
    page = window(live.url, color_scheme=scheme, viewport=PHONE)
    page.context.add_cookies([{"name": "lk_sight", "value": sight, "url": live.url}])

    page.goto("/lk/_parts")

    assert axe(page) == []
    assert page.evaluate(OVERFLOW) == []


@pytest.mark.parametrize("step", ["requisites", "object", "technical"])
def test_refused_step_is_accessible_and_the_focus_is_on_the_summary(world, live, window, step):
    page = window(live.url, viewport=PHONE)
    sign_in(page, world)
    page.goto(f"/lk/applications/{world.ids['draft']}/{step}")
    for control in page.get_by_role("main").get_by_role("textbox").all():
        if control.is_visible():
            control.fill("")

    Hand(page).press("Далее")
    page.locator("#error-summary").wait_for()

    assert axe(page) == []
    assert page.title().startswith("Ошибка: ")
    assert page.evaluate("document.activeElement.id") == "error-summary"


def test_inline_script_does_not_run(live, window):
    page = window(live.url)
    page.goto("/lk/help")

    ran = page.evaluate(
        """() => { const s = document.createElement("script"); s.textContent = "window.ran = 1";
        document.body.append(s); return window.ran === 1 }"""
    )

    assert ran is False
    assert any("Content Security Policy" in each for each in complaints(page))


def test_browsing_leaves_nothing_in_the_browsers_stores(world, live, window):
    page = window(live.url)
    sign_in(page, world)
    for path in ("/lk/applications/", f"/lk/applications/{world.ids['submitted']}", "/lk/me"):
        page.goto(path)

    kept = page.evaluate("[localStorage.length, sessionStorage.length]")

    assert kept == [0, 0]


def complaints(page):
    """What the window's console said so far; taken away, so that the window may close in peace."""
    found = list(page.watched.complaints)
    page.watched.complaints.clear()
    return found
