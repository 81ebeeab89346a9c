"""A question of the catalogue as a control of the page."""

from collections.abc import Mapping

from lk.applications import values
from lk.applications.catalogue import Answers, Field, Value
from lk.web.controls import Control, Fixed, What

_WHATS: Mapping[str, What] = {
    "textarea": "area",
    "select": "select",
    "radio": "radio",
    "yesno": "radio",
    "checkbox": "tick",
}
_TYPES = {"phone": "tel", "email": "email"}
_KEYBOARDS = {
    "decimal": "decimal",
    "integer": "numeric",
    "passport": "numeric",
    "inn": "numeric",
    "snils": "numeric",
    "digits": "numeric",
    "date": "numeric",
    "month": "numeric",
    "phone": "tel",
    "email": "email",
}
_WIDTHS = {
    "decimal": "w10",
    "integer": "w10",
    "date": "w10",
    "month": "w10",
    "passport": "w20",
    "inn": "w20",
    "snils": "w20",
    "digits": "w20",
    "phone": "w20",
    "cadastre": "w20",
}


def control(field: Field, name: str, value: Value, answers: Answers) -> Control:
    """`value` is what stands in the control, as people write; `answers` tell whether the field
    has become required.
    """
    what = _WHATS.get(field.type, "text")
    is_typed = what in {"text", "area"}
    return Control(
        name=name,
        label=field.label,
        what=what,
        value=as_sent(value),
        hint=field.hint,
        is_required=field.is_required(answers),
        type=_TYPES.get(field.type, "text"),
        max_length=field.max_length if is_typed else 0,
        width=_WIDTHS.get(field.type, ""),
        unit=field.unit if is_typed else "",
        autocomplete=field.autocomplete or "off",
        inputmode=_KEYBOARDS.get(field.type, ""),
        choices=() if is_typed else [(c.value, c.label) for c in values.choices_of(field)],
    )


def fixed(field: Field, name: str, value: Value) -> Fixed:
    return Fixed(name, field.label, values.show(field, value) or "—", field.hint)


def as_sent(value: Value) -> str:
    """A value as controls carry it: a tick is «y», nothing is empty."""
    if value is True:
        return "y"
    return "" if value is None or value is False or isinstance(value, list) else str(value)
