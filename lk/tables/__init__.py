"""Tables in files: CSV and XLSX, read and written row by row. Knows nothing of what is in them."""

from lk.tables.cells import Bad
from lk.tables.columns import Columns, match
from lk.tables.errors import TableError
from lk.tables.reading import Table, open_table, read_text
from lk.tables.writing import MOST_XLSX_ROWS, write_csv, write_json_lines, write_xlsx

__all__ = [
    "MOST_XLSX_ROWS",
    "Bad",
    "Columns",
    "Table",
    "TableError",
    "match",
    "open_table",
    "read_text",
    "write_csv",
    "write_json_lines",
    "write_xlsx",
]
