"""Tables from files: CSV (`;` `,` tab; UTF-8, cp1251, cp866) and XLSX, streamed row by row."""

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from lk.tables.cells import cleaned
from lk.tables.encodings import NO_TEXT, look
from lk.tables.errors import TableError
from lk.tables.workbook import MOST_UNPACKED, open_book

DELIMITERS = ";\t,"
_BOOK, _OLD_BOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_EMPTY = "файл пуст: в нем нет ни одной строки."

# A row: the line it begins in, and its cells.
Row = tuple[int, list[str]]


@dataclass
class Table:
    """A table that is open: `heading` is its first row that is not empty, in `heading_line`.

    `rows` can be gone through once, empty ones are left out; it raises TableError where the file
    breaks. A cell that is no value (a formula, an error of a spreadsheet) is a `cells.Bad`; of a
    table that `is_plain` none is. `size`: of the stream in bytes, `stream.tell()` is how far it is.
    """

    name: str
    heading: list[str]
    heading_line: int
    rows: Iterator[Row]
    encoding: str
    is_plain: bool = False
    stream: BinaryIO | None = None
    size: int = 0
    _closing: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """The file that was opened here; a stream that was given stays open."""
        self._closing.close()

    @property
    def position(self) -> int:
        """How many bytes of `size` have been read."""
        return self.stream.tell() if self.stream else 0


def open_table(name: str, source: BinaryIO | Path, *, most_unpacked: int = MOST_UNPACKED) -> Table:
    """The table in a file. `name` is for messages; what it is, its bytes say.

    Raises TableError in words for what is no table; OSError of a path is the caller's to tell.
    """
    with ExitStack() as stack:
        stream = stack.enter_context(source.open("rb")) if isinstance(source, Path) else source
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        head = stream.read(4)
        if head == _OLD_BOOK:
            raise TableError("это книга старого Excel (xls): сохраните ее как XLSX или CSV.")
        if head == _BOOK or name.lower().endswith(".xlsx"):
            rows, encoding, is_plain = open_book(stream, most_unpacked, stack), "xlsx", False
        else:
            rows, encoding, is_plain = _open_csv(stream, stack)
        heading_line, heading = _first(rows)
        table = Table(name, heading, heading_line, rows, encoding, is_plain, stream, size)
        table._closing = stack.pop_all()
        return table


def read_text(text: str, name: str = "") -> Table:
    """A table that was pasted: of a spreadsheet its cells come with tabs between."""
    rows = _split(io.StringIO(text, newline=""), is_plain=False)
    heading_line, heading = _first(rows)
    return Table(name, heading, heading_line, rows, "text")


def _open_csv(stream: BinaryIO, stack: ExitStack) -> tuple[Iterator[Row], str, bool]:
    looked = look(stream)
    text = io.TextIOWrapper(stream, encoding=looked.encoding, newline="")
    stack.callback(text.detach)  # whoever opened the stream closes it
    rows = _split(text, is_plain=looked.is_plain)
    return rows, looked.encoding, looked.is_plain


def _split(text: io.TextIOBase, *, is_plain: bool) -> Iterator[Row]:
    """The rows of a CSV, the separator told by the first line that is not empty."""
    skipped = 0
    try:
        for line in text:
            if line.strip(" \t\r\n;,\ufeff"):
                return _rows(chain([line], text), skipped, _delimiter(line), is_plain=is_plain)
            skipped += 1
    except UnicodeError as error:
        raise TableError(NO_TEXT, skipped + 1) from error
    except csv.Error as error:
        raise TableError(_why(error), skipped + 1) from error
    raise TableError(_EMPTY)


def _delimiter(line: str) -> str:
    """That which makes the most columns of it; of equals the first."""
    counts = {each: len(next(csv.reader([line], delimiter=each))) for each in DELIMITERS}
    return max(counts, key=lambda each: counts[each])


def _rows(lines: Iterable[str], skipped: int, delimiter: str, *, is_plain: bool) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    begins = skipped + 1
    try:
        for cells in reader:
            if any(cells):
                yield begins, cells if is_plain else cleaned(cells)
            begins = skipped + reader.line_num + 1
    except csv.Error as error:
        raise TableError(_why(error), begins) from error
    except UnicodeError as error:
        raise TableError(NO_TEXT, begins) from error


def _why(error: csv.Error) -> str:
    if "field larger" in str(error):
        return "слишком длинная ячейка: кавычки открыты и не закрыты?"
    return "кавычки не закрыты или после них что-то стоит."


def _first(rows: Iterator[Row]) -> tuple[int, list[str]]:
    for line, cells in rows:
        return line, [each.strip().lstrip("\ufeff") for each in cells]
    raise TableError(_EMPTY)
