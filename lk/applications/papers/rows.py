"""Which form on paper a kind of application has, and its rows in their order (`form_rows.toml`)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from lk.applications.catalogue import Field, Kind

FILE = Path(__file__).with_name("form_rows.toml")


@dataclass(frozen=True, slots=True)
class Form:
    """One of appendices № 4–7 to the connection rules; `heading` stands above the paper."""

    number: int
    heading: str


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row with the questions that answer it; `number` counts the rows of this paper from 1."""

    number: int
    title: str
    fields: tuple[Field, ...]


def form_of(kind: Kind) -> Form:
    """The form that this kind of application has on paper."""
    table = _table()
    found = next(each for each in table["form"] if kind.code in each["kinds"])
    number: int = found["number"]
    return Form(number, table["heading"].format(number=number))


def rows_of(kind: Kind) -> tuple[FormRow, ...]:
    """The rows of the kind's form that have questions, then one with all that the form lacks."""
    table, number = _table(), form_of(kind).number
    found, left = [], list(kind.fields)
    for row in table["row"]:
        mine = tuple(field for field in left if field.form_row == row["number"])
        if mine and number in row["forms"]:
            found.append((row["title"], mine))
            left = [field for field in left if field not in mine]
    if left:
        found.append((table["rest"], tuple(left)))
    return tuple(FormRow(place, *each) for place, each in enumerate(found, start=1))


def widths_of(field: Field) -> list[int]:
    """Shares of the columns of a repeating question: free text is three times as wide."""
    return [3 if column.type == "text" else 1 for column in field.fields]


def edition() -> datetime:
    """The day of the last change of the rows, its noon."""
    return datetime.combine(_table()["edition"], time(12), UTC)


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
