"""What is wrong with one step: each shown field, then the rules over several answers."""

from collections.abc import Iterator, Mapping
from datetime import date
from operator import itemgetter
from typing import TypeAlias

from lk.applications.catalogue import Answers, Field, Kind, Value
from lk.applications.catalogue.dictionaries import FOR_TWO_SOURCES, TWO_SOURCES
from lk.applications.checks import CHECKS
from lk.applications.errors import Problem
from lk.applications.reading import Reading
from lk.applications.values import Refused, filled_rows, parse, required_message

Rows: TypeAlias = list[tuple[int, Mapping[str, object]]]


def step_problems(
    kind: Kind, code: str, answers: Answers, reading: Reading, *, today: date
) -> Iterator[Problem]:
    """A field that is wrong by itself is not held against other answers too."""
    asked = []
    for field in kind.step(code).fields:
        if field.key not in reading.shown:
            continue
        if field.type == "readonly":
            yield from _fixed_problems(code, field, answers)
            continue
        problems = list(_field_problems(code, field, answers, reading, today))
        yield from problems
        if not problems:
            asked.append(field.key)
    for name in kind.checks:
        for found in CHECKS[name](kind, reading):
            if found.key in asked:
                row = _typed_place(kind.field(found.key), answers, found.row)
                yield Problem(code, found.key, found.message, found.code, row, found.column)


def _fixed_problems(code: str, field: Field, answers: Answers) -> Iterator[Problem]:
    """An answer of another kind that this one has no place for: reliability I or II."""
    if field.fixed and answers.get(field.key) in TWO_SOURCES:
        yield Problem(code, field.key, FOR_TWO_SOURCES, "two_sources")


def _field_problems(
    code: str, field: Field, answers: Answers, reading: Reading, today: date
) -> Iterator[Problem]:
    if field.type == "repeat":
        yield from _repeat_problems(code, field, answers.get(field.key), today)
    elif refused := reading.refused.get(field.key):
        yield Problem(code, field.key, refused.message, refused.code)
    elif _is_empty(reading.open[field.key]) and field.is_required(reading.open):
        yield Problem(code, field.key, required_message(field), "required")


def _repeat_problems(code: str, field: Field, raw: Value, today: date) -> Iterator[Problem]:
    """Every wrong cell; where there are too few rows, the cells of the first ones lack."""
    try:
        rows = filled_rows(field, raw or [])
    except Refused as refused:
        yield Problem(code, field.key, refused.message, refused.code)
        return
    if len(rows) > field.max_rows:
        text = f"{field.name}: не больше {field.max_rows}"
        yield Problem(code, field.key, text, "rows")
    for place, row in _with_lacking(field, rows):
        for column in field.fields:
            if found := _cell_problem(column, row, today):
                yield Problem(code, field.key, found[1], found[0], place, column.key)


def _with_lacking(field: Field, rows: Rows) -> Rows:
    """Where too few rows are filled, the first free places stand for those that lack."""
    taken = {place for place, _ in rows}
    free: Rows = [(place, {}) for place in range(field.min_rows) if place not in taken]
    lacking = max(0, field.min_rows - len(rows))
    return sorted(free[:lacking] + rows, key=itemgetter(0))


def _cell_problem(column: Field, row: Mapping[str, object], today: date) -> tuple[str, str] | None:
    try:
        value = parse(column, row.get(column.key), today=today)
    except Refused as refused:
        return refused.code, refused.message
    if column.required and _is_empty(value):
        return "required", required_message(column)
    return None


def _is_empty(value: Value) -> bool:
    """Zero is an answer, a box that is not ticked is none."""
    return value is None or value is False


def _typed_place(field: Field, answers: Answers, row: int | None) -> int | None:
    """Checks count the rows that are filled; the person counts those on the page."""
    if row is None:
        return None
    return filled_rows(field, answers[field.key])[row][0]
