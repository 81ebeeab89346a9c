"""Files that are no files of a tariff: words, never a traceback."""

import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from lk.calculator.orders import OrderError
from lk.calculator.orders.judging import judge
from lk.calculator.orders.reading import MOST_BYTES, READERS, read_order
from lk.calculator.orders.workbook import MOST_UNPACKED
from tests.calculator.ordering import C1, RATES, SAMPLES, csv_file, json_file, said_of, xlsx_file

FORMATS = sorted(READERS)
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))


@pytest.mark.parametrize("name", [f"x.{ending}" for ending in FORMATS])
@pytest.mark.parametrize(
    "data",
    [b"", b" \r\n ", PNG, b"\xff\xfe", b"[", b"PK\x03\x04 broken", b'"', b"<html>", b"a" * 9000],
)
def test_what_is_no_tariff_is_refused_in_words(data, name):
    said = said_of(data, name)

    assert said
    assert said.isprintable() or "\n" in said


@pytest.mark.parametrize("name", ["order.pdf", "order", "order.xls", ".toml.bak"])
def test_unknown_kind_of_file_is_refused(name):
    assert "Читаются: toml, json, csv, xlsx" in said_of(b"x", name)


def test_huge_file_is_refused_unread():
    assert "больше 5 МБ" in said_of(b"1" * (MOST_BYTES + 1))


@pytest.mark.parametrize("write", [json_file, csv_file])
def test_nul_is_refused_with_its_row(write):
    data = write().replace("Комитет".encode(), b"a\0b")

    said = said_of(data, f"x.{write.__name__[:-5]}")

    assert "нулевой байт" in said
    assert "строка" in said


def test_escaped_nul_and_half_a_character_are_refused():
    facts = json.loads(json_file()) | {"title": "a\0b", "issuer": "\ud800"}

    assert said_of(json.dumps(facts).encode()).count("непечатаемые знаки") == 2


def test_letter_of_another_encoding_is_told_with_its_row():
    data = json_file().replace("Комитет".encode(), "Комитет".encode("cp1251"))

    assert "строка 4, символ" in said_of(data).replace(": символ", ", символ")


def test_quote_that_does_not_close_is_told_with_its_row():
    data = csv_file() + b'\r\nC8;RUB_POINT;"1;0.4'

    assert "строка 14: кавычки не закрыты" in said_of(data, "x.csv")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"[1, 2]", "нужен объект"),
        (b'{"rate": 5}', "rate[1]"),
        (b'{"rate": [5]}', "ставка — это таблица"),
        (b'{"title": {"a": 1}}', "здесь одно значение, а не таблица"),
        (b'{"last_mile": 5}', "такого поля нет"),
        (b'{"code": [1, [2]]}', "здесь одно значение"),
        (b'{"rate": [{"code": NaN, "unit": Infinity}]}', "нет кода ставки «NaN»"),
        (b"[" * 100_000, "это не JSON"),
        (b'{"code": ' + b"9" * 5000 + b"}", "код — до 40"),
        (b'{\n"code": "a"\n"title": 1}', "строка 3, "),
    ],
)
def test_json_of_another_shape_is_refused(data, said):
    assert said in said_of(data).replace(": это", ", это")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("code = [", "это не TOML"),
        ("a = 1\na = 2", "строка 2: поле или раздел стоит дважды"),
        (f"code = {'9' * 5000}", "это не TOML"),
        ("code = " + "[" * 100_000, "это не TOML"),
        ("effective_from = 2020-01-01T10:00:00", "нужна дата вида"),
        ("value = nan\ntitle = inf", "такого поля нет"),
    ],
)
def test_toml_of_another_shape_is_refused(data, said):
    assert said in said_of(data.encode(), "x.toml")


def test_table_without_rates_is_refused():
    assert "нет таблицы ставок" in said_of(b"code;t-1\r\ntitle;x", "x.csv")


def test_too_many_rates_are_refused():
    rates = [C1 | {"kind": f"вид {number}"} for number in range(5001)]

    assert "ставок больше 5000" in said_of(json_file(rates))


def test_workbook_that_unpacks_without_end_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (MOST_UNPACKED + 1))

    assert "слишком велика" in said_of(out.getvalue(), "x.xlsx")


def test_workbook_with_entities_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_file())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, b'<!DOCTYPE a [<!ENTITY b "c">]>' + body)

    assert "не книга XLSX" in said_of(out.getvalue(), "x.xlsx")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "missing"])
def test_workbook_with_a_broken_part_is_refused(part):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_file())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<a" if name == part else old.read(name))
    data = out.getvalue() if part != "missing" else out.getvalue()[:-40]

    assert "не книга XLSX" in said_of(data, "x.xlsx")


@settings(max_examples=150, deadline=None)
@given(some.sampled_from(["toml", "json", "csv"]), some.binary(max_size=300))
def test_any_bytes_are_refused_in_words(ending, data):
    with pytest.raises(OrderError) as refused:
        judge(read_order(f"x.{ending}", data))

    assert str(refused.value)


@settings(max_examples=100, deadline=None)
@given(some.data())
def test_spoilt_sample_is_taken_or_refused_in_words(data):
    ending = data.draw(some.sampled_from(FORMATS))
    sample = bytearray((SAMPLES / f"sample.{ending}").read_bytes())
    for _ in range(data.draw(some.integers(1, 5))):
        sample[data.draw(some.integers(0, len(sample) - 1))] = data.draw(some.integers(0, 255))

    try:
        said = judge(read_order(f"x.{ending}", bytes(sample))).tariff.code
    except OrderError as error:
        said = str(error)

    assert said


@settings(max_examples=100, deadline=None)
@given(some.sampled_from(list(RATES[2])), some.text(max_size=30))
def test_any_words_in_a_rate_are_taken_or_refused_in_words(name, text):
    data = json_file([*RATES, RATES[2] | {"kind": "x", name: text}])

    try:
        said = judge(read_order("x.json", data)).tariff.code
    except OrderError as error:
        said = str(error)

    assert said
