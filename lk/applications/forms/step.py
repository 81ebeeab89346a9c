from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import FieldList, HiddenField

from lk.applications import steps, values
from lk.applications.catalogue import Answers, Field, Kind, Step, Value
from lk.applications.errors import Problem
from lk.applications.forms.fields import unbound
from lk.web.forms import Form

ADD, REMOVE = "add-", "remove-"


class StepForm(Form):
    """The questions of one step. `seen` is the stamp of what the page showed."""

    seen = HiddenField()
    fits_category = True  # whether the power lies within the kind's category

    def typed(self, fields: Mapping[str, Any]) -> dict[str, object]:
        """What came in, raw, by field key. A text field that did not come at all is left out, so
        that nothing is emptied by a body that was cut short.
        """
        found: dict[str, object] = {}
        for field in self:
            if isinstance(field, FieldList):
                if field.entries and any(name.startswith(f"{field.name}-") for name in fields):
                    found[field.name] = [_cells(entry) for entry in field.entries]
            elif field.type == "BooleanField":
                found[field.name] = bool(field.data)
            elif field.name in fields and field.name != "seen":
                found[field.name] = field.data or ""
        return found

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Put each refusal over its field; what has no field here goes on top."""
        for problem in problems:
            self.fits_category &= problem.code not in {"over_category", "under_category"}
            field = self._fields.get(problem.key)
            place = _cell(field, problem) if isinstance(field, FieldList) else field
            if place is None or isinstance(place, FieldList):
                self.form_errors.append(problem.message)
            else:
                place.errors = [*place.errors, problem.message]
        for field in self:
            if isinstance(field, FieldList):
                field.errors = [entry.errors for entry in field.entries if entry.errors]

    def show_stored(self, step: Step, answers: Answers) -> None:
        """Beside each field that another window has changed: what is stored now."""
        for question in step.fields:
            field = self._fields.get(question.key)
            if field is None or isinstance(field, FieldList):
                continue
            stored = values.show(question, answers.get(question.key))
            if stored != values.show(question, field.data or ""):
                field.errors = [*field.errors, f"В другом окне сохранено: «{stored or 'пусто'}»"]


def step_form(
    kind: Kind,
    step: Step,
    answers: Answers,
    *,
    formdata: MultiDict[str, str] | None = None,
    is_final: bool = False,
) -> StepForm:
    """The form of `step` filled with `answers`, or with `formdata` where that is given.

    `is_final`: the answers are parsed ones and are to be written as people write.
    """
    asked = asked_fields(kind, step, answers)
    made = type("Step", (StepForm,), {field.key: unbound(field) for field in asked})
    known = {field.key: answers[field.key] for field in asked if field.key in answers}
    if is_final:
        known = {key: shown_text(kind.field(key), value) for key, value in known.items()}
    form: StepForm = made(formdata=_kept(formdata), data=known)
    return form


def asked_fields(kind: Kind, step: Step, answers: Answers) -> list[Field]:
    """The fields on the page: those that are shown, and those that an answer on the same page
    may open. Without a script the latter are in sight too; the rules ask for them only when open.
    """
    shown = {field.key for field in steps.shown_fields(kind, step.code, answers)}
    here = {field.key for field in step.fields}
    return [
        field
        for field in step.fields
        if field.type != "readonly"
        and (field.key in shown or (field.shown_if is not None and field.shown_if.key in here))
    ]


def changed_rows(form: StepForm, pressed: str) -> tuple[str, list[dict[str, Value]]] | None:
    """After «Добавить» or «Удалить» of a repeating group: its key and the rows as they are now.

    `pressed` is `add-<key>` or `remove-<key>=<place>`; None when it is neither.
    """
    name, _, place = pressed.partition("=")
    key = name.removeprefix(ADD).removeprefix(REMOVE)
    field = form._fields.get(key)
    if not name.startswith((ADD, REMOVE)) or not isinstance(field, FieldList):
        return None
    rows = [_cells(entry) for entry in field.entries]
    if name.startswith(ADD):
        return key, ([*rows, {}] if len(rows) < field.max_entries else rows)
    gone = int(place) if place.isascii() and place.isdigit() else -1
    return key, [row for at, row in enumerate(rows) if at != gone]


def shown_text(field: Field, value: Value) -> Value:
    """A parsed answer as people write it, without its unit: what a person could have typed."""
    if field.type == "repeat" and isinstance(value, list):
        cells = {each.key: each for each in field.fields}
        return [
            {key: shown_text(cells[key], cell) for key, cell in row.items() if key in cells}
            for row in value
        ]
    if field.type in {"select", "radio", "yesno", "checkbox"} or value is None:
        return value
    return values.show(replace(field, unit=""), value)


def _kept(formdata: MultiDict[str, str] | None) -> MultiDict[str, Any] | None:
    """What came in, less the signs that no page can carry either."""
    if formdata is None:
        return None
    return MultiDict((name, values.keepable(text)) for name, text in formdata.items(multi=True))


def _cells(entry: Any) -> dict[str, Value]:
    return {cell.short_name: cell.data or "" for cell in entry.form}


def _cell(field: Any, problem: Problem) -> Any:
    if problem.row is None or problem.column is None or problem.row >= len(field.entries):
        return None
    return field.entries[problem.row].form._fields.get(problem.column)
