"""What is wrong in a file of a tariff, and where: every fault has its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lk.calculator.orders.periods import Clash


@dataclass(frozen=True)
class Place:
    """A cell of a table by `sheet`, `row` from 1, `column` (a letter, or a number in CSV) and its
    `title`; a value of TOML or JSON by `path` (`rate[3].unit`: the third rate), and its `row`
    where it is known.
    """

    row: int | None = None
    column: str = ""
    title: str = ""
    sheet: str = ""
    path: str = ""

    @property
    def words(self) -> str:
        """«лист «Ставки», строка 7, столбец C «Ставка, руб.»»; empty for the whole file."""
        column = f"столбец {self.column}" if self.column else ""
        title = f"«{self.title}»" if self.title else ""
        pieces = (
            f"лист «{self.sheet}»" if self.sheet else "",
            self.path,
            f"строка {self.row}" if self.row else "",
            f"{column} {title}".strip(),
        )
        return ", ".join(each for each in pieces if each)


@dataclass(frozen=True)
class Fault:
    place: Place
    message: str

    @property
    def words(self) -> str:
        where = self.place.words
        return f"{where}: {self.message}" if where else self.message

    @property
    def facts(self) -> dict[str, Any]:
        """For programs."""
        place = self.place
        return {
            "sheet": place.sheet or None,
            "row": place.row,
            "column": place.column or None,
            "field": place.title or None,
            "path": place.path or None,
            "message": self.message,
        }


class TariffError(Exception):
    """A rule about tariffs says no; the words are for the office."""


class OrderError(TariffError):
    """The file cannot be taken as it is."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(each.words for each in self.faults))


class NoVersion(TariffError):
    def __init__(self, code: str) -> None:
        super().__init__(f"Версии тарифа «{code}» нет. Показать все: flask admin tariffs list.")


class NeverChanged(TariffError):
    """Once used, a version is only superseded."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"Версия «{code}» уже применялась и не меняется. Исправленный приказ загрузите под"
            f' другим кодом с полем supersedes = "{code}".'
        )


class NotADraft(TariffError):
    def __init__(self, code: str) -> None:
        super().__init__(f"Версия «{code}» уже введена в действие.")


class PeriodsClash(TariffError):
    """On some day there would be two tariffs, or none between two."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        self.clashes = tuple(clashes)
        super().__init__("\n".join(each.reason for each in self.clashes))
