"""`flask admin meters show`: one meter with all that hangs on it."""

from typing import Any

import click

from lk.admin import output
from lk.admin.meters import meters
from lk.admin.meters_list import row_of
from lk.admin.meters_readings import TITLES as READINGS
from lk.admin.meters_readings import reading_row
from lk.admin.operator import as_json, reads
from lk.admin.speech import Refused
from lk.admin.types import WORDS
from lk.meters.models import BillingPeriod, Contract, ContractBinding, Meter, MeterEvent
from lk.meters.rules import EVENTS, METHODS
from lk.meters.service import office

FACTS = {
    "number": "Счетчик",
    "contract": "Договор",
    "holder": "Держатель",
    "kind_label": "Кто это",
    "may_send": "Показания принимаются",
    "may_be_bound": "Можно добавить в кабинет",
    "address": "Адрес",
    "type": "Тип",
    "tariff": "Тариф",
    "zones": "Зон",
    "digits": "Знаков до запятой",
    "coefficient": "Расчетный коэффициент",
    "state_label": "Состояние",
    "installed_on": "Установлен",
    "verified_on": "Поверен",
    "removed_on": "Снят с учета",
    "replaces": "Стоит вместо",
    "replaced_by": "Заменен на",
}
BINDING = {
    "login": "Логин",
    "bound_at": "В кабинете с",
    "unbound_at": "Убран",
    "sees_from": "Видит с",
}
MONTH = {
    "period": "Месяц",
    "zone": "Зона",
    "consumption": "Расход",
    "reading": "Показание",
    "reading_date": "Дата",
    "method_label": "Как посчитано",
}
EVENT = {
    "on": "День",
    "event": "Что",
    "zone": "Зона",
    "before": "Было",
    "after": "Стало",
    "note": "Примечание",
}
SENT = {key: title for key, title in READINGS.items() if key not in {"meter", "contract"}}


@meters.command("show")
@click.argument("number", metavar="НОМЕР", type=WORDS)
@click.option("--contract", type=WORDS, default="", metavar="НОМЕР", help="Номер договора.")
@as_json
@reads("office.meter_seen")
def show(number: str, contract: str, as_json: bool) -> None:
    """Показать прибор учета: данные, кабинеты, последние месяцы, жизнь, переданные показания."""
    meter, own = _one(number, contract)
    found = office.whole_meter(meter=meter, contract=own)
    facts = row_of(meter, own, sum(each.unbound_at is None for each, _ in found.bindings), None, "")
    del facts["period"], facts["reading"], facts["reading_label"]
    facts |= {"replaces": found.replaces, "replaced_by": found.replaced_by}
    blocks = {
        "bindings": [_binding(each, who.login) for each, who in found.bindings],
        "months": [_month(each) for each in found.months],
        "events": [_event(each) for each in found.events],
        "readings": [reading_row(each, meter, own) for each in found.readings],
    }
    output.show_one(facts | blocks, FACTS, as_json=as_json)
    if as_json:
        return
    for key, heading, titles in (
        ("bindings", "Кабинеты", BINDING),
        ("months", "Последние месяцы", MONTH),
        ("events", "Жизнь счетчика", EVENT),
        ("readings", "Переданные показания", SENT),
    ):
        output.heading(heading)
        output.show_list(blocks[key], titles, as_json=False, empty="Нет.")


def _one(number: str, contract: str) -> tuple[Meter, Contract]:
    found = office.meters_called(number=number, contract=contract)
    if not found:
        raise Refused(f"Счетчика «{number}» нет. Найти: flask admin meters list --text …")
    if len(found) > 1:
        names = ", ".join(own.number for _, own in found)
        raise Refused(f"Счетчиков «{number}» несколько. Укажите --contract: есть {names}.")
    return found[0]


def _binding(binding: ContractBinding, login: str) -> dict[str, Any]:
    return {
        "login": login,
        "bound_at": binding.bound_at,
        "unbound_at": binding.unbound_at,
        "sees_from": binding.sees_from,
    }


def _month(month: BillingPeriod) -> dict[str, Any]:
    return {
        "period": month.period,
        "zone": month.zone,
        "consumption": month.consumption,
        "reading": month.reading,
        "reading_date": month.reading_date,
        "method": month.method,
        "method_label": METHODS.get(month.method, month.method),
    }


def _event(event: MeterEvent) -> dict[str, Any]:
    return {
        "on": event.on,
        "code": event.code,
        "event": EVENTS.get(event.code, event.code),
        "zone": event.zone,
        "before": event.before,
        "after": event.after,
        "note": event.note,
    }
