"""Tables of the office as files: in the company's zone, moments in its words."""

from collections.abc import Callable, Iterable, Mapping
from typing import BinaryIO

from lk import tables
from lk.admin.output import as_words
from lk.company import company
from lk.tables import MOST_XLSX_ROWS, write_json_lines
from lk.tables.writing import Row

__all__ = ["MOST_XLSX_ROWS", "WRITERS", "Row", "write_csv", "write_json_lines", "write_xlsx"]

Writer = Callable[[BinaryIO, Iterable[Row], Mapping[str, str]], None]

_WIDTHS = {"number": 20, "status_label": 34, "title": 60, "object_address": 50, "applicant": 36}


def write_csv(out: BinaryIO, rows: Iterable[Row], titles: Mapping[str, str]) -> None:
    """As `tables.write_csv` says."""
    tables.write_csv(out, rows, titles, words=as_words)


def write_xlsx(out: BinaryIO, rows: Iterable[Row], titles: Mapping[str, str]) -> None:
    """As `tables.write_xlsx` says."""
    zone = company().time_zone
    tables.write_xlsx(out, rows, titles, zone=zone, sheet="Заявки", widths=_WIDTHS)


WRITERS: Mapping[str, Writer] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "jsonl": write_json_lines,
}
