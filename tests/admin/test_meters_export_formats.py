"""The bytes of a file for the billing: encodings, books, formulas."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lk.config import ROOT
from lk.meters.models import Reading
from tests.factories import a_contract, a_meter, a_reading

HEAD = [
    "id", "contract_no", "meter_no", "period", "zone", "value",
    "reading_date", "submitted_at", "channel", "answer", "answer_words",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "billing"
    found.mkdir()
    return found


@pytest.fixture
def reading(consumer: Any) -> Reading:
    meter = a_meter(a_contract(consumer, "38005843"), "720021")
    return a_reading(meter, consumer, "75000.5")


def rows_of(file: Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    text = file.read_bytes().decode(encoding)
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_cp1251_is_what_old_programs_read(ok, folder, reading):
    reading.answer = "insist"

    ok("meters", "export", "--to", str(folder), "--encoding", "cp1251")

    (row,) = rows_of(folder / "readings-000001.csv", "cp1251")
    assert row["answer_words"] == "Все верно, показание проверено"


def test_book_has_numbers_days_and_text(ok, folder, reading):
    ok("meters", "export", "--to", str(folder / "месяц.xlsx"))

    head, row = load_workbook(folder / "месяц.xlsx").active.iter_rows(values_only=True)
    assert list(head) == HEAD
    assert row[:6] == (reading.id, "38005843", "720021", "2026-11", 1, 75000.5)
    assert (row[6].date().isoformat(), row[7].hour) == ("2026-11-24", 12)


def test_number_that_looks_like_a_formula_does_not_run(ok, folder, consumer):
    a_reading(a_meter(a_contract(consumer, "=1+1"), "@SUM(A1)"), consumer, 1)

    ok("meters", "export", "--to", str(folder))
    ok("meters", "export", "--to", str(folder / "again.xlsx"), "--number", "1")

    (row,) = rows_of(folder / "readings-000001.csv")
    assert (row["contract_no"], row["meter_no"]) == ("'=1+1", "'@SUM(A1)")
    (cells,) = load_workbook(folder / "again.xlsx").active.iter_rows(min_row=2)
    assert {cell.data_type for cell in cells[1:3]} == {"s"}


def test_sample_in_the_repository_is_what_the_export_makes(ok, folder, consumer):
    home, company = a_contract(consumer, "38006120"), a_contract(consumer, "70021450")
    at = {"period": "2026-10", "sent_at": datetime(2026, 10, 24, 5, 4, tzinfo=UTC)}
    day = date(2026, 10, 24)
    a_reading(a_meter(home, "0971134", zones=2), consumer, "4812.5", 1907, id=1041, taken_on=day,
              **at, channel="link")  # fmt: skip
    a_reading(a_meter(home, "1184502"), consumer, 230, id=1042, taken_on=day, **at,
              answer="rollover")  # fmt: skip
    a_reading(a_meter(company, "30418877"), consumer, 61240, id=1043, taken_on=day, **at,
              channel="table")  # fmt: skip

    ok("meters", "export", "--to", str(folder))

    sample = ROOT / "lk" / "meters" / "exchange" / "samples" / "readings.csv"
    assert (folder / "readings-000001.csv").read_bytes() == sample.read_bytes()
