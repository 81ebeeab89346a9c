"""Tables as people save them: any separator, any encoding of ours, a text or a book."""

import io
import tracemalloc
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from lk.tables import Bad, TableError, match, open_table, read_text, write_csv

HEADING = ("Номер счетчика", "Показание")
ENCODINGS = ("utf-8", "utf-8-sig", "cp1251", "cp866", "utf-16")


def read(data, name="file.csv"):
    with open_table(name, io.BytesIO(data)) as table:
        return table.heading, list(table.rows)


def book(*rows, sheet=None):
    made, out = Workbook(), io.BytesIO()
    page = made.active
    for row in rows:
        page.append(row)
    if sheet:
        sheet(made)
    made.save(out)
    return out.getvalue()


def why(data, name="file.csv"):
    with pytest.raises(TableError) as caught:
        read(data, name)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_encoding_and_separator_are_told_from_the_file(encoding, separator, end):
    rows = (HEADING, ("ЁЖ-1", "ул. Мира"))
    data = "".join(separator.join(row) + end for row in rows).encode(encoding)

    assert read(data) == (list(HEADING), [(2, ["ЁЖ-1", "ул. Мира"])])


@pytest.mark.parametrize("encoding", ["cp1251", "cp866"])
@pytest.mark.parametrize(
    "words", ["Номер договора", "ПОКАЗАНИЕ", "Томский р-н, с. Корнилово", "расход", "Счётчик №"]
)
def test_one_phrase_is_enough_to_tell_the_encoding(encoding, words):
    if encoding == "cp866" and "№" in words:
        words = words.replace("№", "N")

    assert read(f"{words};1\r\n".encode(encoding))[0] == [words, "1"]


def test_lines_are_those_of_the_file_though_some_are_empty_and_cells_have_two():
    data = '\r\n;\r\na;b\r\n\r\n1;"два\r\nряда"\r\n3;4\r\n'.encode()

    with open_table("x.csv", io.BytesIO(data)) as table:
        assert (table.heading, table.heading_line) == (["a", "b"], 3)
        assert list(table.rows) == [(5, ["1", "два\r\nряда"]), (7, ["3", "4"])]


def test_a_comma_inside_names_does_not_part_columns():
    assert read("Расход, кВт·ч;Период\r\n1;2\r\n".encode())[0] == ["Расход, кВт·ч", "Период"]


def test_a_formula_in_a_text_is_a_bad_cell_with_words():
    _, [(line, cells)] = read(b"a;b\r\n=A1+1;5\r\n")

    assert (line, cells) == (2, ["", "5"])
    assert isinstance(cells[0], Bad)
    assert cells[0].why == "формула: вставьте вместо нее значение"


TEXTS = st.text(alphabet="абв=+-@'1;\"\n ", min_size=1).filter(lambda text: text[0] != "'")


@given(st.lists(TEXTS, min_size=2, max_size=2))
def test_what_our_writer_guards_comes_back_as_it_was(cells):
    out = io.BytesIO()
    write_csv(out, [{"a": cells[0], "b": cells[1]}], {"a": "А", "b": "Б"})

    assert read(out.getvalue())[1] == [(2, cells)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "файл пуст: в нем нет ни одной строки."),
        (b"\r\n;;\r\n", "файл пуст: в нем нет ни одной строки."),
        (b"a;b\r\n1\0;2\r\n", "Строка 2: нулевой байт: это не текстовый файл."),
        (b'a;b\r\n1;2\r\n3;"4\r\n5;6', "Строка 3: кавычки не закрыты или после них что-то стоит."),
        (b'a;b\r\n1;"2"x\r\n', "Строка 2: кавычки не закрыты или после них что-то стоит."),
        (b'a;b\r\n1;"' + b"x" * 200_000, "Строка 2: слишком длинная ячейка"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "это книга старого Excel (xls): сохраните ее"),
        ("Номер\r\n1\r\nТомск ".encode() + b"\xd0", "Строка 3: это не текст, или файл поврежден."),
        (b"\xef\xbb\xbfa;b\r\n1;\xff", "Строка 2: это не текст, или файл поврежден."),
        (b"PK\x03\x04 and no more", "это не книга XLSX или она повреждена"),
    ],
)
def test_what_is_no_table_is_told_with_its_line(data, words):
    assert why(data).startswith(words)


def test_a_text_called_a_book_is_no_book():
    assert "не книга XLSX" in why(b"a;b\r\n1;2\r\n", "table.xlsx")


def test_a_book_is_told_by_what_is_in_it():
    days = (date(2016, 11, 1), datetime.fromisoformat("2016-11-25T13:30"))

    found = read(book(HEADING, ("0072", 13.75), (5, 1.234), days, (True, 74525.0)), "called.csv")

    assert found[1] == [
        (2, ["0072", "13.75"]),
        (3, ["5", "1.2340"]),
        (4, ["2016-11-01", "2016-11-25 13:30:00"]),
        (5, ["да", "74525"]),
    ]


def test_formulas_and_errors_of_a_book_are_bad_cells():
    _, [(_, cells)] = read(book(HEADING, ("=1+1", "#N/A")))

    assert [each.why for each in cells] == [
        "формула: вставьте вместо нее значение",
        "в ячейке ошибка #N/A",
    ]


def test_empty_rows_of_a_book_count_and_are_left_out():
    assert read(book((), HEADING, (), (1, 2)))[1] == [(4, ["1", "2"])]


def test_hidden_sheets_are_not_read():
    def hide(made):
        made.active.sheet_state = "hidden"
        made.create_sheet("Видимый").append(("видно", "1"))

    assert read(book(("тайно", "2"), sheet=hide))[0] == ["видно", "1"]


def test_a_book_that_unpacks_into_gigabytes_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 61_000_000)

    assert why(out.getvalue()) == "книга слишком велика: разделите ее или сохраните как CSV."


def test_a_book_with_entities_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>')

    assert "не книга XLSX" in why(out.getvalue())


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader_otherwise_than_in_words(data):
    try:
        _, rows = read(data)
    except TableError as refusal:
        rows = [(0, [str(refusal)])]

    assert all(cells for _, cells in rows)


def test_what_is_pasted_from_a_spreadsheet_is_a_table():
    table = read_text("Номер\tПоказание\n720021\t74 525,5\n")

    assert (table.heading, list(table.rows)) == (
        ["Номер", "Показание"], [(2, ["720021", "74 525,5"])],
    )  # fmt: skip


def test_columns_are_known_by_any_usual_spelling():
    found = match(
        ["НОМЕР_счётчика *", "Показание:", "Сумма"],
        {"meter": ("Номер счетчика",), "value": ("показание",)},
    )

    assert (found.places, found.unknown) == ({"meter": 0, "value": 1}, ("Сумма",))


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(TableError, match="«Номер» и «номер»"):
        match(["Номер", "номер"], {"number": ("Номер",)})


def test_a_long_file_is_not_held_in_memory(tmp_path):
    path = tmp_path / "long.csv"
    with path.open("w") as out:
        out.writelines(f"{n};{n}\n" for n in range(200_000))
    tracemalloc.start()

    with open_table("long.csv", path) as table:
        count = sum(1 for _ in table.rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 199_999
    assert peak < 6_000_000
