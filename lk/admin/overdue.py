from datetime import date
from typing import Any

import click

from lk.admin import output
from lk.admin.group import applications
from lk.admin.operator import as_json, reads
from lk.admin.types import OneOf
from lk.applications import service
from lk.applications.models import Application
from lk.clock import today
from lk.company import company

_WHOSE = {"company": "компания", "consumer": "заявитель"}
TITLES = {
    "number": "Номер",
    "status_label": "Статус",
    "whose_label": "Ход за",
    "due": "Срок",
    "days_over": "Рабочих дней сверх срока",
    "assigned_to": "Ведет",
}


@applications.command("overdue")
@click.option("--whose", type=OneOf(tuple(_WHOSE)), help="Чей срок прошел: company или consumer.")
@as_json
@reads("office.overdue_listed")
def overdue(whose: str | None, as_json: bool) -> None:
    """Показать просроченное: чей ход, сколько рабочих дней назад прошел срок."""
    day = today(company().time_zone)
    rows = [_row(each, day) for each in service.overdue(on=day, whose=whose)]
    output.show_list(rows, TITLES, as_json=as_json, empty="Просроченного нет.")


def _row(application: Application, day: date) -> dict[str, Any]:
    return {
        "number": application.number,
        "status": application.status,
        "status_label": application.status_label,
        "whose": application.whose_turn,
        "whose_label": _WHOSE.get(application.whose_turn or ""),
        "due": application.due_on,
        "days_over": application.days_over(day),
        "assigned_to": application.assigned_to,
    }
