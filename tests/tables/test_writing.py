"""Tables that leave the portal: for a Russian Excel, in the company's zone, never a formula."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from lk.tables import open_table, write_csv, write_json_lines, write_xlsx

TITLES = {"a": "Первый", "b": "Второй"}
AT = datetime(2026, 11, 24, 5, 4, tzinfo=UTC)
TOMSK = ZoneInfo("Asia/Tomsk")


def written(writer, *rows, **how):
    out = io.BytesIO()
    writer(out, rows, TITLES, **how)
    return out.getvalue()


def test_moments_are_told_in_the_zone_that_was_given():
    data = written(write_csv, {"a": AT, "b": date(2026, 11, 24)}, zone=TOMSK)

    assert data.decode("utf-8-sig").splitlines()[1] == "24.11.2026 12:04;24.11.2026"


def test_the_billing_may_have_its_old_encoding():
    data = written(write_csv, {"a": "Ёлка № 1", "b": "日"}, zone=TOMSK, encoding="cp1251")

    assert data.decode("cp1251") == "Первый;Второй\r\nЁлка № 1;?\r\n"


@pytest.mark.parametrize("writer", [write_csv, write_xlsx])
def test_what_is_written_is_read_again(writer):
    data = written(writer, {"a": "0072", "b": Decimal("13.75")}, zone=TOMSK)

    with open_table("x", io.BytesIO(data)) as table:
        found = [cells[0] for _, cells in table.rows], table.heading

    assert found == (["0072"], ["Первый", "Второй"])


def test_a_book_has_numbers_days_and_texts_of_their_types():
    rows = {"a": "=1+1", "b": Decimal("13.75")}, {"a": AT, "b": date(2026, 11, 24)}
    page = load_workbook(io.BytesIO(written(write_xlsx, *rows, zone=TOMSK, sheet="Лист"))).active

    assert (page.title, page.freeze_panes) == ("Лист", "A2")
    assert (page["A2"].data_type, page["A2"].value, page["A2"].quotePrefix) == ("s", "=1+1", True)
    assert page["B2"].value == 13.75
    assert page["A3"].value == datetime.fromisoformat("2026-11-24T12:04")


def test_json_lines_are_one_object_each():
    data = written(write_json_lines, {"a": AT, "b": "ё"})

    assert data.decode() == '{"a":"2026-11-24T05:04:00+00:00","b":"ё"}\n'
