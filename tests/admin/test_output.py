import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lk.admin import spreadsheets
from lk.admin.output import as_text, clean

TITLES = {"a": "Первый", "b": "Второй"}


def write_csv(rows, titles) -> bytes:
    out = io.BytesIO()
    spreadsheets.write_csv(out, rows, titles)
    return out.getvalue()


def read_back(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_csv_opens_in_a_russian_spreadsheet():
    data = write_csv([{"a": "Привет", "b": "раз;два"}], TITLES)

    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert read_back(data) == [["Первый", "Второй"], ["Привет", "раз;два"]]


@pytest.mark.parametrize(
    "text", ["=1+1", "+7 923", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "＝1+1"]
)
def test_text_that_would_run_as_a_formula_gets_an_apostrophe(text):
    data = write_csv([{"a": text, "b": "x"}], TITLES)

    assert read_back(data)[1][0] == f"'{text}"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (-5, "-5"),
        (Decimal("12.5"), "12,5"),
        (True, "да"),
        (date(2026, 11, 24), "24.11.2026"),
    ],
)
def test_values_are_written_as_the_office_writes_them(value, cell):
    data = write_csv([{"a": value, "b": "x"}], TITLES)

    assert read_back(data)[1][0] == cell


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_comes_back_and_never_as_a_formula(text):
    cell = read_back(write_csv([{"a": text or "x", "b": "y"}], TITLES))[1][0]

    assert cell.removeprefix("'") == (text or "x").removeprefix("'")
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_words_cannot_steer_the_terminal():
    assert clean("до\x1b[31m\x9b2J\r\u202eпосле\nтут") == "до�[31m�2J��после\nтут"


def test_bytes_that_are_no_text_are_shown_as_a_sign():
    assert clean("папка\udcff") == "папка�"


def test_json_is_readable_and_its_dates_are_iso():
    text = as_text(
        {"имя": "Ёж", "at": datetime(2026, 11, 24, 5, tzinfo=UTC), "on": date(2026, 1, 2)}
    )

    assert '"имя": "Ёж"' in text
    assert '"2026-11-24T05:00:00+00:00"' in text
    assert '"2026-01-02"' in text
