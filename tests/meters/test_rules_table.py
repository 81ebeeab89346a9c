"""Rows of a table: what is read of their cells, and that they travel through a page whole."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lk.meters.rules.table import (
    MOST_ROWS,
    Damaged,
    TableRow,
    TooManyRows,
    carried,
    cell_of,
    day_of,
    filled,
    plain_number,
    row_of,
    rows_in,
)
from lk.meters.rules.table_offer import offer_of

TODAY = date(2026, 11, 24)
texts = st.text(max_size=80)


def row(*values: str, **facts: str) -> TableRow:
    return row_of(1, values=values, number="720021", **facts)


@given(
    st.lists(
        st.builds(
            row_of,
            st.integers(0, 9_999_999),
            values=st.lists(texts, min_size=1, max_size=3),
            wrong=texts,
            contract=texts,
            number=texts,
            day=texts,
            meter=texts,
        ),
        max_size=20,
    )
)
def test_rows_come_through_a_page_as_they_went_in(rows: list[TableRow]):
    kept = filled(rows)

    assert rows_in(carried(kept).replace("\n", "\r\n")) == kept


@given(st.text())
def test_whatever_a_page_sends_is_rows_or_refused(text: str):
    try:
        rows = rows_in(text)
    except Damaged:
        rows = []

    assert all(isinstance(each, TableRow) and not each.is_empty for each in rows)


@given(st.text())
def test_a_cell_is_one_line_that_a_database_holds(text: str):
    cell = cell_of(text)

    assert len(cell.splitlines()) <= 1
    assert cell.encode("utf-8").find(b"\0") == -1


def test_so_many_rows_are_taken_and_no_more():
    rows = [row_of(n, values=["5"], number=str(n)) for n in range(MOST_ROWS)]

    assert len(filled([*rows, row("")])) == MOST_ROWS
    with pytest.raises(TooManyRows):
        filled([*rows, row("5")])


@pytest.mark.parametrize(
    "text", ["24.11.2026", "24.11.26", "2026-11-24", "2026-11-24 00:00:00", "24/11/2026", ""]
)
def test_day_is_read_as_people_and_spreadsheets_write_it(text: str):
    assert day_of(text, TODAY) == TODAY


@pytest.mark.parametrize("text", ["32.11.2026", "ноябрь", "11.24.2026", "46350"])
def test_what_is_no_day_is_told(text: str):
    offered, faults = offer_of(row("5", day=text), 1, TODAY)

    assert (day_of(text, TODAY), offered, faults[0].code) == (None, None, "day")


@pytest.mark.parametrize("text", ["№ 0072 АБ", "0072аб", "'072АБ", "72 Аб"])
def test_number_is_known_in_its_spellings(text: str):
    assert plain_number(text) == "72аб"


def test_all_that_is_wrong_with_a_row_is_told_at_once():
    _, faults = offer_of(row("1,234", "", "x", day="завтра", wrong="формула"), 2, TODAY)

    assert [(each.zone, each.code) for each in faults] == [
        (0, "cell"),
        (0, "day"),
        (1, "ambiguous"),
        (3, "zones"),
    ]
    assert faults[2].message.startswith("Т1: непонятно")


def test_more_text_than_rows_can_be_is_refused_before_it_is_read():
    with pytest.raises(TooManyRows):
        rows_in("1\t\n" * 2_000_000)
