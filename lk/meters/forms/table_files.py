"""Readings in a file or pasted from a spreadsheet: our template, or a number and its readings."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

from lk.meters.rules.table import MOST_LINES, TableRow, TooManyRows, parted, row_of
from lk.tables import Bad, TableError, match, open_table, read_text
from lk.tables.reading import Table

# What a book may unpack into: six thousand rows of the template are two megabytes.
MOST_UNPACKED = 30_000_000
VALUES = ("value1", "value2", "value3")
# The columns of the template, and how else people call those that are read.
NAMES: Mapping[str, Sequence[str]] = {
    "contract": ("Номер договора", "Договор", "№ договора"),
    "number": ("Номер счетчика", "Счетчик", "№ счетчика", "Номер прибора учета", "Прибор учета"),
    "day": ("Дата показания", "Дата показаний", "Дата"),
    "value1": ("Показание Т1", "Показание", "Показания", "Новое показание", "Т1", "T1"),
    "value2": ("Показание Т2", "Т2", "T2"),
    "value3": ("Показание Т3", "Т3", "T3"),
}
_NO_NUMBERS = (
    "В таблице нет столбца «Номер счетчика». Возьмите шаблон на этой странице: столбцы в нем"
    " названы так, как нужно."
)
_NO_VALUES = "В таблице нет столбца «Показание» (или «Показание Т1»): впишите его название и числа."
_NOTHING = "В таблице нет ни одного показания: впишите их в столбец «Показание»."
# The possessive signs keep a long line of blanks from being tried again at each of them.
_BLANK_BETWEEN = re.compile(r"(№?[^\s,;№]++)[^\S\t]++([0-9][0-9.,\s]*+)")
_LINE_END = re.compile(r"\r\n?|\n")
_SHORT_FRACTION = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


# Rows with a reading, and the lines of those without one.
Read = tuple[list[TableRow], list[int]]


def pasted(text: str) -> Read:
    """What was pasted; raises TableError in words for what is no table of readings.

    A number and its reading may also stand with blanks between them: in all lines, or in some
    among others with tabs.
    """
    if max(text.count("\n"), text.count("\r")) > MOST_LINES:
        raise TableError(f"Строк больше {MOST_LINES}: разделите их на части.")
    lines = [line.strip() for line in _LINE_END.split(text)]
    if all(_BLANK_BETWEEN.fullmatch(line) for line in lines if line):
        text = "\n".join(_BLANK_BETWEEN.sub(r"\1\t\2", line) for line in lines)
    return _taken(read_text(text))


def uploaded(name: str, stream: BinaryIO) -> Read:
    """What is in a file; raises TableError in words."""
    try:
        with open_table(name, stream, most_unpacked=MOST_UNPACKED) as table:
            return _taken(table)
    except UnicodeError as error:
        raise TableError("это не текст: файл поврежден.") from error


def _taken(table: Table) -> Read:
    try:
        found, skipped = parted(_rows(table))
    except TooManyRows as error:
        raise TableError(error.message) from error
    if not found:
        raise TableError(_NOTHING)
    return found, skipped


def _rows(table: Table) -> Iterator[TableRow]:
    places = match(table.heading, NAMES).places
    if not places:
        return _nameless(table)
    if "number" not in places:
        raise TableError(_NO_NUMBERS)
    if not any(name in places for name in VALUES):
        raise TableError(_NO_VALUES)
    return _named(table, places)


def _named(table: Table, places: Mapping[str, int]) -> Iterator[TableRow]:
    """By the names of the columns; all others are passed over."""
    is_book = table.encoding == "xlsx"
    for line, cells in table.rows:
        told = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
        yield _row(line, told, is_book=is_book)


def _nameless(table: Table) -> Iterator[TableRow]:
    """Without names: the number of the meter, then its readings, from the first row on."""
    if not any(each.isdigit() for each in "".join(table.heading)):
        raise TableError(_NO_NUMBERS)
    is_book, is_pasted = table.encoding == "xlsx", table.encoding == "text"
    for line, found in _with_first(table):
        cells = _apart(found) if is_pasted else found
        told = dict(zip(("number", *VALUES), cells, strict=False))
        wrong = "лишний столбец" if any(cells[4:]) else ""
        yield _row(line, told, is_book=is_book, wrong=wrong)


def _apart(cells: Sequence[str]) -> Sequence[str]:
    """A pasted line that has blanks where others have a tab; an empty cell behind would show that
    it is a number alone.
    """
    apart = _BLANK_BETWEEN.fullmatch(cells[0].strip()) if len(cells) == 1 else None
    return apart.groups() if apart else cells


def _with_first(table: Table) -> Iterable[tuple[int, Sequence[str]]]:
    yield table.heading_line, table.heading
    yield from table.rows


def _row(line: int, told: Mapping[str, str], *, is_book: bool, wrong: str = "") -> TableRow:
    bad = [cell.why for cell in told.values() if isinstance(cell, Bad)]
    values = [told.get(name, "") for name in VALUES]
    return row_of(
        line,
        values=[_unambiguous(each) for each in values] if is_book else values,
        wrong=bad[0] if bad else wrong,
        **{name: told.get(name, "") for name in ("contract", "number", "day")},
    )


def _unambiguous(text: str) -> str:
    """A number of a workbook has a point before its fraction, and no other one."""
    return f"{text}0" if _SHORT_FRACTION.fullmatch(text) else text
