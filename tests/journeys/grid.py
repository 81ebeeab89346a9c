"""A hand on the grid of readings: its cells, and what is pasted into them."""

from typing import Any

from playwright.sync_api import Locator, Page

PASTE = """(target, text) => {
  const data = new DataTransfer();
  data.setData("text", text);
  const options = { bubbles: true, cancelable: true, clipboardData: data };
  return !target.dispatchEvent(new ClipboardEvent("paste", options));
}"""


def cell(page: Page, number: str, zone: str = "") -> Locator:
    """The cell of a meter; of one with zones: of «Т2», say."""
    if zone:
        return page.get_by_role("row").filter(has_text=number).get_by_label(zone)
    return page.get_by_label(f"Показание, счетчик {number}")


def paste(target: Locator, *lines: str) -> bool:
    """As a spreadsheet gives it; whether the page has taken it over from the browser."""
    taken: bool = target.evaluate(PASTE, "\r\n".join(lines))
    return taken


def values(page: Page) -> list[str]:
    """What stands in all cells."""
    return [each.input_value() for each in page.locator("#grid input").all()]


def press(page: Page, target: Locator, *, held_ms: int = 100) -> None:
    """A press of a mouse as of a hand: the button is down for a while."""
    target.scroll_into_view_if_needed()
    box: Any = target.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(held_ms)
    page.mouse.up()
