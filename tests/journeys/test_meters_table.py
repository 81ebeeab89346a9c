"""Many readings in a real Chromium: typed on a phone, pasted from a spreadsheet, uploaded."""

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from lk.clock import now
from lk.db import db
from lk.meters.models import Reading
from tests.harness.controls import File
from tests.journeys.grid import cell, press
from tests.journeys.hand import Hand
from tests.journeys.uploading import payload

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


def sent() -> dict[str, str]:
    db.session.rollback()
    found = db.session.query(Reading).order_by(Reading.id)
    return {each.key.split(":")[1]: f"{each.value1:f}" for each in found}


@pytest.mark.parametrize("has_scripts", [True, False])
def test_readings_are_typed_and_sent_on_a_phone(at_grid: Any, meters: Any, has_scripts: bool):
    page = at_grid(viewport=PHONE, java_script_enabled=has_scripts)
    width = page.evaluate("document.documentElement.scrollWidth")

    cell(page, "720021").fill("1100,5")
    cell(page, "720023").fill("1090")
    page.get_by_role("button", name="Проверить").click()
    page.get_by_role("button", name=re.compile("^Передать")).first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Показания переданы")
    assert width == PHONE["width"]
    assert sent() == {str(meters[0].id): "1100.5", str(meters[2].id): "1090"}


def test_button_stays_under_the_finger_while_the_last_cell_is_answered(at_grid: Any):
    page = at_grid(viewport=PHONE)
    button = page.get_by_role("button", name="Проверить")
    cell(page, "720023").fill("1090")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 4)

    page.mouse.down()
    expect(page.locator("tr", has_text="720023")).to_contain_text("Расход")
    page.mouse.up()

    expect(page.get_by_role("button", name=re.compile("^Передать")).first).to_be_visible()


def test_press_is_heard_when_a_long_answer_comes_meanwhile(at_grid: Any):
    page = at_grid(viewport=PHONE)
    cell(page, "720023").fill("1,234")

    press(page, page.get_by_role("button", name="Проверить"), held_ms=600)

    expect(page.locator("#error-summary")).to_contain_text("Непонятно, что значит «1,234»")


def test_left_cell_is_answered_and_keeps_what_was_typed(at_grid: Any):
    page = at_grid()

    cell(page, "720021").press_sequentially("1,234")
    cell(page, "720021").press("Enter")

    row = page.locator("tr", has_text="720021")
    expect(row).to_contain_text("Непонятно, что значит «1,234»")
    expect(cell(page, "720021")).to_have_attribute("aria-invalid", "true")
    expect(cell(page, "720022")).to_be_focused()
    assert cell(page, "720021").input_value() == "1,234"

    cell(page, "720021").fill("1100")
    cell(page, "720021").press("ArrowDown")

    expect(row).to_contain_text(re.compile(r"Расход 100\sкВт·ч"))
    expect(cell(page, "720021")).not_to_have_attribute("aria-invalid", "true")


def test_template_is_filled_in_and_comes_back_with_its_faults(at_grid: Any, meters: Any):
    page = at_grid()
    page.get_by_role("link", name="Из Excel или файлом").click()
    with page.expect_download() as template:
        page.get_by_role("link", name="Шаблон CSV").click()
    lines = template.value.path().read_text("utf-8-sig").splitlines()
    filled = [lines[0], f"{lines[1]}1100", f"{lines[2]}1,234", f"{lines[3]}1090"]
    file = File("Показания.csv", "\r\n".join(filled).encode("cp1251"), "text/csv")

    page.get_by_label("Файл CSV или XLSX").set_input_files([payload(file)])
    page.get_by_role("button", name="Проверить").click()
    page.get_by_role("button", name=re.compile("^Передать")).first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Показания переданы")
    with page.expect_download() as errors:
        page.get_by_role("button", name="Скачать CSV").click()
    assert "Непонятно, что значит «1,234»" in errors.value.path().read_text("utf-8-sig")
    assert sent() == {str(meters[0].id): "1100", str(meters[2].id): "1090"}


def test_date_of_the_grid_is_today(at_grid: Any):
    page = at_grid()

    assert date.fromisoformat(Hand(page).value("Дата показаний")) >= now().date()
