"""Reads terms.toml. Whoever edits it is a lawyer: each error names the row and the key."""

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from lk.applications.statuses import STATUSES
from lk.applications.terms.model import EVENT, RESUBMITTED, UNITS, Row

FILE = Path(__file__).with_name("terms.toml")

_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "unit": UNITS,
    "whose": ("consumer", "company"),
    "certainty": ("confirmed", "memory"),
    "statuses": tuple(STATUSES),
    "counts_from": (*STATUSES, RESUBMITTED, EVENT),
    "categories": ("15", "150", "670", "670p", "tmp"),
    "construction": ("none", "no", "yes"),
}
_TUPLES = {"statuses", "counts_from", "categories", "voltages", "construction"}
_TYPES: Mapping[str, type] = {"value": int, "effective_from": date, "is_near": bool}


class TermsFileError(Exception):
    """The table of terms is wrong: the message (Russian) names the row, the key and the cure."""


@dataclass(frozen=True)
class Table:
    """All rows in the order of the file; `near`: metres by the kind of settlement."""

    rows: tuple[Row, ...]
    near: Mapping[str, int]
    rolls_to_working_day: bool


@cache
def shipped() -> Table:
    return load(FILE.read_text("utf-8"))


def load(text: str) -> Table:
    """The table of this TOML; raises TermsFileError."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TermsFileError(f"Таблицу сроков не разобрать: {error}.") from error
    rows = tuple(_row(raw, place) for place, raw in enumerate(found.get("term", ()), start=1))
    return Table(rows, found.get("near", {}), bool(found.get("rolls_to_working_day", False)))


def _row(raw: Mapping[str, Any], place: int) -> Row:
    where = f"Срок {place} («{raw.get('code', 'без code')}»)"
    known = {field.name: field for field in dataclasses.fields(Row)}
    for key, value in raw.items():
        if key not in known:
            raise TermsFileError(f"{where}: ключ «{key}» лишний, нет ли в имени опечатки?")
        _check(where, key, value)
    for key, field in known.items():
        if key not in raw and field.default is dataclasses.MISSING:
            raise TermsFileError(f"{where}: нет ключа «{key}», добавьте его.")
    values: dict[str, Any] = {
        key: tuple(each) if key in _TUPLES else each for key, each in raw.items()
    }
    return Row(**values)


def _check(where: str, key: str, value: Any) -> None:
    wanted: Any = list if key in _TUPLES else _TYPES.get(key, str)
    if type(value) is not wanted or value in ("", []):
        raise TermsFileError(f"{where}: ключ «{key}» пуст или не того вида: {value!r}.")
    if key == "value" and int(value) <= 0:
        raise TermsFileError(f"{where}: ключ «value» — число больше нуля.")
    allowed = _ALLOWED.get(key)
    for each in value if isinstance(value, list) else [value]:
        if allowed and each not in allowed:
            raise TermsFileError(
                f"{where}: ключ «{key}» не знает слова «{each}». Есть: {', '.join(allowed)}."
            )
