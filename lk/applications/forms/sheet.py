"""What a step's page draws: groups of lines, each a field, a value or repeated rows."""

from dataclasses import dataclass
from typing import Any

from lk.applications import steps, values
from lk.applications.catalogue import Answers, Condition, Field, Kind, Step
from lk.applications.forms.step import ADD, REMOVE, StepForm


@dataclass(frozen=True)
class Line:
    """`what`: field, readonly or repeat. `when` is the field that opens this one, `values` the
    answers which do (as a script finds them on the page).
    """

    what: str
    question: Field
    field: Any = None
    value: str = ""
    when: Any = None
    values: tuple[str, ...] = ()

    @property
    def add_name(self) -> str:
        return f"{ADD}{self.question.key}"

    @property
    def remove_name(self) -> str:
        return f"{REMOVE}{self.question.key}"


@dataclass(frozen=True)
class Part:
    """Lines under one heading; the title may be empty."""

    title: str
    lines: tuple[Line, ...]


def parts_of(form: StepForm, kind: Kind, step: Step, answers: Answers) -> list[Part]:
    """The groups of a step that have something to show now."""
    known = steps.read(kind, answers)
    shown = {field.key for field in steps.shown_fields(kind, step.code, answers)}
    found = []
    for group in step.groups:
        lines = tuple(
            _line(field, form, values.show(field, known.get(field.key)))
            for field in group.fields
            if field.key in form or (field.type == "readonly" and field.key in shown)
        )
        if lines:
            found.append(Part(group.title, lines))
    return found


def _line(question: Field, form: StepForm, text: str) -> Line:
    if question.type == "readonly":
        return Line("readonly", question, value=text)
    field = form[question.key]
    what = "repeat" if question.type == "repeat" else "field"
    condition = question.shown_if
    if condition is None or condition.key not in form:
        return Line(what, question, field)
    return Line(what, question, field, when=form[condition.key], values=_on_page(condition))


def _on_page(condition: Condition) -> tuple[str, ...]:
    """Values as the controls carry them: a tick sends «y», an empty control nothing."""
    as_sent: dict[object, str] = {True: "y", False: "", None: ""}
    found = [each if isinstance(each, str) else as_sent[each] for each in condition.values]
    return tuple(dict.fromkeys(found))
