"""TOML and JSON: the same names, rates in tables `rate`; numbers may stand in quotes or bare."""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from lk.calculator.orders.faults import Fault, OrderError, Place
from lk.calculator.orders.fields import GROUPS
from lk.calculator.orders.lines import json_lines, toml_lines
from lk.calculator.orders.raw import Cell, RawOrder, RawRate
from lk.calculator.orders.texts import decoded

RATES = "rate"
Lines = Mapping[str, int]


def read_toml(data: bytes) -> RawOrder:
    text = decoded(data, "utf-8-sig")
    try:
        found = tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        said = str(error).replace("end of document", f"line {text.count(chr(10)) + 1}, column 1")
        if "overwrite" in said or "already" in said or "twice" in said:
            raise OrderError([Fault(_place(said), "поле или раздел стоит дважды")]) from error
        raise _broken("TOML", said) from error
    except (ValueError, RecursionError) as error:
        raise _broken("TOML", "") from error
    return _order(found, toml_lines(text))


def read_json(data: bytes) -> RawOrder:
    text = decoded(data, "utf-8-sig")
    try:
        found = json.loads(
            text,
            parse_float=str,
            parse_int=str,
            parse_constant=str,
            object_pairs_hook=_without_doubles,
        )
    except json.JSONDecodeError as error:
        raise _broken("JSON", f"line {error.lineno}, column {error.colno}") from error
    except RecursionError as error:
        raise _broken("JSON", "") from error
    if not isinstance(found, dict):
        raise OrderError([Fault(Place(row=1), "нужен объект { … } с полями версии и ставками")])
    return _order(found, json_lines(text))


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for name, value in pairs:
        if name in seen:
            raise OrderError([Fault(Place(path=name[:60]), "поле стоит дважды")])
        seen[name] = value
    return seen


_AT = re.compile(r"line (\d+), column (\d+)")


def _broken(kind: str, said: str) -> OrderError:
    at = _AT.search(said)
    where = f", символ {at[2]}" if at else ""
    return OrderError([Fault(_place(said), f"это не {kind}{where}: нарушена запись")])


def _place(said: str) -> Place:
    at = _AT.search(said)
    return Place(row=int(at[1])) if at else Place()


def _order(found: Mapping[str, Any], lines: Lines) -> RawOrder:
    reader = _Tree(lines)
    for name, value in found.items():
        if name == RATES:
            reader.rates(value)
        elif name in GROUPS and isinstance(value, Mapping):
            for inner, each in value.items():
                reader.fact(f"{name}.{inner}", each)
        else:
            reader.fact(name, value)
    if reader.faults:
        raise OrderError(reader.faults)
    return reader.order


class _Tree:
    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.order = RawOrder(missing=self.place)
        self.faults: list[Fault] = []

    def place(self, path: str) -> Place:
        """Of what is missing, the line of the table where it ought to be."""
        line = self.lines.get(path) or self.lines.get(path.rpartition(".")[0])
        return Place(row=line, path=path[:80])

    def fact(self, name: str, value: Any) -> None:
        if (cell := self._cell(name, value)) is not None:
            self.order.head[name] = cell

    def rates(self, value: Any) -> None:
        tables = value if isinstance(value, list) else [value]
        for number, table in enumerate(tables, start=1):
            path = f"{RATES}[{number}]"
            if not isinstance(table, Mapping):
                self.faults.append(Fault(self.place(path), "ставка — это таблица с полями"))
                continue
            cells = {
                name: cell
                for name, each in table.items()
                if (cell := self._cell(f"{path}.{name}", each)) is not None
            }
            self.order.rates.append(RawRate(cells, self._missing(path)))

    def _missing(self, path: str) -> Callable[[str], Place]:
        return lambda name: self.place(f"{path}.{name}")

    def _cell(self, path: str, value: Any) -> Cell | None:
        if value is None:
            return None
        text = _text(value)
        if text is None:
            self.faults.append(Fault(self.place(path), "здесь одно значение, а не таблица"))
            return None
        return Cell(text, self.place(path))


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return str(value) if isinstance(value, str | int) else None
