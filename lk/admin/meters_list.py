"""`flask admin meters list`: which meters there are, and by what the office narrows them."""

from typing import Any

import click

from lk.admin import output
from lk.admin.meters import MONTH, meters, this_month
from lk.admin.operator import as_json, reads
from lk.admin.speech import WrongUse
from lk.admin.types import WORDS, OneOf, Whole
from lk.meters.models import Contract, Meter
from lk.meters.rules import KINDS, STATES
from lk.meters.service import office

TITLES = {
    "number": "Счетчик",
    "contract": "Договор",
    "kind_label": "Держатель",
    "address": "Адрес",
    "type": "Тип",
    "tariff": "Тариф",
    "state_label": "Состояние",
    "cabinets": "Кабинетов",
    "reading_label": "Показание за месяц",
}
AT_WORK = {"at_work": "в работе", "removed": "снят с учета"}


@meters.command("list")
@click.option("--contract", type=WORDS, default="", metavar="НОМЕР", help="Номер договора.")
@click.option("--number", type=WORDS, default="", metavar="НОМЕР", help="Номер счетчика целиком.")
@click.option("--text", type=WORDS, default="", help="Слова из номера, договора, адреса, типа.")
@click.option("--state", type=OneOf(tuple(AT_WORK)), help="at_work или removed.")
@click.option("--bound", "is_bound", is_flag=True, help="Только те, что есть в кабинетах.")
@click.option("--unbound", is_flag=True, help="Только те, которых нет ни в одном кабинете.")
@click.option("--unsent", is_flag=True, help="Показание за месяц можно передать, и его нет.")
@click.option("--period", type=MONTH, help="За какой месяц; иначе за текущий.")
@click.option("--limit", type=Whole(1, 1000), default=100, help="Сколько строк, до 1000.")
@click.option("--after", type=WORDS, default="", metavar="ID", help="Следующие за этим.")
@as_json
@reads("office.meters_listed")
def show_all(
    *,
    is_bound: bool,
    unbound: bool,
    unsent: bool,
    period: str | None,
    limit: int,
    after: str,
    as_json: bool,
    **narrowed: str | None,
) -> None:
    """Показать приборы учета: до тысячи строк, дальше — с --after."""
    if is_bound and unbound:
        raise WrongUse("Выберите одно: --bound или --unbound.")
    month = period or this_month()
    wanted = office.MetersWanted(
        is_bound=is_bound if is_bound or unbound else None,
        unsent=month if unsent else "",
        **{name: value or "" for name, value in narrowed.items()},
    )
    found = office.list_meters(wanted=wanted, period=month, after=after, limit=limit)
    rows = [row_of(meter, own, count, state, month) for meter, own, count, state in found]
    output.show_list(rows, TITLES, as_json=as_json, empty="Таких приборов учета нет.")
    if len(rows) == limit and not as_json:
        click.echo(f"Показано: {limit}. Дальше: --after {rows[-1]['id']}", err=True)


def row_of(
    meter: Meter, contract: Contract, cabinets: int, state: str | None, period: str
) -> dict[str, Any]:
    is_at = "removed" if meter.is_removed else "at_work"
    is_asked = contract.may_send and not meter.is_removed
    return {
        "id": meter.public_id,
        "number": meter.number,
        "contract": contract.number,
        "holder": contract.holder,
        "kind": contract.kind,
        "kind_label": KINDS.get(contract.kind, contract.kind),
        "may_send": contract.may_send,
        "may_be_bound": contract.may_be_bound,
        "address": meter.address,
        "type": meter.type,
        "tariff": meter.tariff,
        "zones": meter.zones,
        "digits": meter.digits,
        "coefficient": meter.coefficient,
        "installed_on": meter.installed_on,
        "verified_on": meter.verified_on,
        "removed_on": meter.removed_on,
        "state": is_at,
        "state_label": AT_WORK[is_at],
        "cabinets": cabinets,
        "period": period,
        "reading": state,
        "reading_label": STATES[state].label if state else "не передано" if is_asked else None,
    }
