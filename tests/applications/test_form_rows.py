"""Rows of forms № 4–7 on paper: their order, and that no answer and no question is lost."""

from typing import Any

import pytest

from lk.applications import catalogue, steps
from lk.applications.papers.blank import blank_papers, blank_rows
from lk.applications.papers.filled import filled_rows
from lk.applications.papers.rows import form_of, rows_of
from lk.applications.papers.words import printable
from tests.applications.answers import CODES, TODAY, typed_for

# By hand from the mapping of the forms and the table of rows, not from the file.
FORMS = {
    4: "fl-670 fl-670p ip-670 ip-670p ul-670 ul-670p",
    5: "fl-150 ip-15 ip-150 ul-15 ul-150",
    6: "fl-15",
    7: "fl-tmp ip-tmp ul-tmp",
}
WHO, NUMBER, PASSPORT, TAX = "Заявитель", "Номер записи", "Паспортные данные", "Идентификационные"
WHERE, WHAT, POWER, KIND = "Место нахождения", "Просит осуществить", "Максимальная", "Категория"
LOAD, STAGES, POINTS, MACHINES = "Характер нагрузки", "Сроки проект", "Точки присо", "Трансформатор"
PAY, TEMPORARY, SUPPLIER, CONTRACT = "Порядок расч", "Электроснабжение по", "Гарант", "Вид договора"
CONTACT, REST = "Кто подает", "Дополнительные сведения"
START = [PASSPORT, TAX, WHERE, WHAT, POWER, KIND]
END = [SUPPLIER, CONTRACT, CONTACT]
ORDER = {
    "fl-15": [WHO, *START, STAGES, *END, REST],
    "fl-150": [WHO, *START, LOAD, STAGES, PAY, *END],
    "ip-150": [WHO, NUMBER, *START, LOAD, STAGES, PAY, *END],
    "ul-15": [WHO, NUMBER, *START[1:], LOAD, STAGES, PAY, *END],
    "fl-670": [WHO, *START, LOAD, STAGES, POINTS, MACHINES, *END, REST],
    "ul-670p": [WHO, NUMBER, *START[1:], LOAD, STAGES, POINTS, MACHINES, *END, REST],
    "ip-tmp": [WHO, NUMBER, *START, LOAD, TEMPORARY, *END, REST],
    "fl-tmp": [WHO, *START, LOAD, TEMPORARY, *END],
}


def submitted(code: str, **changes: Any) -> dict[str, Any]:
    kind = catalogue.kind(code)
    return steps.answers_to_submit(kind, typed_for(code, **changes), today=TODAY)


def facts(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {
        label: text
        for row in rows
        for part in row["parts"]
        if part["kind"] == "facts"
        for label, text in part["facts"]
    }


def tables(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    parts = [part for row in rows for part in row["parts"]]
    return {part["title"]: part for part in parts if part["kind"] == "table"}


def test_each_kind_has_the_form_of_its_applicant_and_power() -> None:
    found = {code: form_of(catalogue.kind(code)).number for code in CODES}

    assert found == {code: number for number, codes in FORMS.items() for code in codes.split()}


def test_the_paper_names_its_form() -> None:
    heading = form_of(catalogue.kind("fl-15")).heading

    assert heading.startswith("Приложение №\u00a06 к Правилам технологического присоединения")


@pytest.mark.parametrize("code", ORDER)
def test_rows_stand_in_the_order_of_the_form(code: str) -> None:
    titles = [row.title for row in rows_of(catalogue.kind(code))]

    assert len(titles) == len(ORDER[code])
    assert all(title.startswith(start) for title, start in zip(titles, ORDER[code], strict=True))


@pytest.mark.parametrize("code", CODES)
def test_every_question_of_a_kind_stands_in_one_row(code: str) -> None:
    kind = catalogue.kind(code)

    keys = [field.key for row in rows_of(kind) for field in row.fields]

    assert sorted(keys) == sorted(field.key for field in kind.fields)


@pytest.mark.parametrize("code", CODES)
def test_rows_are_numbered_from_one_without_gaps(code: str) -> None:
    kind = catalogue.kind(code)

    for rows in (filled_rows(kind, submitted(code)), blank_rows(kind)):
        assert [row["number"] for row in rows] == [str(n + 1) for n in range(len(rows))]


@pytest.mark.parametrize("code", CODES)
def test_every_answer_stands_on_the_paper_as_the_preview_shows_it(code: str) -> None:
    kind, answers = catalogue.kind(code), submitted(code)
    shown = dict(row for group in steps.preview(kind, answers) for row in group.rows)
    repeats = {field.row_title for field in kind.fields if field.fields}

    rows = filled_rows(kind, answers)

    single = {k: v for k, v in shown.items() if k.rpartition(" ")[0] not in repeats}
    assert {label: text for label, text in facts(rows).items() if label in single} == single


def test_the_passport_stands_there_whole() -> None:
    rows = filled_rows(catalogue.kind("fl-150"), submitted("fl-150"))

    assert facts(rows)["Паспорт серия и номер"] == "6903 123456"


def test_a_question_without_an_answer_has_a_dash() -> None:
    rows = filled_rows(catalogue.kind("fl-150"), submitted("fl-150"))

    assert facts(rows)["СНИЛС"] == "—"


def test_what_the_answers_do_not_call_for_is_left_out() -> None:
    kind = catalogue.kind("fl-150")
    label = "Фамилия, имя, отчество представителя"

    own = filled_rows(kind, submitted("fl-150"))
    by_another = submitted(
        "fl-150", by_representative="yes", rep_name="Ильин Иван", rep_doc="Доверенность № 1"
    )

    assert label not in facts(own)
    assert facts(filled_rows(kind, by_another))[label] == "Ильин Иван"


def test_what_repeats_is_a_table_with_a_row_for_each() -> None:
    rows = filled_rows(catalogue.kind("ul-670"), submitted("ul-670"))

    points = tables(rows)["Точки присоединения"]
    assert points["columns"] == ["№", "Мощность точки, кВт", "Напряжение, кВ", points["columns"][3]]
    assert [row[0] for row in points["rows"]] == ["1", "2"]
    assert points["rows"][0][1:] == ["250\u00a0кВт", "10\u00a0кВ", "ячейка 5"]
    assert points["rows"][1][3] == "—"


def test_words_get_a_wider_column_than_numbers() -> None:
    rows = filled_rows(catalogue.kind("ul-670"), submitted("ul-670"))
    blanks = {
        part["label"]: part for row in blank_rows(catalogue.kind("ul-670")) for part in row["parts"]
    }

    assert tables(rows)["Точки присоединения"]["widths"] == [1, 1, 3]
    assert blanks["Точки присоединения\u00a0*"]["widths"] == [1, 1, 3]
    assert tables(rows)["Этапы ввода в эксплуатацию"]["widths"] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    "stages", ["не таблица", [], [None], ["строка"], [{"design": "когда-нибудь"}], {"0": "x"}]
)
def test_a_draft_shows_what_was_typed_whatever_it_is(stages: Any) -> None:
    kind = catalogue.kind("fl-150")
    typed = typed_for("fl-150", passport="не помню", stages=stages, obj_kind=["x"], mkd={"a": 1})

    rows = filled_rows(kind, typed)

    assert facts(rows)["Паспорт серия и номер"] == "не помню"
    assert len(rows) == len(rows_of(kind))


def test_an_untouched_draft_is_full_of_dashes() -> None:
    rows = filled_rows(catalogue.kind("fl-150"), {})

    assert facts(rows)["Фамилия"] == "—"
    assert facts(rows)["Этапы ввода в эксплуатацию"] == "—"


@pytest.mark.parametrize("code", CODES)
def test_an_empty_form_asks_all_that_the_wizard_asks(code: str) -> None:
    kind = catalogue.kind(code)

    parts = [part for row in blank_rows(kind) for part in row["parts"]]

    assert len(parts) == len(kind.fields)
    assert {part["kind"] for part in parts} <= {"line", "cells", "boxes", "grid", "fixed"}


def blank(code: str) -> dict[str, dict[str, Any]]:
    parts = [part for row in blank_rows(catalogue.kind(code)) for part in row["parts"]]
    return {part["label"].removesuffix("\u00a0*") or part["options"][0]: part for part in parts}


def test_an_empty_form_has_boxes_cells_lines_and_rows() -> None:
    found = blank("ul-670p")

    assert found["Напряжение, кВ"]["options"] == [f"{n}\u00a0кВ" for n in (6, 10, 35, 110)]
    assert found["ОГРН"]["groups"] == [13]
    assert found["Почтовый адрес"]["lines"] == found["Полное наименование"]["lines"] == 2
    assert found["Должность руководителя"]["lines"] == 1
    assert found["Точки присоединения"]["rows"] == 5
    assert blank("fl-15")["Этапы ввода в эксплуатацию"]["rows"] == 1
    assert blank("fl-15")["Категория надежности"]["value"] == "III"


def test_an_empty_form_says_when_a_question_is_to_be_answered() -> None:
    found = blank("fl-150")

    assert found["Документ представителя"]["note"] == (
        "если «Подается представителем заявителя» — «Да»"
    )
    assert found["Ранее присоединённая мощность, кВт"]["note"] == (
        "если «В связи с» — не «Присоединение впервые»"
    )
    assert found["Отчество"]["note"] == "если не отмечено «Отчество отсутствует»"


def test_an_empty_form_lists_the_documents_that_may_be_needed() -> None:
    scheme = "Однолинейная схема сетей, присоединяемых к сетям 35\u00a0кВ и выше\u00a0*"
    small, large = (blank_papers(catalogue.kind(code)) for code in ("fl-15", "ul-670p"))

    assert small[:3] == [
        "План расположения энергопринимающих устройств\u00a0*",
        "Документ о праве на объект или участок\u00a0*",
        "Копия паспорта\u00a0*",
    ]
    assert "Документ о праве на льготную ставку\u00a0* (если указано «Льготная категория»)" in small
    assert f"{scheme} (если «Напряжение, кВ» — «35\u00a0кВ» или «110\u00a0кВ»)" in large
    assert not [each for each in blank_papers(catalogue.kind("ul-670")) if each.startswith(scheme)]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("a\0b\x1bc", "abc"),
        ("обрат\u202eно", "обратно"),
        ("две\r\nстроки", "две\nстроки"),
        ("половина\ud800", "половина"),
        ("₽ № «кавычки» — тире", "₽ № «кавычки» — тире"),
    ],
)
def test_what_no_paper_can_show_is_left_out(typed: str, printed: str) -> None:
    assert printable(typed) == printed
