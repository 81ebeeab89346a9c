from collections.abc import Callable, Mapping
from typing import Any

import wtforms
from wtforms.fields.choices import SelectChoice

from lk.applications.catalogue import Field
from lk.applications.values import YES_NO
from lk.web.forms import Form

# Every check is a rule of `steps`: the form draws and collects, and its validators stay empty.
_KEYBOARDS = {
    "decimal": "decimal",
    "integer": "numeric",
    "passport": "numeric",
    "inn": "numeric",
    "snils": "numeric",
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
    "phone": "w20",
    "cadastre": "w20",
}


def unbound(field: Field) -> Any:
    """The WTForms field that asks this question."""
    return _MAKERS.get(field.type, _text)(field)


def _common(field: Field, **more: Any) -> dict[str, Any]:
    kw = {key: value for key, value in more.items() if value}
    return {"label": field.label, "description": field.hint, "render_kw": kw}


def _text(field: Field) -> Any:
    kinds = {"phone": wtforms.TelField, "email": wtforms.EmailField}
    maker = kinds.get(field.type, wtforms.StringField)
    return maker(
        validators=_flags(field),
        **_common(
            field,
            autocomplete=field.autocomplete or "off",
            inputmode=_KEYBOARDS.get(field.type),
            width=_WIDTHS.get(field.type),
            unit=field.unit,
        ),
    )


def _area(field: Field) -> Any:
    return wtforms.TextAreaField(validators=_flags(field), **_common(field, rows=4))


def _select(field: Field) -> Any:
    blank = SelectChoice("", "Выберите из списка")
    choices = [blank, *(SelectChoice(each.value, each.label) for each in field.choices)]
    return wtforms.SelectField(
        validators=_flags(field), choices=choices, validate_choice=False, **_common(field)
    )


def _radio(field: Field) -> Any:
    choices = YES_NO if field.type == "yesno" else field.choices
    return wtforms.RadioField(
        validators=_flags(field),
        choices=[SelectChoice(each.value, each.label) for each in choices],
        validate_choice=False,
        **_common(field),
    )


def _tick(field: Field) -> Any:
    return wtforms.BooleanField(validators=_flags(field), **_common(field))


def _rows(field: Field) -> Any:
    cells = {each.key: unbound(each) for each in field.fields if each.type != "readonly"}
    row = type("Row", (Form,), cells)
    return wtforms.FieldList(
        wtforms.FormField(row),
        label=field.label,
        min_entries=field.min_rows,
        max_entries=field.max_rows,
    )


_MAKERS: Mapping[str, Callable[[Field], Any]] = {
    "textarea": _area,
    "select": _select,
    "radio": _radio,
    "yesno": _radio,
    "checkbox": _tick,
    "repeat": _rows,
}


class _Marked:
    """Carries the flags that the page shows; checks nothing itself."""

    def __init__(self, flags: dict[str, Any]) -> None:
        self.field_flags = flags

    def __call__(self, form: Any, field: Any) -> None:
        return None


def _flags(field: Field) -> list[_Marked]:
    flags: dict[str, Any] = {"required": True} if field.required else {}
    if field.type not in {"select", "radio", "yesno", "checkbox"}:
        flags["maxlength"] = field.max_length
    return [_Marked(flags)]
