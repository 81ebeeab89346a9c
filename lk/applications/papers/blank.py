"""The rows of an empty form: lines to write on, cells for digits, boxes to tick."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from lk.applications.catalogue import Choice, Condition, DocumentSlot, Field, Kind
from lk.applications.papers.rows import rows_of, widths_of
from lk.applications.papers.words import NBSP
from lk.applications.values import choices_of

Part = dict[str, Any]

# Signs of numbers that have a length, in groups; by the rule of the field, or by its type.
CELLS = {
    "passport": [4, 6],
    "snils": [3, 3, 3, 2],
    "inn_10": [10],
    "inn_12": [12],
    "kpp": [9],
    "ogrn": [13],
    "ogrnip": [15],
    "bik": [9],
    "account": [20],
    "date": [2, 2, 4],
}
LONG = {"textarea", "address"}
# By hand a line of the whole width holds some fifty signs.
LONG_FROM = 200
# By hand nobody fills in twenty rows; who has more adds a sheet.
MOST_ROWS = 5


def blank_rows(kind: Kind) -> list[dict[str, Any]]:
    """Rows of the form as `filled_rows` has them, with parts to be filled in by hand.

    A part is a `line` (`lines` of them), `cells` (groups of signs), `boxes` (options to tick), a
    `grid` (columns, how many rows) or `fixed` words. All questions stand there; `note` says when
    one is to be answered.
    """
    return [
        {
            "number": str(row.number),
            "title": row.title,
            "parts": [_part(field, kind) for field in row.fields],
        }
        for row in rows_of(kind)
    ]


def blank_papers(kind: Kind) -> list[str]:
    """Documents that may be attached, each with when it is needed."""
    return [_paper(slot, kind) for slot in kind.documents if _may_hold(slot.shown_if, kind)]


def _may_hold(condition: Condition | None, kind: Kind) -> bool:
    """Whether some answer in this kind calls for it: 35 kV are not offered everywhere."""
    choices = choices_of(kind.field(condition.key)) if condition else ()
    return not (condition and choices) or any(c.value in condition.values for c in choices)


def _paper(slot: DocumentSlot, kind: Kind) -> str:
    star = f"{NBSP}*" if slot.required else ""
    note = _note(slot, kind)
    return f"{slot.title}{star}" + (f" ({note})" if note else "")


def _part(field: Field, kind: Kind) -> Part:
    star = f"{NBSP}*" if field.required and field.type != "readonly" else ""
    known = {"label": f"{field.label}{star}", "note": _note(field, kind)}
    if field.type == "readonly" and field.fixed:
        return {"kind": "fixed", **known, "value": field.fixed}
    if field.fields:
        rows = min(field.max_rows, MOST_ROWS)
        columns = ["№", *(column.label for column in field.fields)]
        widths = widths_of(field)
        return {"kind": "grid", **known, "columns": columns, "widths": widths, "rows": rows}
    if field.type == "checkbox":
        return {"kind": "boxes", "label": "", "note": known["note"], "options": [field.label]}
    if options := choices_of(field):
        return {"kind": "boxes", **known, "options": [each.label for each in options]}
    if groups := CELLS.get(field.rule) or CELLS.get(field.type):
        return {"kind": "cells", **known, "groups": groups}
    return {"kind": "line", **known, "lines": 2 if _is_long(field) else 1}


def _is_long(field: Field) -> bool:
    return field.type in LONG or (field.type == "text" and field.max_length >= LONG_FROM)


def _note(asked: Field | DocumentSlot, kind: Kind) -> str:
    """When this is to be answered: «если «Подается представителем заявителя» — да»."""
    condition = asked.shown_if or asked.required_if
    return _words(condition, kind) if condition and condition.key in kind.by_key else ""


def _words(condition: Condition, kind: Kind) -> str:
    other = kind.field(condition.key)
    name = f"«{other.label}»"
    if condition.is_filled:
        return f"если указано {name}"
    if condition.above is not None:
        return f"если {name} больше {Decimal(condition.above)}"
    if True in condition.values or False in condition.values:
        return f"если {'не ' if True not in condition.values else ''}отмечено {name}"
    values = _values(choices_of(other), condition)
    return f"если {name} — {values}" if values else f"если указано {name}"


def _values(choices: Sequence[Choice], condition: Condition) -> str:
    """The values that count, or those that do not where these are fewer; «» when all do."""
    those = [f"«{each.label}»" for each in choices if each.value in condition.values]
    others = [f"«{each.label}»" for each in choices if each.value not in condition.values]
    if not others:
        return ""
    return f"не {' и не '.join(others)}" if len(others) < len(those) else " или ".join(those)
