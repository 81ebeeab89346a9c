"""XLSX: values of the first visible sheet as texts. Formulas are told from values, not computed."""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime, time
from typing import Any, BinaryIO

from openpyxl import load_workbook

from lk.tables.cells import Bad
from lk.tables.errors import TableError

# What a book of a consumer may unpack into; the office allows more.
MOST_UNPACKED = 60_000_000
MOST_COLUMNS = 100
_BROKEN = "это не книга XLSX или она повреждена: сохраните ее в Excel заново."


def open_book(
    stream: BinaryIO, most_unpacked: int, stack: ExitStack
) -> Iterator[tuple[int, list[str]]]:
    """Rows with their numbers in the sheet; raises TableError for no workbook."""
    _check_archive(stream, most_unpacked)
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(stream, read_only=True, data_only=False)
            stack.callback(book.close)
            sheets = [each for each in book.worksheets if each.sheet_state == "visible"]
            sheet = (sheets or book.worksheets)[0]
            sheet.reset_dimensions()
    except Exception as error:  # a broken workbook breaks openpyxl in many ways
        raise TableError(_BROKEN) from error
    return _rows(sheet)


def _check_archive(stream: BinaryIO, most_unpacked: int) -> None:
    """Nothing that unpacks into gigabytes, and no entities in its XML."""
    try:
        with zipfile.ZipFile(stream) as archive:
            size = sum(each.file_size for each in archive.infolist())
            heads = [archive.open(each).read(4096) for each in archive.infolist()]
    except Exception as error:  # as many ways again
        raise TableError(_BROKEN) from error
    if size > most_unpacked:
        raise TableError("книга слишком велика: разделите ее или сохраните как CSV.")
    if any(b"<!DOCTYPE" in head for head in heads):
        raise TableError(_BROKEN)


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    number = 0
    found = sheet.iter_rows()
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                row = next(found, None)
            if row is None:
                return
            number += 1
            cells = [_text(cell) for cell in row[:MOST_COLUMNS]]
        except Exception as error:  # the XML of a sheet is parsed while it is read
            raise TableError(_BROKEN, number + 1) from error
        if any(cell or isinstance(cell, Bad) for cell in cells):
            yield number, cells


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return Bad("формула: вставьте вместо нее значение")
    if cell.data_type == "e":
        return Bad(f"в ячейке ошибка {value}")
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, date | time):
        return _moment(value)
    return _number(value) if isinstance(value, float) else str(value)


def _moment(value: date | time) -> str:
    """A day is midnight of it to a spreadsheet."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat()


def _number(value: float) -> str:
    """As few digits as make it out: what was typed. Three places would look like thousands in a
    text; here they are places, so a nought follows.
    """
    text = str(int(value)) if value.is_integer() else str(value)
    return f"{text}0" if len(text.partition(".")[2]) == 3 and "e" not in text else text
