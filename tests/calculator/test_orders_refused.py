"""What a file says wrong, with the row and the column of it."""

import json

import pytest

from tests.calculator.ordering import (
    C1,
    CMAX1,
    LINE,
    RATES,
    csv_file,
    faults_of,
    head,
    json_file,
    said_of,
    xlsx_file,
)

# Field of a rate, what stands there, what is said of it.
BAD_RATES = [
    ("code", "C9", "нет кода ставки «C9»"),
    ("code", "", "не указано: code"),
    ("unit", "RUB_KM", "единица RUB_KM не подходит к C1"),
    ("unit", "руб", "нет единицы «руб»"),
    ("unit", "", "не указано: unit"),
    ("value", "", "не указано: value"),
    ("value", "-5", "число меньше нуля"),
    ("value", "−5", "число меньше нуля"),
    ("value", "1e999", "нужно число вида 1 250 000,50"),
    ("value", "1e5", "нужно число вида"),
    ("value", "NaN", "нужно число вида"),
    ("value", "Infinity", "нужно число вида"),
    ("value", "1.250,50", "нужно число вида"),
    ("value", "1 2 3", "нужно число вида"),
    ("value", "1_000", "нужно число вида"),
    ("value", "١٢", "нужно число вида"),
    ("value", "0x10", "нужно число вида"),
    ("value", "9" * 400, "нужно число вида"),
    ("value", "0,1234567", "слишком точно"),
    ("value", "1 000 000 000", "не может быть"),
    ("value", "13202 руб.", "нужно число вида"),
    ("scheme", "night", "нет слова «night»"),
    ("voltage", "380", "нет напряжения «380»"),
    ("voltage", "2020-01-20", "дайте ячейке текстовый формат"),
    ("territory", "moon", "нет слова «moon»"),
    ("kind", "я" * 201, "слишком длинно"),
    ("kind", "a\u202eb", "непечатаемые знаки"),
    ("power_from", "x", "нужно число вида"),
    ("power_to", "0", "верхняя граница мощности не больше нижней"),
]
BAD_HEADS = [
    ("code", "Тариф 1", "код — до 40 латинских"),
    ("code", None, "не указано: code («Код версии»)"),
    ("title", "я" * 301, "слишком длинно"),
    ("title", None, "не указано: title"),
    ("issuer", None, "не указано: issuer"),
    ("order_number", None, "должны быть номер и дата"),
    ("order_date", "31.02.2020", "нужна дата вида 01.01.2026"),
    ("order_date", "вчера", "нужна дата вида"),
    ("publication_url", "javascript:alert(1)", "нужен адрес, который начинается с https://"),
    ("effective_from", "01.01.0001", "год 1: таких тарифов нет"),
    ("effective_from", None, "не указано: effective_from"),
    ("effective_to", "2019-12-31", "последний день раньше первого"),
    ("vat_mode", "maybe", "нет слова «maybe»"),
    ("vat_percent", "101", "не может быть"),
    ("vat_percent", None, "не указано: vat_percent"),
    ("vat_percent", "0", "ставка НДС 0"),
    ("is_demo", "может", "нужно «да» или «нет»"),
    ("supersedes", "t-2020", "не может исправлять сама себя"),
    ("last_mile.small_share", "1,5", "не может быть"),
    ("per_kw.below_kv", "-1", "число меньше нуля"),
    ("reduced.mode", "fixed", "не указано: reduced.amount"),
    ("reduced.amount", "550", "не указано: reduced.mode"),
    ("reduced.reliability", "IV", "нужны категории"),
    ("long_work.half_term", "1,1", "не указано: long_work.full_term"),
    ("long_work.half_term", "100", "не может быть"),
    ("notes.x y", "Слова", "код — до 40"),
    ("colour", "red", "такого поля нет"),
]


@pytest.mark.parametrize(("name", "text", "said"), BAD_RATES)
def test_wrong_value_of_a_rate_is_refused_with_its_place(name, text, said):
    rates = [*RATES, C1 | {"kind": "особый", name: text}]

    fault = faults_of(json_file(rates))[0]

    assert said in fault.message
    assert fault.place.path == f"rate[4].{name}"
    assert fault.place.row is not None


@pytest.mark.parametrize(("name", "text", "said"), BAD_RATES)
def test_wrong_value_of_a_row_is_refused_with_row_and_column(name, text, said):
    rates = [*RATES, C1 | {"kind": "особый", "power_to": "", name: text}]
    names = list(dict.fromkeys(each for rate in rates for each in rate))

    fault = faults_of(csv_file(rates), "x.csv")[0]

    assert said in fault.message
    assert fault.place.row == len(head()) + 6
    assert fault.place.column == str(names.index(name) + 1)


@pytest.mark.parametrize(("name", "text", "said"), BAD_HEADS)
def test_wrong_fact_of_the_version_is_refused(name, text, said):
    changes = {name.replace(".", "__"): text}

    found = faults_of(json_file(**changes))
    in_table = said_of(csv_file(**changes), "x.csv")

    assert said in found[0].message
    assert name.partition(".")[0] in "".join(each.place.path for each in found)
    assert said in in_table or name in {"colour", "notes.x y"}


@pytest.mark.parametrize(
    ("rates", "said"),
    [
        ([C1, CMAX1, C1], "эта же ставка уже есть (rate[1].code"),
        ([CMAX1], "нет ставки С1 для схемы permanent"),
        ([C1 | {"scheme": "permanent"}, CMAX1 | {"scheme": "temporary"}], "С1 для схемы temporary"),
        ([C1, CMAX1 | {"code": "CMAX3"}], "без ставки Сmax1 (схема permanent)"),
        (
            [
                C1,
                CMAX1 | {"code": "CMAX2", "scheme": "temporary"},
                CMAX1 | {"scheme": "permanent"},
            ],
            "без ставки Сmax1 (схема temporary)",
        ),
        ([C1 | {"power_to": "150"}, C1 | {"power_from": "100"}], "мощности пересекаются"),
        ([C1 | {"power_to": "150"}, C1], "мощности пересекаются"),
        ([C1 | {"power_to": "150"}, C1 | {"power_from": "151"}], "пропуск мощностей"),
        ([], "нет ни одной ставки"),
    ],
)
def test_rates_that_make_no_whole_are_refused(rates, said):
    fault = faults_of(json_file(rates))[0]

    assert said in fault.words
    assert fault.place.path.startswith("rate")


def test_bands_of_different_kinds_do_not_meet():
    rates = [
        *RATES,
        LINE | {"kind": "СИП", "power_to": "150"},
        LINE | {"kind": "АС", "power_from": "100"},
    ]

    assert "мощности" not in str(said_of(json_file([*rates, C1])))


def test_all_faults_are_told_at_once():
    found = faults_of(json_file([C1 | {"value": "x"}, LINE | {"unit": "y"}], vat_mode="z"))

    assert [each.place.path for each in found] == ["vat_mode", "rate[1].value", "rate[2].unit"]
    assert [each.place.row for each in found] == [8, 14, 18]


def test_line_of_toml_is_told():
    text = "\n".join(f'{name} = "{value}"' for name, value in head().items())
    data = f'{text}\n\n[[rate]]\ncode = "C1"\nvalue = "1"\n\n[[rate]]\ncode = "C7"\n'

    found = faults_of(f'{data}unit = "RUB_KM"\nvalue = "1"\n'.encode(), "x.toml")

    assert [each.place.words for each in found] == [
        "rate[1].unit, строка 10",
        "rate[2].unit, строка 16",
    ]


def test_cell_of_a_workbook_is_told_with_its_sheet():
    data = xlsx_file([*RATES, C1 | {"kind": "особый", "value": "дорого"}])

    assert said_of(data, "x.xlsx") == (
        "лист «Тариф», строка 14, столбец C «Ставка, руб.»: "
        "нужно число вида 1 250 000,50, а не «дорого»"
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [("=1+1", "формула"), ("#REF!", "в ячейке ошибка"), (0.12345678, "слишком точно")],
)
def test_cell_that_is_no_plain_value_is_refused(value, said):
    found = faults_of(xlsx_file([C1 | {"value": value}]), "x.xlsx")

    assert said in found[0].message
    assert (found[0].place.row, found[0].place.column) == (11, "C")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("code;unit;value;colour", "столбца «colour» нет"),
        ("code;unit;value;value", "столбец «Ставка, руб.» стоит дважды"),
        ("code;unit;price", "такого поля нет: «code» стоит дважды|поле «Код версии» стоит дважды"),
        ("code;unit;value", "над «0.4» нет названия столбца"),
    ],
)
def test_wrong_columns_are_told(columns, said):
    text = csv_file([LINE, C1]).decode().replace("code;unit;value;voltage", columns)

    found = said_of(text.encode(), "x.csv")

    assert any(each in found for each in said.split("|"))
    assert "строка 10" in found or "строка 11" in found


def test_field_of_json_that_stands_twice_is_refused():
    data = json.dumps(head())[:-1] + ', "code": "other"}'

    assert "стоит дважды" in said_of(data.encode())
