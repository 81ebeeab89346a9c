"""Pasted into the grid from a spreadsheet: what does not fit is told, numbers are no readings."""

import pytest
from playwright.sync_api import Locator, Page, expect

from lk.db import db
from lk.meters.models import Contract, Meter
from tests.factories import a_meter
from tests.journeys.grid import cell, paste, values

pytestmark = pytest.mark.browser


@pytest.fixture
def page(at_grid) -> Page:
    return at_grid()


def told(page: Page) -> Locator:
    return page.locator("#grid-told")


def test_column_pasted_into_a_cell_goes_down_from_it(page: Page):
    assert not paste(cell(page, "720022"), "one value is left to the browser")

    paste(cell(page, "720022"), "1 090", "1100,5")

    assert values(page) == ["", "1 090", "1100,5"]
    expect(told(page)).to_be_empty()


def test_rows_that_do_not_fit_are_counted_and_the_way_for_many_is_offered(page: Page):
    paste(cell(page, "720022"), *map(str, range(1050, 1150)))

    assert values(page) == ["", "1050", "1051"]
    expect(told(page)).to_be_in_viewport()
    expect(told(page)).to_have_attribute("role", "status")
    expect(told(page)).to_contain_text(
        "Вставлено 2 из 100 строк, остальные не поместились: для многих счетчиков есть"
        " «Из Excel или файлом»"
    )
    told(page).get_by_role("link", name="Из Excel или файлом").click()
    expect(page).to_have_url("/lk/meters/table/file")


def test_next_paste_that_fits_takes_the_message_away(page: Page):
    paste(cell(page, "720023"), "1050", "1051")
    expect(told(page)).to_contain_text("Вставлено 1 из 2 строк")

    paste(cell(page, "720021"), "1050", "1051")

    expect(told(page)).to_be_empty()


def test_readings_beside_numbers_go_to_the_rows_of_these_numbers(page: Page):
    cell(page, "720022").fill("1077")

    paste(
        cell(page, "720021"), "Счетчик\tПоказание", "№ 0720023\t1 090", "845112\t55", "720021\t1100"
    )

    assert values(page) == ["1100", "1077", "1 090"]
    expect(told(page)).to_contain_text("Вставлено 2 из 3 строк")
    expect(told(page)).to_contain_text("номеров нет на этой странице")


ELSEWHERE = [
    ["845112\t1100", "845113\t1200"],
    ["Номер счетчика\tПоказание", "8451\t1100"],
    ["G1003\t1100"],
    ["0845\t1100"],
]


def test_number_of_a_meter_elsewhere_is_never_typed_into_a_cell(page: Page):
    for lines in ELSEWHERE:
        paste(cell(page, "720021"), *lines)

        assert values(page) == ["", "", ""], lines
        expect(told(page)).to_contain_text("Вставлено 0 из")


def test_number_and_reading_with_a_blank_between_are_told_apart(page: Page):
    assert paste(cell(page, "720021"), "720022 1 090")

    assert values(page) == ["", "1 090", ""]


def test_numbers_alone_are_no_readings(page: Page):
    paste(cell(page, "720021"), "720021", "720022")

    assert values(page) == ["", "", ""]
    expect(told(page)).to_contain_text("Здесь одни номера счетчиков")


def test_columns_beyond_the_zones_of_a_row_are_told(page: Page):
    paste(cell(page, "720021"), "1100\t200", "1090")

    assert values(page) == ["1100", "1090", ""]
    expect(told(page)).to_contain_text("Лишние столбцы не вставлены")


def test_zones_are_filled_side_by_side(meters: list[Meter], at_grid):
    contract = db.session.get(Contract, meters[0].contract_id)
    a_meter(contract, "720020", zones=3, address="г. Томск, пер. Архивный, д. 1")
    page = at_grid()

    paste(cell(page, "720020", "Т1"), "10\t20\t30", "1100")
    paste(cell(page, "720022"), "720020\t11\t\t33\tпримечание")

    assert values(page) == ["11", "20", "33", "1100", "", ""]
    expect(told(page)).to_contain_text("Лишние столбцы не вставлены")
