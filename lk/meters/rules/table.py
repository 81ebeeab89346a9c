"""Rows of many readings, as they were typed, pasted or read from a file. The standard library only.

Between the dry run and the sending they travel through the page as text, and are judged anew.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

MOST_ROWS = 6000
# Rows without a reading are passed over, but not without end.
MOST_LINES = 60_000
# What a page carries of them, in bytes: of each row three times what it has on average.
MOST_CARRIED = 2_000_000
ZONES = 3
_LONGEST_CELL = 60
_LONGEST_WORDS = 120
_DAYS = ("%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S")
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f\ud800-\udfff\u2028\u2029\x85]+")


class TooManyRows(Exception):
    """More rows than are taken at once, or longer ones; `message` says what to do."""

    def __init__(self, what: str = f"Строк с показаниями больше {MOST_ROWS}") -> None:
        self.message = f"{what}: разделите их на части и передайте по очереди."
        super().__init__(self.message)


class Damaged(Exception):
    """The rows that a page carried cannot be read."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A reading as it was typed; `values` are those of three zones, empty where nothing is.

    `line`: where it stands. `meter`: the public id, when a row of our own page says it. `wrong`:
    why a cell of it is no value (a formula).
    """

    line: int
    contract: str = ""
    number: str = ""
    day: str = ""
    values: tuple[str, str, str] = ("", "", "")
    wrong: str = ""
    meter: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing was entered for this meter: it is left alone."""
        return not any(self.values) and not self.wrong


def cell_of(text: str, most: int = _LONGEST_CELL) -> str:
    """A cell in one line, without signs that no database and no page can hold."""
    return _BLANKS.sub(" ", text).strip()[:most]


def row_of(line: int, *, values: Sequence[str], wrong: str = "", **cells: str) -> TableRow:
    """A row of cells as they came in."""
    first, second, third = [*(cell_of(each) for each in values[:ZONES]), "", "", ""][:ZONES]
    known = {name: cell_of(text) for name, text in cells.items()}
    return TableRow(
        line, values=(first, second, third), wrong=cell_of(wrong, _LONGEST_WORDS), **known
    )


def filled(rows: Iterable[TableRow]) -> list[TableRow]:
    """Those with a reading; raises TooManyRows."""
    return parted(rows)[0]


def parted(rows: Iterable[TableRow]) -> tuple[list[TableRow], list[int]]:
    """Those with a reading, and the lines of those without; raises TooManyRows."""
    found: list[TableRow] = []
    skipped: list[int] = []
    for row in rows:
        if row.is_empty:
            skipped.append(row.line)
        elif len(found) == MOST_ROWS:
            raise TooManyRows
        else:
            found.append(row)
        if len(skipped) > MOST_LINES:
            raise TooManyRows(f"Строк без показания больше {MOST_LINES}")
    if len(carried(found).encode()) > MOST_CARRIED:
        raise TooManyRows("Строки слишком длинные")
    return found, skipped


def carried(rows: Iterable[TableRow]) -> str:
    """The rows as one text, for a hidden field of the next form."""
    return "\n".join(
        "\t".join([str(r.line), r.contract, r.number, r.meter, r.day, *r.values, r.wrong]).rstrip(
            "\t"
        )
        for r in rows
    )


def rows_in(text: str) -> list[TableRow]:
    """What `carried` has written; raises Damaged for anything else, and TooManyRows."""
    if len(text) > MOST_CARRIED + 2 * MOST_ROWS:  # a form ends its lines by two signs
        raise TooManyRows("Строки слишком длинные")
    return filled(_rows_of(text))


def _rows_of(text: str) -> Iterator[TableRow]:
    """One at a time, so that whoever counts them can stop."""
    for line in text.splitlines():
        cells = line.split("\t")
        if not 2 <= len(cells) <= 9 or not _is_line(cells[0]):
            raise Damaged
        cells += [""] * (9 - len(cells))
        _, contract, number, meter, day, *values, wrong = cells
        told = {"contract": contract, "number": number, "meter": meter, "day": day}
        yield row_of(int(cells[0]), values=values, wrong=wrong, **told)


def day_of(text: str, usual: date) -> date | None:
    """«25.11.2026», as people and spreadsheets write it; the usual day of an empty cell; None for
    what is no day.
    """
    if not text:
        return usual
    for how in _DAYS:
        try:
            return datetime.strptime(text, how).date()  # noqa: DTZ007  # a day, not a moment
        except ValueError:
            continue
    return None


def plain_number(text: str) -> str:
    """A number of a meter or contract without what a spreadsheet changes in it: spaces, case, «№»,
    zeros in front.
    """
    return "".join(text.split()).lstrip("№'").casefold().lstrip("0")


def twice(keys: Iterable[int]) -> set[int]:
    """Those that stand there more than once."""
    return {key for key, count in Counter(keys).items() if count > 1}


def _is_line(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 8
