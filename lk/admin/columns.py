"""Columns of the office's tables: what each is called, and how an application fills it in."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import click

from lk.applications import catalogue, values
from lk.applications.models import Application
from lk.clock import today
from lk.company import company

ANSWER = "answer."
TURNS = {"consumer": "потребитель", "company": "компания"}
_DEFAULT = (
    "number", "status_label", "turn", "due", "overdue", "assigned", "applicant", "object_address"
)  # fmt: skip
# The one step about wires and kilowatts only: the others ask who people are and where they live.
_IMPERSONAL_STEP = "technical"
_NUMBERS = {"decimal", "integer"}


@dataclass(frozen=True)
class Column:
    """`is_personal`: leaves the portal only by `--personal`. `is_sealed`: answers are opened."""

    title: str
    of: Callable[[Application], Any]
    is_personal: bool = False
    is_sealed: bool = False


def _is_overdue(application: Application) -> bool:
    return not application.is_draft and application.is_overdue(today(company().time_zone))


COLUMNS: Mapping[str, Column] = {
    "number": Column("Номер", lambda each: each.number or each.public_id),
    "status": Column("Код статуса", lambda each: each.status),
    "status_label": Column("Статус", lambda each: each.status_label),
    "turn": Column("Ход за", lambda each: TURNS.get(each.whose_turn or "")),
    "due": Column("Срок", lambda each: each.due_on),
    "overdue": Column("Просрочена", _is_overdue),
    "assigned": Column("Ведет", lambda each: each.assigned_to),
    "submitted_at": Column("Подана", lambda each: each.submitted_at),
    "kind": Column("Код вида", lambda each: each.kind_code),
    "group": Column("Кто подает", lambda each: each.kind.group.who),
    "category": Column("Категория", lambda each: each.kind.category.title),
    "title": Column("Тип заявки", lambda each: each.title),
    "reason": Column("В связи с", lambda each: each.reason_label),
    "progress": Column("Ход работ, %", lambda each: each.progress),
    "applicant": Column("Заявитель", lambda each: each.applicant_name, is_personal=True),
    "object_address": Column("Адрес объекта", lambda each: each.object_address, is_personal=True),
    "login": Column("Логин", lambda each: each.user.login, is_personal=True),
    "email": Column("Электронная почта", lambda each: each.user.address, is_personal=True),
    "phone": Column(
        "Телефон", lambda each: values.phone_by_eight(each.user.phone), is_personal=True
    ),
}
LISTED = {key: COLUMNS[key] for key in _DEFAULT}
IMPERSONAL = {key: each for key, each in COLUMNS.items() if not each.is_personal}


class ColumnNames(click.ParamType[tuple[str, ...]]):
    """Names of columns by commas: `number,status,answer.power_total`."""

    name = "столбцы"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "СТОЛБЕЦ,…"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        names = tuple(dict.fromkeys(each.strip() for each in value.split(",") if each.strip()))
        wrong = next((each for each in names if not is_column(each)), None)
        if wrong is not None or not names:
            known = ", ".join([*COLUMNS, f"{ANSWER}КЛЮЧ (ответ заявки)"])
            self.fail(f"нет столбца «{wrong or value}». Есть: {known}", param, ctx)
        return names


def is_column(name: str) -> bool:
    return name in COLUMNS or _field(name) is not None


def columns_of(names: Sequence[str]) -> Mapping[str, Column]:
    """The columns by their names, in this order; KeyError for a name that is none."""
    return {name: COLUMNS.get(name) or _answer(name) for name in names}


def to_row(application: Application, columns: Mapping[str, Column]) -> dict[str, Any]:
    return {key: each.of(application) for key, each in columns.items()}


def titles_of(columns: Mapping[str, Column]) -> dict[str, str]:
    return {key: each.title for key, each in columns.items()}


def _answer(name: str) -> Column:
    found = _field(name)
    if found is None:
        raise KeyError(name)
    field, is_personal = found
    key = name.removeprefix(ANSWER)

    def of(application: Application) -> Any:
        own = application.kind.by_key.get(key)
        return _value(own, (application.submitted or application.typed).get(key)) if own else None

    unit = f", {field.unit}" if field.unit and field.type in _NUMBERS else ""
    return Column(f"{field.label}{unit}", of, is_personal=is_personal, is_sealed=True)


def _value(field: catalogue.Field, answer: Any) -> Any:
    """A number as a number, so that a spreadsheet adds it up; all else in words."""
    if field.type in _NUMBERS:
        with suppress(values.Refused):
            parsed = values.parse(field, answer)
            return Decimal(parsed) if isinstance(parsed, str) else parsed
    return values.show(field, answer)


def _field(name: str) -> tuple[catalogue.Field, bool] | None:
    """The question `answer.<key>` of any kind, and whether it is about a person.

    Of the shipped catalogue: options are read before there is a company to ask.
    """
    if not name.startswith(ANSWER):
        return None
    key = name.removeprefix(ANSWER)
    asked = [
        (step.code, field)
        for group in catalogue.groups()
        for kind in catalogue.kinds_of(group.code)
        for step in kind.steps
        for field in step.fields
        if field.key == key
    ]
    if not asked:
        return None
    is_personal = any(step != _IMPERSONAL_STEP or field.is_personal for step, field in asked)
    return asked[0][1], is_personal
