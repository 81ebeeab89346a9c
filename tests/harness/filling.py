"""What a browser would send for a form: defaults, what was filled in, the pressed button."""

from collections.abc import Mapping, Sequence
from typing import Any

from bs4 import Tag

from tests.harness.controls import CONTROLS, Field, File, fields_of, folded, selected_option, words

Entry = tuple[str, str | File]


def entries(form: Tag, values: Mapping[str, Any], button: Tag | None) -> list[Entry]:
    """`values`: label → text, True/False, the words of a choice, File or list of them.

    Where a label stands twice, «legend / label» names one; a control's own name will do as well.
    """
    fields = fields_of(form)
    filled = {id(_find(fields, label, form)): value for label, value in values.items()}
    by_control = {id(el): field for field in fields for el in field.elements}
    found: list[Entry] = []
    for control in form.select(CONTROLS):
        if not control.get("name") or control.has_attr("disabled"):
            continue
        field = by_control.get(id(control))
        if field is not None and id(field) in filled:
            found += _typed(field, control, filled[id(field)])
        else:
            found += _default(control)
    if button is not None and button.get("name"):
        found.append((str(button["name"]), str(button.get("value", ""))))
    return found


def _find(fields: Sequence[Field], label: str, form: Tag) -> Field:
    found = [field for field in fields if field.is_called(label)]
    if len(found) == 1:
        return found[0]
    known = "\n  ".join(f"{f.group} / {f.label}" if f.group else f.label for f in fields)
    problem = "ambiguous: write «legend / label»" if found else "not on the form"
    raise AssertionError(f"«{label}» is {problem}. Fields of {form.get('action')}:\n  {known}")


def _typed(field: Field, control: Tag, value: Any) -> list[Entry]:
    name = str(control["name"])
    if field.type == "file":
        files = value if isinstance(value, list) else [value] if value else []
        return [(name, file) for file in files] or [(name, File("", b""))]
    if field.type == "select":
        return [(name, _option(field, control, str(value)))]
    if field.choices:
        wanted = value if isinstance(value, list) else [value]
        return _choice(field, control, [str(each) for each in wanted if each is not None])
    if field.type == "checkbox":
        return [(name, str(control.get("value", "on")))] if value else []
    return [(name, str(value))]


def _choice(field: Field, control: Tag, wanted: Sequence[str]) -> list[Entry]:
    choices, wanted = [folded(each) for each in field.choices], [folded(each) for each in wanted]
    unknown = [each for each in wanted if each not in choices]
    assert not unknown, f"«{field.label}» has no choice {unknown}: {field.choices}"
    place = next(i for i, each in enumerate(field.elements) if each is control)
    is_chosen = choices[place] in wanted
    return [(str(control["name"]), str(control.get("value", "on")))] if is_chosen else []


def _option(field: Field, control: Tag, value: str) -> str:
    for option in control.find_all("option"):
        own = str(option.get("value", words(option)))
        if value == own or folded(value) == folded(words(option)):
            return own
    raise AssertionError(f"«{field.label}» has no choice «{value}»: {field.options}")


def _default(control: Tag) -> list[Entry]:
    name = str(control["name"])
    if control.name == "textarea":
        return [(name, control.get_text().removeprefix("\n"))]
    if control.name == "select":
        option = selected_option(control)
        return [(name, str(option.get("value", words(option))))] if option else []
    kind = str(control.get("type", "text"))
    if kind in {"radio", "checkbox"}:
        return [(name, str(control.get("value", "on")))] if control.has_attr("checked") else []
    if kind == "file":
        return [(name, File("", b""))]
    if kind in {"submit", "button", "reset", "image"}:
        return []
    return [(name, str(control.get("value", "")))]
