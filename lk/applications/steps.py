"""The path through an application, computed from its answers and never stored.

Answers come in raw or parsed, all of them each time. `documents` are numbers of files by the
slot's code. Nothing here knows the clock: `today` is passed in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lk.applications.catalogue import Answers, DocumentSlot, Kind, Value
from lk.applications.catalogue.dictionaries import SINGLE_PHASE
from lk.applications.errors import Problem
from lk.applications.findings import step_problems
from lk.applications.preview import PreviewGroup, preview
from lk.applications.reading import Reading, read_all

__all__ = [
    "PreviewGroup",
    "Tab",
    "advice",
    "answers_to_submit",
    "check_step",
    "document_problems",
    "durable_answers",
    "first_step",
    "first_undone",
    "is_done",
    "missing",
    "next_step",
    "preview",
    "previous_step",
    "read",
    "tabs",
    "unneeded_documents",
    "visible_documents",
]

DOCUMENTS, PREVIEW = "documents", "preview"
Documents = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tab:
    """A step as the stepper draws it.

    `is_open`: finished, or nothing before it is missing; `is_reachable`: that, or not after the
    step one stands on.
    """

    code: str
    title: str
    is_done: bool
    is_current: bool
    is_open: bool
    is_reachable: bool


def first_step(kind: Kind) -> str:
    return kind.steps[0].code


def next_step(kind: Kind, code: str) -> str | None:
    """None after the last step; KeyError for a step that the kind does not have."""
    codes = _codes(kind, code)
    place = codes.index(code) + 1
    return codes[place] if place < len(codes) else None


def previous_step(kind: Kind, code: str) -> str | None:
    """None before the first step; KeyError for a step that the kind does not have."""
    codes = _codes(kind, code)
    place = codes.index(code)
    return codes[place - 1] if place else None


def read(kind: Kind, answers: Answers, *, today: date | None = None) -> dict[str, Value]:
    """All that parses, parsed, closed fields too; sums computed."""
    return dict(read_all(kind, answers, today=today).values)


def check_step(
    kind: Kind, code: str, answers: Answers, *, today: date, reading: Reading | None = None
) -> tuple[Problem, ...]:
    """What is wrong with the answers of one step: field by field, then rules over several.
    `reading`: these answers as read for this day, where they are at hand.

    Documents are not looked at here: see `document_problems`.
    """
    reading = reading or read_all(kind, answers, today=today)
    return tuple(step_problems(kind, code, answers, reading, today=today))


def document_problems(kind: Kind, answers: Answers, documents: Documents) -> tuple[Problem, ...]:
    """Documents that are needed and not there."""
    return _lacking(kind, read_all(kind, answers).open, documents)


def missing(
    kind: Kind,
    answers: Answers,
    documents: Documents,
    *,
    today: date,
    reading: Reading | None = None,
) -> tuple[Problem, ...]:
    """All that keeps the application from being submitted, in the order of the steps. `reading`:
    these answers as read for this day, where they are at hand.
    """
    reading = reading or read_all(kind, answers, today=today)
    found: list[Problem] = []
    for step in kind.steps:
        if step.code == DOCUMENTS:
            found.extend(_lacking(kind, reading.open, documents))
        else:
            found.extend(step_problems(kind, step.code, answers, reading, today=today))
    return tuple(found)


def visible_documents(kind: Kind, answers: Answers) -> tuple[DocumentSlot, ...]:
    """The slots that these answers call for, and the optional ones."""
    counted = read_all(kind, answers).open
    return tuple(slot for slot in kind.documents if slot.is_shown(counted))


def unneeded_documents(
    kind: Kind, answers: Answers, documents: Documents
) -> tuple[DocumentSlot, ...]:
    """Slots that hold files although the answers no longer call for them."""
    visible = visible_documents(kind, answers)
    return tuple(s for s in kind.documents if s not in visible and documents.get(s.code))


def is_done(kind: Kind, code: str, answers: Answers, documents: Documents, *, today: date) -> bool:
    """Nothing is missing in this step. The preview is done by submitting only."""
    found = missing(kind, answers, documents, today=today)
    return code != PREVIEW and all(problem.step != code for problem in found)


def first_undone(kind: Kind, answers: Answers, documents: Documents, *, today: date) -> str:
    """Where «Продолжить» leads: the first step with something missing, else the preview."""
    found = missing(kind, answers, documents, today=today)
    return found[0].step if found else PREVIEW


def tabs(
    kind: Kind,
    current: str,
    answers: Answers,
    documents: Documents,
    *,
    today: date,
    reading: Reading | None = None,
) -> tuple[Tab, ...]:
    """The stepper: one may go back, to any finished step, and to the first unfinished one."""
    found = missing(kind, answers, documents, today=today, reading=reading)
    undone = {problem.step for problem in found} | {PREVIEW}
    codes = _codes(kind, current)
    here = codes.index(current)
    first = min(codes.index(code) for code in undone)
    return tuple(
        Tab(
            code=step.code,
            title=step.title,
            is_done=step.code not in undone,
            is_current=step.code == current,
            is_open=step.code not in undone or place <= first,
            is_reachable=step.code not in undone or place <= max(here, first),
        )
        for place, step in enumerate(kind.steps)
    )


def answers_to_submit(kind: Kind, answers: Answers, *, today: date) -> dict[str, Value]:
    """What the application holds from now on: parsed, closed fields left out or with the value
    that their field says, sums computed. Whether all is there, `missing` tells.
    """
    reading = read_all(kind, answers, today=today)
    return {key: value for key, value in reading.open.items() if value is not None}


def durable_answers(kind: Kind, answers: Answers) -> dict[str, Value]:
    """What a new draft may take over: true of the person rather than of one application."""
    values = read_all(kind, answers).values
    durable = {field.key for field in kind.fields if field.is_durable}
    return {key: values[key] for key in values if key in durable and values[key] is not None}


def advice(kind: Kind, answers: Answers) -> tuple[Problem, ...]:
    """Remarks that stop nobody: a cadastre number of another region than the company's example,
    one phase above 5 kW.
    """
    reading = read_all(kind, answers)
    found = []
    for field in kind.fields:
        value = reading.open.get(field.key)
        region = field.example.partition(":")[0]
        if field.type == "cadastre" and value and not str(value).startswith(f"{region}:"):
            text = f"{field.name}: обычно он начинается с {region}. Проверьте номер"
            found.append(_problem(kind, field.key, text, "region"))
    total = reading.open.get("p_total")
    if isinstance(total, str) and Decimal(total) > 5 and reading.open.get("phases") == SINGLE_PHASE:
        text = "Фазность: при мощности больше 5\u00a0кВт обычно нужен трехфазный ввод"
        found.append(_problem(kind, "phases", text, "phases"))
    return tuple(found)


def _lacking(kind: Kind, counted: Answers, documents: Documents) -> tuple[Problem, ...]:
    return tuple(
        Problem(DOCUMENTS, slot.code, f"Приложите документ «{slot.title}»", "required")
        for slot in kind.documents
        if slot.is_shown(counted) and slot.is_required(counted) and not documents.get(slot.code)
    )


def _codes(kind: Kind, code: str) -> list[str]:
    kind.step(code)
    return [step.code for step in kind.steps]


def _problem(kind: Kind, key: str, message: str, code: str) -> Problem:
    step = next(each for each in kind.steps if any(field.key == key for field in each.fields))
    return Problem(step.code, key, message, code)
