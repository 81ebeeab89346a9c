"""All answers as people read them: «Предпросмотр», the card (figure 14), the PDF."""

from collections.abc import Iterator
from dataclasses import dataclass

from lk.applications.catalogue import Answers, Field, Kind
from lk.applications.reading import Reading, read_all
from lk.applications.values import show, show_rows

NOT_GIVEN = "—"


@dataclass(frozen=True, slots=True)
class PreviewGroup:
    """`step` is where «Изменить» leads; the title is the step's where the group has none."""

    step: str
    title: str
    rows: tuple[tuple[str, str], ...]


def preview(kind: Kind, answers: Answers) -> tuple[PreviewGroup, ...]:
    """Groups with rows of label and text; closed fields and boxes not ticked are left out.

    It serves drafts (what does not parse is shown as typed) and submitted answers alike.
    """
    reading = read_all(kind, answers)
    found = []
    for step in kind.steps:
        for group in step.groups:
            rows = tuple(row for field in group.fields for row in _rows(field, answers, reading))
            if rows:
                found.append(PreviewGroup(step.code, group.title or step.title, rows))
    return tuple(found)


def _rows(field: Field, answers: Answers, reading: Reading) -> Iterator[tuple[str, str]]:
    value = reading.open[field.key]
    if field.key in reading.refused:
        yield field.label, show(field, answers[field.key]) or NOT_GIVEN
    elif isinstance(value, list):
        yield from show_rows(field, value)
    elif value is not False and (field.key in reading.shown or value is not None):
        yield field.label, show(field, value) or NOT_GIVEN
