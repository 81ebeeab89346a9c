"""Which answers a correction changes, in the words that people read; it knows no clock."""

from dataclasses import dataclass

from lk.applications.catalogue import Answers, Field, Kind
from lk.applications.reading import Reading, read_all
from lk.applications.values import show

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer: what it was, what it becomes, and the step where it is given."""

    step: str
    key: str
    label: str
    before: str
    after: str

    def kept(self) -> dict[str, str]:
        """As the history keeps it."""
        return {
            "key": self.key, "label": self.label, "before": self.before, "after": self.after
        }  # fmt: skip


def differences(kind: Kind, before: Answers, after: Answers) -> tuple[Difference, ...]:
    """In the order of the form. Both may be raw or parsed; what does not parse is as typed."""
    old, new = read_all(kind, before), read_all(kind, after)
    found = []
    for step in kind.steps:
        for field in step.fields:
            was, now = _text(field, before, old), _text(field, after, new)
            if was != now:
                found.append(Difference(step.code, field.key, field.label, was, now))
    return tuple(found)


def _text(field: Field, answers: Answers, reading: Reading) -> str:
    if field.key in reading.refused and field.key in reading.shown:
        return show(field, answers[field.key]) or NOTHING
    value = reading.open.get(field.key)
    if field.type == "checkbox":
        return "Да" if value else "Нет"
    return show(field, value) or NOTHING
