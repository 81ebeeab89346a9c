"""CSV: «;» or «,» or tabs, UTF-8 or Windows-1251, as spreadsheets in Russia save it."""

import csv
import io
from collections.abc import Sequence

from lk.calculator.orders.faults import Fault, OrderError, Place
from lk.calculator.orders.fields import RATE, RATE_NEEDS, name_of
from lk.calculator.orders.grid import Row
from lk.calculator.orders.raw import Cell
from lk.calculator.orders.texts import decoded

DELIMITERS = ";,\t"
# A spreadsheet would run such a cell as a formula; the writer puts an apostrophe before it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"
GUARDED = (*FORMULA, GUARD)


def csv_rows(data: bytes) -> Sequence[Row]:
    """Raises OrderError with the row where the quotes do not close."""
    text = decoded(data, "utf-8-sig", "cp1251")
    tried = [_split(text, delimiter) for delimiter in DELIMITERS]
    with_rates = (rows for rows in tried if any(map(_is_heading, rows)))
    return next(with_rates, tried[0])


def _split(text: str, delimiter: str) -> Sequence[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, first = [], 1
    try:
        for texts in reader:
            rows.append([_cell(each, first, place) for place, each in enumerate(texts, start=1)])
            first = reader.line_num + 1
    except csv.Error as error:
        message = "кавычки не закрыты или после них что-то стоит"
        raise OrderError([Fault(Place(row=first), message)]) from error
    return rows


def _cell(text: str, row: int, column: int) -> Cell:
    is_guarded = text.startswith(GUARD) and text[1:].startswith(GUARDED)
    return Cell(text[1:] if is_guarded else text, Place(row=row, column=str(column)))


def _is_heading(row: Row) -> bool:
    names = {name_of(each.text, RATE) for each in row}
    return names.issuperset(RATE_NEEDS)
