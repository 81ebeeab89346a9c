"""`flask admin meters stats`: how the month goes."""

from datetime import timedelta

import click

from lk.admin import output
from lk.admin.meters import MONTH, meters, this_month
from lk.admin.operator import as_json, reads
from lk.admin.types import Whole
from lk.clock import now
from lk.meters.rules import STATES, words_of
from lk.meters.service.stats import Stats, stats_of
from lk.web.filters import number


@meters.command("stats")
@click.option("--period", type=MONTH, help="За какой месяц; иначе за текущий.")
@click.option(
    "--days", type=Whole(1, 365), default=14, help="Сколько дней после выгрузки ждут решения."
)
@as_json
@reads("office.meters_counted")
def stats(period: str | None, days: int, as_json: bool) -> None:
    """Показать, сколько договоров в кабинетах, сколько показаний передано и что с ними."""
    month = period or this_month()
    found = stats_of(period=month, since=now() - timedelta(days=days))
    if as_json:
        output.show_one(_facts(found) | {"period": month, "days": days}, {}, as_json=True)
        return
    output.show_pairs("Договоры и кабинеты", _about_contracts(found))
    output.show_pairs(f"Показания за {words_of(month).lower()}", _about_month(found))
    waiting = [
        ("Ждут выгрузки, за все месяцы", found.waiting),
        (f"Выгружены больше {days} дней назад, решения нет", found.overdue),
    ]
    output.show_pairs("Обмен с расчетом", waiting)


def _about_contracts(found: Stats) -> list[tuple[str, object]]:
    return [
        ("Договоров", found.contracts),
        ("Из них в кабинетах", found.bound_contracts),
        ("Кабинетов с договорами", found.cabinets),
        ("Счетчиков в работе", found.meters),
        ("Снято с учета", found.removed),
    ]


def _about_month(found: Stats) -> list[tuple[str, object]]:
    share = f" ({number(found.share)} %)" if found.share is not None else ""
    return [
        ("Счетчиков в кабинетах, по которым принимаем", found.asked),
        ("По скольким показание есть", f"{found.answered}{share}"),
        *((state.label, found.by_state[code]) for code, state in STATES.items()),
    ]


def _facts(found: Stats) -> dict[str, object]:
    return {
        "contracts": found.contracts,
        "bound_contracts": found.bound_contracts,
        "cabinets": found.cabinets,
        "meters": found.meters,
        "removed": found.removed,
        "asked": found.asked,
        "answered": found.answered,
        "share": found.share,
        "by_state": dict(found.by_state),
        "waiting": found.waiting,
        "overdue": found.overdue,
    }
