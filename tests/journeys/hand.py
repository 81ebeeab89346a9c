"""A person's hand in Chromium: finds everything by label, legend and the words of a button."""

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.harness.controls import File


def by(text: str) -> re.Pattern[str]:
    """A label with or without its star; spaces may be no-break ones, ё may be е."""
    words = re.escape(text).replace(r"\ ", r"\s").replace("/", r"\/")
    words = re.sub("[её]", "[её]", words)
    return re.compile(rf"^\s*{words}\s*\*?\s*$")


class Hand:
    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def h1(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    def open(self, path: str) -> "Hand":
        self.page.goto(path)
        return self

    def fill(self, values: Mapping[str, Any]) -> "Hand":
        for label, value in values.items():
            self._fill(label, value)
        return self

    def press(self, button: str) -> "Hand":
        self.main.get_by_role("button", name=re.compile(f"^{re.escape(button)}")).first.click()
        return self

    def press_out(self) -> "Hand":
        """«ВЫХОД», which stands in the menu, not in the page's own part."""
        out = self.page.get_by_role("button", name=re.compile("^выход$", re.I))
        out.click()
        expect(out).to_have_count(0)
        self.page.wait_for_load_state()
        return self

    def click(self, link: str) -> "Hand":
        self.page.get_by_role("link", name=re.compile(f"^{re.escape(link)}")).first.click()
        return self

    def arrives_at(self, path: str) -> "Hand":
        """Wait until the address ends like this pattern."""
        expect(self.page).to_have_url(re.compile(path))
        return self

    def fact(self, name: str) -> str:
        found = self.main.locator("dt", has_text=by(name)).locator("xpath=following-sibling::dd[1]")
        return " ".join(found.inner_text().split())

    def value(self, label: str) -> str:
        return self.main.get_by_label(by(label)).input_value()

    def _fill(self, label: str, value: Any) -> None:
        group = self.main.get_by_role("radiogroup", name=by(label))
        if group.count():
            group.get_by_label(by(value)).check()
            return
        control = self.main.get_by_label(by(label))
        kind = control.evaluate("each => each.type")
        if kind == "checkbox":
            control.set_checked(value)
        elif kind == "select-one":
            control.select_option(label=value)
        elif kind == "file":
            control.set_input_files([_payload(file) for file in value])
        else:
            control.fill(value)


def _payload(file: File) -> Any:
    return {"name": file.name, "mimeType": file.type, "buffer": file.content}
