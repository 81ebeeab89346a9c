"""Each of the fifteen kinds is filed on a phone to its number, with JavaScript and without."""

from functools import cache
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.applications.answers import documents_for, typed_for
from tests.factories import PASSWORD, a_consumer
from tests.harness.papers import pdf
from tests.journeys.hand import Hand
from tests.journeys.words import AGREED

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
STEPS = ("requisites", "object", "technical")
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
NAMES = """() => [...new Set([...document.querySelectorAll('main form [name]')]
  .filter((each) => each.type !== 'hidden' && each.type !== 'submit').map((each) => each.name))]"""


@cache
def photo() -> bytes:
    """As a phone takes it: large, with its make and the place in the hidden data."""
    picture = Image.effect_noise((1200, 1600), 60).convert("RGB")
    ImageDraw.Draw(picture).text((100, 100), "паспорт", fill=(0, 0, 0))
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    exif[0x0112] = 6
    out = BytesIO()
    picture.save(out, "JPEG", quality=88, exif=exif)
    return out.getvalue()


def value_of(answers: dict[str, Any], name: str) -> Any:
    """The answer that belongs into the control of this name; None for none."""
    group, _, rest = name.partition("-")
    rows = answers.get(group)
    if not rest or not isinstance(rows, list):
        return None if isinstance(answers.get(name), list) else answers.get(name)
    row, _, key = rest.partition("-")
    return rows[int(row)].get(key) if int(row) < len(rows) else None


def add_rows(page: Page, answers: dict[str, Any]) -> None:
    for key, rows in answers.items():
        if not isinstance(rows, list) or not page.locator(f'[name^="{key}-0-"]').count():
            continue
        for row in range(1, len(rows)):
            page.locator(f'main [name="add-{key}"]').click()
            expect(page.locator(f'[name^="{key}-{row}-"]').first).to_be_attached()


def fill(page: Page, answers: dict[str, Any]) -> None:
    """From above downwards, as a person does: what an answer opens comes below it."""
    for name in page.evaluate(NAMES):
        value = value_of(answers, name)
        controls = page.locator(f'main form [name="{name}"]')
        if value in (None, "") or not controls.first.is_visible():
            continue
        kind = controls.first.evaluate("each => each.type")
        if kind == "radio":
            page.locator(f'main form [name="{name}"][value="{value}"]').check()
        elif kind == "checkbox":
            controls.first.set_checked(bool(value))
        elif kind == "select-one":
            controls.first.select_option(value=str(value))
        else:
            controls.first.fill(str(value))


def settle(page: Page) -> None:
    """Until what was typed is saved and the page shows what that has opened."""
    page.wait_for_timeout(300)
    page.wait_for_function("() => !document.querySelector('.htmx-request')")


def attach(page: Page, kind: str) -> None:
    for place, slot in enumerate(documents_for(kind)):
        name, content, mime = (
            (f"{slot}.jpg", photo(), "image/jpeg")
            if place % 2
            else (f"{slot}.pdf", pdf(slot), "application/pdf")
        )
        payload: Any = {"name": name, "mimeType": mime, "buffer": content}
        page.locator(f'main [name="file_{slot}"]').set_input_files([payload])
        page.wait_for_load_state("networkidle")


def file_application(page: Page, kind: str) -> str:
    """The number of a new application of this kind."""
    page.goto("/lk/applications/new")
    page.locator(f'button[name="kind"][value="{kind}"]').click()
    answers = typed_for(kind)
    for step in STEPS:
        page.wait_for_url(f"**/{step}")
        add_rows(page, answers)
        fill(page, answers)
        settle(page)
        fill(page, answers)  # what the answers have opened
        settle(page)
        assert not page.evaluate(TOO_WIDE), step
        Hand(page).press("Далее")
        page.wait_for_url(lambda url, step=step: not url.endswith(f"/{step}"))
    attach(page, kind)
    Hand(page).press("Далее")
    page.wait_for_url("**/preview")
    Hand(page).fill(AGREED).press("Подать заявку")
    page.wait_for_url("**/receipt")
    return Hand(page).fact("Номер заявки")


def walk(window: Any, live: Any, kinds: list[str], *, script: bool) -> list[str]:
    page = window(live.url, viewport=PHONE, java_script_enabled=script)
    Hand(page).open("/lk/sign-in").fill({"Логин": "ivanova", "Пароль": PASSWORD}).press("Войти")
    page.wait_for_url("**/lk/")
    return [file_application(page, kind) for kind in kinds]


@pytest.mark.parametrize("who", ["fl", "ip", "ul"])
def test_five_kinds_of_each_group_are_filed_on_a_phone(app, who, request, window):
    a_consumer()
    live = request.getfixturevalue("live")
    kinds = [f"{who}-{power}" for power in ("15", "150", "670", "670p", "tmp")]

    numbers = walk(window, live, kinds, script=True)

    assert len(set(numbers)) == 5
    assert all(number.count("-") == 4 for number in numbers)


def test_kinds_of_each_category_are_filed_without_javascript(app, request, window):
    a_consumer()
    live = request.getfixturevalue("live")

    numbers = walk(window, live, ["fl-15", "ip-150", "ul-670", "ul-670p", "fl-tmp"], script=False)

    assert len(set(numbers)) == 5
