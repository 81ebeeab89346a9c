"""A file of any of the four formats, by its name's ending."""

from collections.abc import Callable, Mapping
from pathlib import PurePath

from lk.calculator.orders.faults import Fault, OrderError, Place
from lk.calculator.orders.grid import read_grid
from lk.calculator.orders.raw import RawOrder
from lk.calculator.orders.tables import csv_rows
from lk.calculator.orders.tree import read_json, read_toml
from lk.calculator.orders.workbook import xlsx_rows

MOST_BYTES = 5_000_000


def read_order(name: str, data: bytes) -> RawOrder:
    """Raises OrderError for what cannot be read at all."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    reader = READERS.get(ending)
    if reader is None:
        known = ", ".join(READERS)
        raise _fault(f"не понять по имени, что это за файл. Читаются: {known}")
    if not data.strip():
        raise _fault("файл пуст")
    if len(data) > MOST_BYTES:
        raise _fault(f"файл больше {MOST_BYTES // 1_000_000} МБ: таких приказов не бывает")
    return reader(data)


def _fault(message: str) -> OrderError:
    return OrderError([Fault(Place(), message)])


READERS: Mapping[str, Callable[[bytes], RawOrder]] = {
    "toml": read_toml,
    "json": read_json,
    "csv": lambda data: read_grid(csv_rows(data)),
    "xlsx": lambda data: read_grid(xlsx_rows(data)),
}
