"""XLSX: values of every sheet as texts. Formulas are told from values and not computed."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from lk.calculator.orders.faults import Fault, OrderError, Place
from lk.calculator.orders.grid import Row
from lk.calculator.orders.raw import Cell

MOST_UNPACKED, MOST_COLUMNS, MOST_ROWS = 60_000_000, 60, 20_000
_BROKEN = "это не книга XLSX или она повреждена. Сохраните ее в Excel заново"


def xlsx_rows(data: bytes) -> list[Row]:
    """Raises OrderError for no workbook, and for cells that hold formulas or errors."""
    _check_archive(data)
    faults: list[Fault] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
            rows = [row for sheet in book.worksheets for row in _rows(sheet, faults)]
            book.close()
    except OrderError:
        raise
    except Exception as error:  # a broken workbook breaks openpyxl in many ways
        raise OrderError([Fault(Place(), _BROKEN)]) from error
    if faults:
        raise OrderError(faults)
    return rows


def _check_archive(data: bytes) -> None:
    """Nothing that unpacks into gigabytes, and no entities in its XML."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(each.file_size for each in archive.infolist())
            if size > MOST_UNPACKED:
                raise OrderError([Fault(Place(), "книга слишком велика")])
            heads = [archive.open(each).read(4096) for each in archive.infolist()]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise OrderError([Fault(Place(), _BROKEN)]) from error
    except Exception as error:
        if isinstance(error, OrderError):
            raise
        raise OrderError([Fault(Place(), _BROKEN)]) from error
    if any(b"<!DOCTYPE" in head for head in heads):
        raise OrderError([Fault(Place(), _BROKEN)])


def _rows(sheet: Any, faults: list[Fault]) -> Iterator[Row]:
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > MOST_ROWS:
            raise OrderError([Fault(Place(sheet=sheet.title, row=number), "слишком много строк")])
        row = []
        for cell in cells[:MOST_COLUMNS]:
            if cell.value is None:
                continue
            place = Place(row=cell.row, column=get_column_letter(cell.column), sheet=sheet.title)
            row.append(Cell(_text(cell, place, faults), place))
        if row:
            yield row


def _text(cell: Any, place: Place, faults: list[Fault]) -> str:
    """A number of a workbook is text with as few digits as make it out: what was typed."""
    value = cell.value
    if cell.data_type == "f":
        faults.append(Fault(place, "формула: вставьте вместо нее значение"))
        return ""
    if cell.data_type == "e":
        faults.append(Fault(place, f"в ячейке ошибка {value}"))
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
