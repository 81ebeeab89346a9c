"""Answers that are chosen, not typed: one of a list, yes or no, a tick."""

from lk.applications.catalogue.model import Choice, Field
from lk.applications.values.refused import Refused
from lk.applications.values.text import clean

YES_NO = (Choice("no", "Нет"), Choice("yes", "Да"))
_TICKED = {"y", "yes", "on", "true", "1"}
_CLEAR = {"", "n", "no", "off", "false", "0"}


def parse_choice(field: Field, raw: object) -> str | None:
    """The value of a choice; other text, a label too, is refused."""
    if isinstance(raw, bool) and field.type == "yesno":
        return "yes" if raw else "no"
    text = clean(field, raw)
    if not text:
        return None
    if text not in {choice.value for choice in choices_of(field)}:
        raise Refused("choice", f"{field.name}: выберите один из предложенных вариантов")
    return text


def parse_checkbox(field: Field, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    text = clean(field, raw).lower()
    if text in _TICKED:
        return True
    if text in _CLEAR:
        return False
    raise Refused("choice", f"{field.name}: отметьте галочкой или оставьте пустым")


def choices_of(field: Field) -> tuple[Choice, ...]:
    return YES_NO if field.type == "yesno" else field.choices


def label_of(field: Field, value: str) -> str:
    """The label of a value that is among the choices."""
    return next(choice.label for choice in choices_of(field) if choice.value == value)
