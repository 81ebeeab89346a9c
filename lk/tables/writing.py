"""Tables as files, written row by row: CSV, XLSX and JSON lines.

What people have typed never runs in a spreadsheet as a formula.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from lk.tables.cells import FORMULA, GUARD

Row = Mapping[str, Any]
Words = Callable[[datetime], str]

MOST_XLSX_ROWS = 1_048_575
MARKED = "utf-8-sig"
_LONGEST_CELL = 32_767
_WIDTH = 18


def write_csv(
    out: BinaryIO,
    rows: Iterable[Row],
    titles: Mapping[str, str],
    *,
    zone: tzinfo = UTC,
    encoding: str = MARKED,
    words: Words | None = None,
) -> None:
    """A table that a Russian Excel opens as it is: «;», a byte order mark, CRLF (RFC 4180).

    Text that a spreadsheet would run as a formula gets an apostrophe in front. In an `encoding`
    like cp1251 a sign that it has not is a question mark. `words`: how a moment is told,
    otherwise as a spreadsheet has it, in `zone`.
    """
    text = io.TextIOWrapper(out, encoding=encoding, errors="replace", newline="")
    told = words or (lambda value: f"{value.astimezone(zone):%d.%m.%Y %H:%M}")
    try:
        writer = csv.writer(text, delimiter=";")
        writer.writerow(titles.values())
        for row in rows:
            writer.writerow([_csv_cell(row.get(key), told) for key in titles])
    finally:
        text.detach()


def write_json_lines(out: BinaryIO, rows: Iterable[Row], titles: Mapping[str, str]) -> None:
    """A JSON object a line, its keys are those of `titles`; all facts of a row without titles."""
    for row in rows:
        facts = {key: row.get(key) for key in titles} if titles else row
        line = json.dumps(facts, ensure_ascii=False, default=_plain, separators=(",", ":"))
        out.write(f"{line}\n".encode())


def write_xlsx(
    out: BinaryIO,
    rows: Iterable[Row],
    titles: Mapping[str, str],
    *,
    zone: tzinfo,
    sheet: str = "Лист1",
    widths: Mapping[str, int] | None = None,
) -> None:
    """One sheet with a header that stays. Text is of the string type whatever it begins with,
    and is marked as text (`quotePrefix`); days and moments are dates, in `zone`.
    """
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    page.freeze_panes = "A2"
    for place, key in enumerate(titles, start=1):
        page.column_dimensions[get_column_letter(place)].width = (widths or {}).get(key, _WIDTH)
    page.append([_text_cell(page, title) for title in titles.values()])
    for row in rows:
        page.append([_xlsx_cell(page, row.get(key), zone) for key in titles])
    book.save(out)


def _csv_cell(value: Any, told: Words) -> Any:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = _in_words(value, told).replace("\0", "")
    return f"{GUARD}{text}" if text.startswith(FORMULA) else text


def _in_words(value: Any, told: Words) -> str:
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, datetime):
        return told(value)
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)


def _xlsx_cell(sheet: Any, value: Any, zone: tzinfo) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return _text_cell(sheet, "да" if value else "нет")
    if isinstance(value, datetime):
        return _dated(sheet, value.astimezone(zone), "DD.MM.YYYY HH:MM")
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
    if value.startswith(FORMULA):
        cell.quotePrefix = True
    return cell


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
