"""Rows of cells, be they of CSV or of sheets, as an order.

First come facts of the version, two cells a row: its name (or title) and its value. A row with
the columns «Код ставки», «Единица», «Ставка, руб.» begins the table of rates; it ends with its
sheet. Empty rows, and rows that begin with «#», say nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lk.calculator.orders.faults import Fault, OrderError, Place
from lk.calculator.orders.fields import HEAD, NOTES, RATE, RATE_NEEDS, folded, name_of
from lk.calculator.orders.raw import Cell, RawOrder, RawRate

Row = Sequence[Cell]
MOST_ROWS = 20_000


def read_grid(rows: Iterable[Row]) -> RawOrder:
    """Raises OrderError with all that does not fit this shape."""
    found = _Grid()
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            raise OrderError([Fault(row[0].place if row else Place(), "слишком много строк")])
        filled = [each for each in row if each.text.strip()]
        if filled and not filled[0].text.lstrip().startswith("#"):
            found.take(row, filled)
    if not found.has_table:
        needs = ", ".join(f"«{RATE[name]}»" for name in RATE_NEEDS)
        found.faults.append(Fault(Place(), f"нет таблицы ставок со столбцами {needs}"))
    if found.faults:
        raise OrderError(found.faults)
    return found.order


@dataclass
class _Grid:
    order: RawOrder = field(default_factory=RawOrder)
    faults: list[Fault] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)  # of the sheet's table, to names
    sheet: str = ""
    has_table: bool = False

    def take(self, row: Row, filled: Row) -> None:
        if filled[0].place.sheet != self.sheet:
            self.sheet, self.columns = filled[0].place.sheet, {}
        if self.columns:
            self._rate(filled)
        elif {name_of(each.text, RATE) for each in row}.issuperset(RATE_NEEDS):
            self._heading(filled)
        else:
            self._fact(filled)

    def _heading(self, filled: Row) -> None:
        self.has_table = True
        for cell in filled:
            name = name_of(cell.text, RATE)
            if name is None:
                self._wrong(cell, f"столбца «{_short(cell.text)}» нет. Есть: {_known(RATE)}")
            elif name in self.columns.values():
                self._wrong(cell, f"столбец «{RATE[name]}» стоит дважды")
            self.columns[cell.place.column] = name or ""

    def _rate(self, filled: Row) -> None:
        cells: dict[str, Cell] = {}
        for cell in filled:
            name = self.columns.get(cell.place.column)
            if name is None:
                self._wrong(cell, f"над «{_short(cell.text)}» нет названия столбца")
            elif name:
                cells[name] = Cell(cell.text, replace(cell.place, title=RATE[name]))
        first = filled[0].place
        letters = {name: letter for letter, name in self.columns.items()}
        self.order.rates.append(
            RawRate(
                cells,
                lambda name: replace(
                    first, column=letters.get(name, ""), title=RATE.get(name, name)
                ),
            )
        )

    def _fact(self, filled: Row) -> None:
        title, *values = filled
        name = _fact_name(title.text)
        if name is None:
            hint = f"такого поля нет: «{_short(title.text)}». Есть: {_known(HEAD)}"
            self._wrong(title, hint)
        elif name in self.order.head:
            self._wrong(title, f"поле «{HEAD.get(name, name)}» стоит дважды")
        elif len(values) > 1:
            self._wrong(values[1], "лишнее: у поля одно значение")
        elif values:
            place = replace(values[0].place, title=HEAD.get(name, name))
            self.order.head[name] = Cell(values[0].text, place)

    def _wrong(self, cell: Cell, message: str) -> None:
        self.faults.append(Fault(cell.place, message))


def _fact_name(text: str) -> str | None:
    wanted = folded(text)
    return wanted if wanted.startswith(f"{NOTES}.") else name_of(text, HEAD)


def _known(titles: Mapping[str, str]) -> str:
    return ", ".join(f"«{title}»" for title in titles.values())


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:60]}…"
