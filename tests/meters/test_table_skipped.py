"""Lines of a paste without a reading are told, never lost; blanks may stand before a reading."""

import pytest

from tests.factories import a_contract, a_meter

HISTORY = [("2026-09", 900, 100, "actual"), ("2026-10", 1000, 100, "actual")]
PASTE = "Или вставьте из Excel"
SKIPPED = "Пропущено без показания"


@pytest.fixture
def paste(clock, consumer, client):
    """`paste("720021\\t1100")`: the dry run of this text."""
    contract = a_contract(consumer, "38005843")
    for n in (1, 2, 3):
        a_meter(contract, f"72002{n}", history=HISTORY)
    client.sign_in_as(consumer)
    return lambda text: client.open("meters.table_file").submit("Проверить", **{PASTE: text})


def going(page):
    return {row["Счетчик"].split()[0]: row["Показание"] for row in page.rows("Что будет передано")}


def test_line_with_blanks_among_lines_with_tabs_is_read_too(paste):
    check = paste("720021\t1100\n720022\t1090\n720023 1 101")

    assert going(check) == {"720021": "1 100", "720022": "1 090", "720023": "1 101"}
    assert SKIPPED not in check.facts


def test_line_without_a_reading_is_told_by_its_place(paste):
    check = paste("720021\t1100\n720022\n720023\t")

    assert check.facts == {"К передаче": "1 показание", SKIPPED: "строки 2, 3"}


def test_number_with_a_blank_and_an_empty_cell_behind_it_has_no_reading(paste):
    check = paste("720021\t1100\nАБ 720022\t")

    assert check.facts == {"К передаче": "1 показание", SKIPPED: "строка 2"}


def test_empty_rows_of_a_template_are_counted_and_no_errors(paste):
    empty = "".join(f"\n9{n}\tг. Томск\t" for n in range(30))

    check = paste(f"Счетчик\tАдрес\tПоказание\n720021\tг. Томск\t1100{empty}")

    assert check.facts == {"К передаче": "1 показание", SKIPPED: "30 строк"}


def test_one_odd_line_does_not_spoil_lines_with_blanks(paste):
    check = paste("720021 1 100\nитого\n720022 1090")

    assert going(check) == {"720021": "1 100", "720022": "1 090"}
    assert check.facts[SKIPPED] == "строка 2"


@pytest.mark.parametrize("line", ["1 1" + " " * 400_000 + "x", " " * 400_000 + "x", "1" * 400_000])
def test_line_of_blanks_without_end_is_read_in_no_time(paste, line):
    answer = paste(f"720021\t1100\n{line}")

    assert answer.status in {200, 422}
