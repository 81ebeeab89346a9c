"""The rows of an application as it was filled in: labels and values, tables for what repeats."""

from collections.abc import Iterator
from typing import Any

from lk.applications.catalogue import Answers, Field, Kind, Value
from lk.applications.papers.rows import FormRow, rows_of, widths_of
from lk.applications.papers.words import NOT_GIVEN, printable
from lk.applications.reading import Reading, read_all
from lk.applications.values import show

Part = dict[str, Any]


def filled_rows(kind: Kind, answers: Answers) -> list[dict[str, Any]]:
    """Rows of the form: `number`, `title`, `parts`. A part is `facts` (pairs of label and text) or
    a `table` (title, columns, rows).

    Answers may be those of a draft: what does not parse stands as it was typed. Questions that
    these answers do not call for are left out; one that has no answer has a dash.
    """
    reading = read_all(kind, answers)
    return [_row(row, answers, reading) for row in rows_of(kind)]


def _row(row: FormRow, answers: Answers, reading: Reading) -> dict[str, Any]:
    parts: list[Part] = []
    for field in row.fields:
        for part in _parts(field, answers, reading):
            if part["kind"] == "facts" and parts and parts[-1]["kind"] == "facts":
                parts[-1]["facts"] += part["facts"]
            else:
                parts.append(part)
    parts = parts or [_fact("", "")]
    return {"number": str(row.number), "title": row.title, "parts": parts}


def _parts(field: Field, answers: Answers, reading: Reading) -> Iterator[Part]:
    is_shown = field.key in reading.shown
    value = reading.open[field.key]
    if is_shown and field.key in reading.refused:
        value = answers[field.key]
    if isinstance(value, list) and field.fields:
        yield _table(field, value) if value else _fact(field.label, "")
    elif value is not False and (is_shown or value is not None):
        yield _fact(field.label, show(field, value))


def _fact(label: str, text: str) -> Part:
    return {"kind": "facts", "facts": [[printable(label), printable(text).strip() or NOT_GIVEN]]}


def _table(field: Field, rows: list[dict[str, Value]]) -> Part:
    return {
        "kind": "table",
        "title": printable(field.label),
        "columns": ["№", *(printable(column.label) for column in field.fields)],
        "widths": widths_of(field),
        "rows": [
            [str(place), *(_cell(column, row) for column in field.fields)]
            for place, row in enumerate(rows, start=1)
        ],
    }


def _cell(column: Field, row: object) -> str:
    """Drafts may hold anything in place of a row."""
    value = row.get(column.key) if isinstance(row, dict) else None
    return printable(show(column, value)).strip() or NOT_GIVEN
