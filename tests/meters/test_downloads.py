"""The list as a file: all of it, as it was searched, for a Russian Excel."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.client import Client
from tests.factories import a_contract, a_meter, another_consumer
from tests.harness.meters import FIG20

PLACES = {"csv": "/lk/meters/mine.csv", "xlsx": "/lk/meters/mine.xlsx"}


@pytest.fixture
def two(consumer: Any) -> None:
    contract = a_contract(consumer, "38005843")
    a_meter(contract, "720021", history=FIG20, removed_on=date(2016, 12, 1))
    a_meter(contract, "555", address="с. Зональное, ул. Ёлочная, д. 9")


def csv_rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))


def test_16_csv_opens_in_excel_with_cyrillic(signed_in: Client, two: None):
    answer = signed_in.ask("GET", PLACES["csv"], query_string={"order": "number"})

    rows = csv_rows(answer.data)
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "filename*=UTF-8''%D0%9F" in answer.headers["Content-Disposition"]
    assert [row["Номер счетчика"] for row in rows] == ["555", "720021"]
    assert rows[0]["Адрес"] == "с. Зональное, ул. Ёлочная, д. 9"
    assert rows[1]["Показание"] == "74525"
    assert rows[1]["Период"] == "Ноябрь 2016"
    assert (rows[1]["Состояние"], rows[1]["Снят с учета"]) == ("Снят с учета", "01.12.2016")


def test_xlsx_has_numbers_and_days(signed_in: Client, two: None):
    answer = signed_in.ask("GET", PLACES["xlsx"], query_string={"order": "number"})

    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    last = dict(zip(titles, (cell.value for cell in sheet[3]), strict=True))
    assert (last["Номер счетчика"], last["Показание"]) == ("720021", 74525)
    assert last["Снят с учета"].date() == date(2016, 12, 1)


@pytest.mark.parametrize("kind", PLACES)
def test_file_has_what_was_searched(signed_in: Client, two: None, kind: str):
    answer = signed_in.ask("GET", PLACES[kind], query_string={"text": "елочн"})

    if kind == "csv":
        found = [row["Номер счетчика"] for row in csv_rows(answer.data)]
    else:
        sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
        found = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert found == ["555"]


def test_file_is_whole_and_not_a_page(signed_in: Client, consumer: Any):
    contract = a_contract(consumer)
    for _ in range(25):
        a_meter(contract)

    answer = signed_in.ask("GET", PLACES["csv"])

    assert len(csv_rows(answer.data)) == 25


def test_text_never_runs_as_a_formula(signed_in: Client, consumer: Any):
    a_meter(a_contract(consumer), "=1+1", address="@SUM(1)", type="+7")

    table = csv_rows(signed_in.ask("GET", PLACES["csv"]).data)[0]
    book = load_workbook(io.BytesIO(signed_in.ask("GET", PLACES["xlsx"]).data))

    assert [table[each] for each in ("Номер счетчика", "Адрес", "Тип счетчика")] == [
        "'=1+1",
        "'@SUM(1)",
        "'+7",
    ]
    assert {cell.data_type for row in book.worksheets[0].iter_rows(max_col=4) for cell in row} == {
        "s"
    }


def test_19_file_has_no_meters_of_others_and_no_hidden_address(signed_in: Client, consumer: Any):
    a_meter(a_contract(another_consumer()), "900900")
    a_meter(a_contract(consumer, bound={"sees_from": date(2026, 5, 1)}), "1", history=FIG20)

    rows = csv_rows(signed_in.ask("GET", PLACES["csv"]).data)

    assert [row["Номер счетчика"] for row in rows] == ["1"]
    assert (rows[0]["Адрес"], rows[0]["Показание"]) == ("г. Томск, …", "")


@pytest.mark.parametrize("path", PLACES.values())
def test_files_need_a_sign_in(client: Client, path: str):
    page = client.open_path(path)

    assert page.h1 == "Вход"
