"""A file as it was read, before anyone has judged it: texts, each with its place."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lk.calculator.orders.faults import Place


@dataclass(frozen=True)
class Cell:
    text: str
    place: Place


@dataclass(frozen=True)
class RawRate:
    """`cells` by names of `fields.RATE`; `missing(name)`: where a value ought to stand."""

    cells: dict[str, Cell]
    missing: Callable[[str], Place]

    def text(self, name: str) -> str:
        cell = self.cells.get(name)
        return cell.text.strip() if cell else ""

    def place(self, name: str) -> Place:
        cell = self.cells.get(name)
        return cell.place if cell else self.missing(name)


@dataclass
class RawOrder:
    """`head` by names of `fields.HEAD`, as far as the file knows them; unknown names too."""

    head: dict[str, Cell] = field(default_factory=dict)
    rates: list[RawRate] = field(default_factory=list)
    missing: Callable[[str], Place] = lambda name: Place(title=name)

    def text(self, name: str) -> str:
        cell = self.head.get(name)
        return cell.text.strip() if cell else ""

    def place(self, name: str) -> Place:
        cell = self.head.get(name)
        return cell.place if cell else self.missing(name)
