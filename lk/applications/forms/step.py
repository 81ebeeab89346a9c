"""What a step's form has sent: the answers as they were typed, what the page was shown before,
and which button was pressed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from lk.applications import values
from lk.applications.catalogue import Field, Step, Value
from lk.applications.catalogue.dictionaries import TWO_SOURCES

SEEN, RELIABILITY = "seen", "reliability"
ADD, REMOVE, KEEP, TAKE = "add-", "remove-", "keep", "take"
# Of rows that no page of ours would send so many of.
MOST_ROWS = 100
_NOT_TICKED = {"", "false"}

Body = MultiDict[str, str]
Rows = list[dict[str, Value]]


@dataclass(frozen=True, slots=True)
class Sent:
    """`typed`: raw answers by key; a question that did not come at all is left out, so that a
    body that was cut short empties nothing. `seen`: the marks that the page carried. `rows`: the
    repeating group whose «Добавить» or «Удалить» was pressed, already in `typed` as it is now.
    `kept`, `taken`: the field where the text of this page, or the stored one, was chosen.
    `kind`: the kind of application that was offered and agreed to; `wish`: the reliability wanted
    where the kind has one only.
    """

    typed: dict[str, Value]
    seen: dict[str, str]
    go: str = "next"
    rows: str = ""
    place: int = 0
    kept: str = ""
    taken: str = ""
    kind: str = ""
    wish: str = ""

    @property
    def stays(self) -> bool:
        """Whether the pressed button leads to this very step."""
        return bool(self.kept or self.taken) or self.go == "stay"


def read_step(step: Step, body: Body) -> Sent:
    seen = read_seen(body.get(SEEN, ""))
    typed = _typed(step, body, seen)
    taken = body.get(TAKE, "")
    typed.pop(taken, None)
    group, place = _pressed_row(step, body, typed)
    return Sent(
        typed=typed,
        seen=seen,
        go=body.get("go", "next"),
        rows=group,
        place=place,
        kept=body.get(KEEP, ""),
        taken=taken,
        kind=body.get("kind", ""),
        wish=_wish(step, body),
    )


def read_seen(text: str) -> dict[str, str]:
    """Marks by key; what is no mark of ours is passed over."""
    pairs = (each.partition(".") for each in text.split())
    return {key: mark for key, _, mark in pairs if mark}


def write_seen(marks: Mapping[str, str]) -> str:
    return " ".join(f"{key}.{mark}" for key, mark in marks.items())


def _wish(step: Step, body: Body) -> str:
    """Its button stands beside the one category that a kind of one source has."""
    is_said = any(field.key == RELIABILITY and field.fixed for field in step.fields)
    wish = body.get(RELIABILITY, "") if is_said else ""
    return wish if wish in TWO_SOURCES else ""


def _typed(step: Step, body: Body, seen: Mapping[str, str]) -> dict[str, Value]:
    found: dict[str, Any] = {}
    for field in step.fields:
        key = field.key
        if field.type == "repeat":
            if rows := _rows(field, body):
                found[key] = rows
        elif field.type == "checkbox":
            if key in body or key in seen:
                found[key] = body.get(key, "") not in _NOT_TICKED
        elif field.type != "readonly" and key in body:
            found[key] = values.keepable(body[key])
    return found


def _rows(field: Field, body: Body) -> Rows:
    """The rows of a repeating group in the order of their numbers on the page."""
    start = f"{field.key}-"
    numbers = {name[len(start) :].partition("-")[0] for name in body if name.startswith(start)}
    places = sorted(place for place in map(_number, numbers) if place >= 0)
    return [_cells(field, f"{start}{place}-", body) for place in places[:MOST_ROWS]]


def _cells(field: Field, start: str, body: Body) -> dict[str, Value]:
    columns = [column.key for column in field.fields if column.type != "readonly"]
    return {key: str(values.keepable(body.get(f"{start}{key}", ""))) for key in columns}


def _pressed_row(step: Step, body: Body, typed: dict[str, Value]) -> tuple[str, int]:
    """«Добавить» or «Удалить»: the rows in `typed` become those after it. The group's key, and the
    place of the new row, or of the one after that which went.
    """
    for field in step.fields:
        if field.type != "repeat":
            continue
        rows = typed.get(field.key)
        rows = rows if isinstance(rows, list) else [{} for _ in range(field.min_rows)]
        if f"{ADD}{field.key}" in body:
            more: Rows = [{}] if len(rows) < field.max_rows else []
            typed[field.key] = rows + more
            return field.key, len(rows)
        if f"{REMOVE}{field.key}" in body:
            place = _number(body[f"{REMOVE}{field.key}"])
            typed[field.key] = [row for at, row in enumerate(rows) if at != place]
            return field.key, place
    return "", 0


def _number(text: str) -> int:
    """-1 for what is no place of a row."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else -1
