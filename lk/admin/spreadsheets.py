"""Tables of the office as files, written row by row: CSV, XLSX and JSON lines.

What people have typed never runs in a spreadsheet as a formula.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from lk.admin.output import as_words
from lk.company import company

Row = Mapping[str, Any]
Writer = Callable[[BinaryIO, Iterable[Row], Mapping[str, str]], None]

# OWASP: a spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
_LONGEST_CELL = 32_767
_WIDTHS = {"number": 20, "status_label": 34, "title": 60, "object_address": 50, "applicant": 36}
MOST_XLSX_ROWS = 1_048_575


def write_csv(out: BinaryIO, rows: Iterable[Row], titles: Mapping[str, str]) -> None:
    """A table that a Russian Excel opens as it is: «;», a byte order mark, CRLF (RFC 4180).

    Text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    try:
        writer = csv.writer(text, delimiter=";")
        writer.writerow(titles.values())
        for row in rows:
            writer.writerow([_csv_cell(row.get(key)) for key in titles])
    finally:
        text.detach()


def write_json_lines(out: BinaryIO, rows: Iterable[Row], titles: Mapping[str, str]) -> None:
    """A JSON object a line, its keys are those of `titles`; all facts of a row without titles."""
    for row in rows:
        facts = {key: row.get(key) for key in titles} if titles else row
        line = json.dumps(facts, ensure_ascii=False, default=_plain, separators=(",", ":"))
        out.write(f"{line}\n".encode())


def write_xlsx(out: BinaryIO, rows: Iterable[Row], titles: Mapping[str, str]) -> None:
    """One sheet with a header that stays. Text is of the string type whatever it begins with,
    and is marked as text (`quotePrefix`); days and moments are dates, in the company's zone.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Заявки")
    sheet.freeze_panes = "A2"
    for place, key in enumerate(titles, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(key, 18)
    sheet.append([_text_cell(sheet, title) for title in titles.values()])
    for row in rows:
        sheet.append([_xlsx_cell(sheet, row.get(key)) for key in titles])
    book.save(out)


WRITERS: Mapping[str, Writer] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "jsonl": write_json_lines,
}


def _csv_cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, int):
        return value
    text = as_words(value).replace("\0", "") if value != "" else ""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _xlsx_cell(sheet: Any, value: Any) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return _text_cell(sheet, as_words(value))
    if isinstance(value, datetime):
        return _dated(sheet, value.astimezone(company().time_zone), "DD.MM.YYYY HH:MM")
    if isinstance(value, date):
        return _dated(sheet, value, "DD.MM.YYYY")
    if isinstance(value, int | Decimal):
        return value
    return _text_cell(sheet, str(value))


def _dated(sheet: Any, value: date, how: str) -> Any:
    plain = value.replace(tzinfo=None) if isinstance(value, datetime) else value
    cell = WriteOnlyCell(sheet, plain)
    cell.number_format = how
    return cell


def _text_cell(sheet: Any, value: str) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST_CELL]
    cell.data_type = "s"
    if value.startswith(_FORMULA):
        cell.quotePrefix = True
    return cell


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
