"""Readings pasted from a spreadsheet or uploaded: the good rows go, the bad ones come back."""

import csv
import io
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from lk.meters.models import Meter, Reading
from tests.factories import a_contract, a_meter
from tests.harness.controls import File

HISTORY = [("2026-09", 900, 100, "actual"), ("2026-10", 1000, 100, "actual")]
PASTE, FILE = "Или вставьте из Excel", "Файл CSV или XLSX"
UNKNOWN = "Такого счетчика в кабинете нет: проверьте номер."


@pytest.fixture(autouse=True)
def november(clock):
    """24.11.2026: homes send from the 23rd to the 26th."""


@pytest.fixture
def contract(consumer):
    return a_contract(consumer, "38005843")


@pytest.fixture
def meters(contract):
    return [a_meter(contract, f"72002{n}", history=HISTORY) for n in (1, 2, 3)]


@pytest.fixture
def page(signed_in, meters):
    return signed_in.open("meters.table_file")


def values(session):
    found = session.query(Reading, Meter.number).join(Meter).order_by(Reading.id)
    return {number: each.value1 for each, number in found if each.state != "replaced"}


def faults(page):
    return {row["Строка"]: row["Что исправить"] for row in page.rows("Исправьте")}


def book(*rows):
    found = Workbook()
    for row in rows:
        found.active.append(row)
    out = io.BytesIO()
    found.save(out)
    return File("Показания.xlsx", out.getvalue())


def downloaded(page, button, **values):
    return page.submit(button, **values).body


def csv_rows(body):
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize(
    "text",
    [
        "720021\t1100,5\r\n720022\t1090\r\n",
        "720021;1100.5\n720022;1090\n",
        "Счетчик\tПоказание\n720021\t1100,5\n720022\t1090",
        "720021 1100,5\n720022 1 090",
        " 720021 \t 1 100,5\n\n№720022\t1\N{NO-BREAK SPACE}090\n",
    ],
)
def test_pasted_rows_are_sent(page, session, text):
    check = page.submit("Проверить", **{PASTE: text})

    check.submit("Передать 2 показания")

    assert values(session) == {"720021": Decimal("1100.5"), "720022": Decimal(1090)}
    assert {each.channel for each in session.query(Reading)} == {"table"}


def test_half_bad_table_sends_the_good_rows_and_gives_back_the_bad_ones(page, session):
    text = "720021\t1100\n99999\t5\n720022\t1,234\n720023\t-7"

    check = page.submit("Проверить", **{PASTE: text})
    result = check.submit("Передать 1 показание")

    said = {
        "2": UNKNOWN,
        "3": "Непонятно, что значит «1,234»: напишите 1234 или 1,2340.",
        "4": "Показание не бывает со знаком: впишите только цифры.",
    }
    assert faults(check) == faults(result) == said
    assert values(session) == {"720021": Decimal(1100)}
    rows = csv_rows(downloaded(result, "Скачать CSV"))
    assert [each["Номер счетчика"] for each in rows] == ["99999", "720022", "720023"]
    assert [each["Ошибка"] for each in rows] == list(said.values())
    assert rows[1]["Последнее показание"] == "1000"


def test_mended_file_of_errors_goes_in_by_itself(page, session):
    check = page.submit("Проверить", **{PASTE: "720021\t1,234\n720022\t1090"})
    body = downloaded(check.submit("Передать 1 показание"), "Скачать XLSX")

    wb = load_workbook(io.BytesIO(body))
    titles = [cell.value for cell in wb.active[1]]
    wb.active.cell(2, titles.index("Показание") + 1).value = 1234
    out = io.BytesIO()
    wb.save(out)
    check = page.submit("Проверить", **{FILE: File("mended.xlsx", out.getvalue())})
    check.submit("Передать 1 показание")

    assert values(session) == {"720022": Decimal(1090), "720021": Decimal(1234)}


def test_day_of_the_whole_upload_is_in_the_file_of_errors(page):
    text = "Счетчик\tДата\tПоказание\n720021\t\t1,234\n720022\t22.11.2026\t-5\n720023\tвчера\t5"

    check = page.submit("Проверить", **{PASTE: text, "Дата показаний": "2026-11-23"})

    days = [each["Дата показания"] for each in csv_rows(downloaded(check, "Скачать CSV"))]
    assert days == ["23.11.2026", "22.11.2026", "вчера"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_template_filled_in_is_read_back(signed_in, page, session, kind):
    body = signed_in.open(f"meters.table_template_{kind}").body
    if kind == "csv":
        rows = csv_rows(body)
        rows[0]["Показание"], rows[2]["Показание"] = "1100,5", "1090"
        rows[2]["Дата показания"] = "23.11.2026"
        out = io.StringIO()
        writer = csv.DictWriter(out, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
        file = File("Показания.csv", out.getvalue().encode("cp1251"))
    else:
        wb = load_workbook(io.BytesIO(body))
        wb.active["F2"], wb.active["F4"], wb.active["E4"] = 1100.5, "1 090", "23.11.2026"
        out = io.BytesIO()
        wb.save(out)
        file = File("Показания.xlsx", out.getvalue())

    page.submit("Проверить", **{FILE: file}).submit("Передать 2 показания")

    days = {each.meter.number: f"{each.taken_on:%d.%m}" for each in session.query(Reading)}
    assert values(session) == {"720021": Decimal("1100.5"), "720023": Decimal(1090)}
    assert days == {"720021": "24.11", "720023": "23.11"}
    assert {each.channel for each in session.query(Reading)} == {"file"}


def test_template_has_ones_own_meters_and_opens_with_cyrillic(signed_in, meters):
    body = signed_in.open("meters.table_template_csv").body

    assert body.startswith(b"\xef\xbb\xbf")
    assert csv_rows(body)[0] == {
        "Номер договора": "38005843",
        "Номер счетчика": "720021",
        "Адрес": "г. Томск, пер. Светлый, д. 3",
        "Последнее показание": "1000",
        "Дата показания": "",
        "Показание": "",
    }


def test_template_of_meters_with_zones_has_a_column_for_each(signed_in, contract, page, session):
    a_meter(contract, "720030", zones=3)

    titles = list(csv_rows(signed_in.open("meters.table_template_csv").body)[0])
    text = "Номер счетчика\tПоказание Т1\tПоказание Т2\tT3\n720030\t1\t2\t3\n720021\t1100\t5\t"
    check = page.submit("Проверить", **{PASTE: text})
    check.submit("Передать 1 показание")

    assert titles[-3:] == ["Показание Т1", "Показание Т2", "Показание Т3"]
    assert faults(check) == {"3": "У этого счетчика одно показание: столбец Т2 оставьте пустым."}
    assert session.query(Reading).one().values == (1, 2, 3)


def test_dry_run_says_which_reading_is_of_which_zone(signed_in, contract, page):
    a_meter(contract, "720030", zones=2)
    a_meter(contract, "720031", zones=2)

    text = "Номер счетчика\tТ1\tТ2\n720030\t10\t20\n720031\t1,800\t20"
    check = page.submit("Проверить", **{PASTE: text})

    (good,) = check.rows("Что будет передано")
    (bad,) = check.rows("Исправьте эти строки")
    assert good["Показание"].split() == ["день", "10", "ночь", "20"]
    assert bad["Вписано"].split() == ["день", "1,800", "ночь", "20"]


def test_meter_that_stands_twice_is_refused_in_both_rows(page):
    check = page.submit("Проверить", **{PASTE: "720021\t1100\n720022\t1090\n720021\t1101"})

    assert faults(check) == {
        "1": "Этот счетчик есть и в строке 3: оставьте одну строку.",
        "3": "Этот счетчик есть и в строке 1: оставьте одну строку.",
    }


def test_contract_decides_between_two_meters_of_one_number(consumer, page, session):
    other = a_contract(consumer, "38009999")
    there = a_meter(other, "720021", history=HISTORY)

    check = page.submit("Проверить", **{PASTE: "720021\t1100"})
    assert "есть в нескольких договорах" in faults(check)["1"]
    text = "Договор\tСчетчик\tПоказание\n38009999\t720021\t1100\n38000000\t720022\t1090"
    check = page.submit("Проверить", **{PASTE: text})
    check.submit("Передать 1 показание")

    assert session.query(Reading).one().meter_id == there.id
    assert "по этому договору в кабинете нет" in faults(check)["3"]


def test_zeros_that_a_spreadsheet_drops_are_no_other_number(contract, page, session):
    a_meter(contract, "0072AБ", history=HISTORY)

    page.submit("Проверить", **{PASTE: "72aб\t1100"}).submit("Передать 1 показание")

    assert values(session) == {"0072AБ": Decimal(1100)}


def test_formula_and_number_that_was_rounded_are_told_by_row(page):
    file = book(
        ["Номер счетчика", "Показание"],
        [720021, "=1+1"],
        ["1,23457E+16", 5],
        [720022, 1.234],
    )

    check = page.submit("Проверить", **{FILE: file})

    assert "формула" in faults(check)["2"]
    assert "Таблица округлила номер" in faults(check)["3"]
    assert "1,234" in check.rows("Нужен ваш ответ")[0]["Показание"]


def test_rows_without_a_reading_are_skipped(page):
    text = "Счетчик\tАдрес\tПоказание\n720021\tг. Томск\t\n720022\t\t1090"

    check = page.submit("Проверить", **{PASTE: text})

    assert check.facts == {"К передаче": "1 показание", "Пропущено без показания": "строка 2"}
