"""The fullest answers that a kind allows: all opened, every row there, every text at length.

And the worst ones: each answer that opens no other one is refused, and so is each cell of each row.
"""

from typing import Any

from lk.applications.catalogue import Field, Kind
from tests.applications.answers import typed_for

_OPENING: dict[str, Any] = {
    "reason": "more_power",
    "by_representative": "yes",
    "addr_same": False,
    "obj_kind": "other",
    "own_kind": "other",
    "supplier": "other",
    "reliability": "I",
    "load_kind": "other",
    "distort": True,
    "has_transformers": "yes",
    "has_generators": True,
    "pa": "yes",
}
_REQUIRED: dict[str, Any] = {"rep_name": "Ильин Иван Ильич", "cad_obj": "70:21:0100001:124"}


def heaviest(kind: Kind) -> dict[str, Any]:
    """Raw answers of all steps."""
    known = typed_for(kind.code, addr_fact="634000, г. Томск, ул. Мира, д. 1", **_REQUIRED)
    longest = {field.key: _longest(field, _OPENING.get(field.key)) for field in kind.fields}
    return known | {key: value for key, value in longest.items() if value != ""}


def worst(kind: Kind) -> dict[str, Any]:
    """Raw answers of all steps, as many of them refused as there can be at once."""
    wrong = {
        field.key: _wrong(field)
        for field in kind.fields
        if field.key not in _OPENING and field.type not in {"checkbox", "readonly"}
    }
    return heaviest(kind) | wrong


def _wrong(field: Field) -> Any:
    """No number, no date, none of the choices; of what may be any text, a letter too many."""
    if field.type == "repeat":
        row = {cell.key: _wrong(cell) for cell in field.fields if cell.type != "readonly"}
        return [dict(row) for _ in range(field.max_rows)]
    is_any_text = field.type in {"text", "textarea", "address"} and not field.rule
    return "ы" * (field.max_length + 1) if is_any_text else "не то"


def _longest(field: Field, chosen: Any) -> Any:
    if field.type == "repeat":
        row = {cell.key: _longest(cell, None) for cell in field.fields if cell.type != "readonly"}
        return [dict(row) for _ in range(field.max_rows)]
    if chosen in ([each.value for each in field.choices] or [chosen]) and chosen is not None:
        return chosen
    if field.choices:
        return max(field.choices, key=lambda each: len(each.label)).value
    if field.type in {"checkbox", "yesno"}:
        return True if field.type == "checkbox" else "yes"
    if field.type in {"text", "textarea", "address"} and not field.rule:
        return ("634000, " if field.type == "address" else "").ljust(field.max_length, "ы")
    return {"decimal": "12345678,99", "integer": "999", "month": "12.2027"}.get(field.type, "")
