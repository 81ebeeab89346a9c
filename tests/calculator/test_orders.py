"""One order in four formats, exact to the digit, and the way back into a file."""

from datetime import date
from decimal import Decimal

import pytest

from lk.calculator.orders import differences
from lk.calculator.orders.writing import WRITERS, write_order
from lk.calculator.rules import Rate, Unit
from tests.calculator.ordering import (
    C1,
    NORTH,
    RATES,
    SAMPLES,
    csv_file,
    head,
    json_file,
    judged,
    order,
    value_of,
    xlsx_file,
)

FORMATS = sorted(WRITERS)


@pytest.mark.parametrize("ending", FORMATS)
def test_sample_of_each_format_is_the_same_order(ending):
    sample = SAMPLES / f"sample.{ending}"

    found = judged(sample.read_bytes(), sample.name)

    assert differences(judged((SAMPLES / "sample.toml").read_bytes(), "sample.toml"), found) == []
    assert len(found.tariff.rates) == 18
    assert found.tariff.is_demo


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("file", [SAMPLES / "sample.toml", NORTH], ids=lambda path: path.stem)
def test_exported_order_is_imported_without_a_difference(file, ending):
    before = judged(file.read_bytes(), file.name)

    after = judged(write_order(before, ending), f"x.{ending}")

    assert differences(before, after) == []
    assert {*after.tariff.rates} == {*before.tariff.rates}
    assert (after.tariff.reduced, after.tariff.notes) == (
        before.tariff.reduced,
        before.tariff.notes,
    )


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize(
    "title", ['=1+1;"«Кавычки»", точки', "-минус", "@точка, O'Brien", "'=1", "С \\n и \\"]
)
def test_words_that_mean_something_to_a_format_are_only_words(ending, title):
    before = order(
        [*RATES, C1 | {"kind": title}],
        title=title,
        notes__reduced=f"{title}#[x]",
        supersedes="t-2019",
    )

    after = judged(write_order(before, ending), f"x.{ending}")

    assert differences(before, after) == []
    assert after.tariff.title == title
    assert after.tariff.notes == {"reduced": f"{title}#[x]"}
    assert after.supersedes == "t-2019"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 250 000,50", "1250000.50"),
        ("1\u00a0250\u00a0000,50", "1250000.50"),
        ("1\u202f250\u202f000.5", "1250000.5"),
        ("13202", "13202"),
        ("0,000001", "0.000001"),
        ("999999999,999999", "999999999.999999"),
        ("0", "0"),
        ("7,50000000000", "7.500000"),
    ],
)
@pytest.mark.parametrize(("write", "name"), [(json_file, "x.json"), (csv_file, "x.csv")])
def test_number_is_taken_as_people_write_it_and_exactly(text, value, write, name):
    found = judged(write([C1 | {"value": text}]), name)

    assert value_of(found.tariff) == Decimal(value)


def test_bare_numbers_of_json_and_toml_lose_nothing():
    data = b'{"code":"C1","unit":"RUB_CONN","value":0.1000001}'.join(
        json_file([]).rsplit(b"[]", 1)
    ).replace(b'"rate": {', b'"rate": [{')
    data = data.replace(b"0.1000001}", b"13202.30}]")
    text = "\n".join(f'{name} = "{value}"' for name, value in head().items())
    toml = f'{text}\n[[rate]]\ncode = "C1"\nunit = "RUB_CONN"\nvalue = 13202.30\n'

    found = [judged(data), judged(toml.encode(), "x.toml")]

    assert [str(value_of(each.tariff)) for each in found] == ["13202.30"] * 2


def test_workbook_may_hold_numbers_days_and_booleans():
    rates = [C1 | {"value": 699.44}, C1 | {"value": 12, "voltage": 0.4}]
    data = xlsx_file(rates, effective_from=date(2020, 1, 1), vat_percent=20, is_demo=True)

    found = judged(data, "x.xlsx").tariff

    assert found.effective_from == date(2020, 1, 1)
    assert found.is_demo
    assert [(str(each.value), each.voltage) for each in found.rates] == [
        ("699.44", ""),
        ("12", "0.4"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_table_is_read_as_any_spreadsheet_saves_it(encoding, delimiter):
    found = judged(csv_file(delimiter=delimiter, encoding=encoding), "x.csv")

    assert found.tariff.title == "Тариф"
    assert [each.code for each in found.tariff.rates] == ["C1", "CMAX1", "C2"]


def test_table_understands_russian_titles_and_words():
    text = NORTH.read_text("utf-8")

    found = judged(text.encode("cp1251"), "north.csv").tariff

    assert found.vat_mode == "excluded"
    assert found.rates[0] == Rate(
        "C1", Unit.CONNECTION, Decimal("11873.46"), "permanent", power_to=Decimal(150)
    )
    assert {each.territory for each in found.rates} == {"", "city", "rural"}
    assert len(found.rates) == 47


def test_comments_and_empty_rows_of_a_table_say_nothing():
    data = csv_file().replace(b"\r\n\r\n", b"\r\n\r\n# \xd0\xbf;1;2\r\n;;;\r\n") + b"\r\n;;\r\n#;C9"

    assert differences(judged(data, "x.csv"), order()) == []


def test_order_of_rates_in_a_file_says_nothing():
    assert differences(order(RATES), order(RATES[::-1])) == []


def test_difference_is_told_in_words():
    rates = [C1 | {"value": "13900,5"}, C1 | {"scheme": "temporary"}]

    found = differences(order(), order(rates, vat_mode="none", vat_percent=None))

    assert [each.words for each in found] == [
        "~ НДС в ставках: included → none",
        "~ НДС, %: 20 → 0",
        "~ С1 подготовка и выдача технических условий, проверка их выполнения: "
        "13\xa0202,00 руб. за присоединение → 13\xa0900,50 руб. за присоединение (+5,3 %)",
        "- Сmax1 подготовка и выдача технических условий, проверка их выполнения: "
        "было 699,44 руб./кВт",
        "- С2 воздушная линия, 0,4 кВ: было 1\xa0250\xa0000,00 руб./км",
        "+ С1 подготовка и выдача технических условий, проверка их выполнения, "
        "временная схема: 13\xa0202,00 руб. за присоединение",
    ]
