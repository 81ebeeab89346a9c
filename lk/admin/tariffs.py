"""`flask admin tariffs …`: versions of the calculator's tariff. Files of them: `tariff_files`."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import click

from lk.admin import output
from lk.admin.operator import Operator, as_json, changes, reads
from lk.admin.speech import Group, Refused
from lk.admin.types import WORDS
from lk.calculator import service
from lk.calculator.models import TariffVersion
from lk.calculator.orders import Period, TariffError, to_plain
from lk.calculator.orders.comparing import rate_words, sum_words
from lk.calculator.orders.fields import HEAD, head_texts
from lk.clock import today
from lk.company import company
from lk.web.filters import plural

tariffs = Group("tariffs", help="Тарифы калькулятора: загрузить, ввести в действие, выгрузить.")

TITLES = {
    "code": "Версия",
    "state_label": "Состояние",
    "title": "Название",
    "act": "Приказ",
    "counts_from": "Действует с",
    "counts_to": "по",
    "rates": "Ставок",
    "loaded_at": "Загружена",
    "activated_at": "Введена",
}
FACTS = {
    "state_label": "Состояние",
    "counts_from": "Действует с",
    "counts_to": "Действует по",
    "loaded_at": "Загружена",
    "loaded_by": "Кем загружена",
    "activated_at": "Введена в действие",
    "activated_by": "Кем введена",
    "superseded_at": "Исправлена",
}
RATES = "ставка,ставки,ставок"


@tariffs.command("list")
@as_json
@reads("office.tariffs_listed")
def show_all(as_json: bool) -> None:
    """Показать все версии: черновики, действующие, исправленные."""
    periods, counts = service.periods(), service.rate_counts()
    rows = [
        facts_of(each, periods) | {"rates": counts.get(each.id, 0)} for each in service.versions()
    ]
    empty = "Тарифов нет. Загрузите: flask admin tariffs import ФАЙЛ --write."
    output.show_list(rows, TITLES, as_json=as_json, empty=empty)


@tariffs.command("show")
@click.argument("version", metavar="КОД", type=WORDS)
@as_json
@reads("office.tariff_seen")
def show(version: str, as_json: bool) -> None:
    """Показать версию: приказ, период, правила и все ставки."""
    with in_words():
        found = service.version(version)
    order, facts = found.order, facts_of(found, service.periods())
    if as_json:
        whole = facts | to_plain(order.tariff) | {"supersedes": order.supersedes}
        output.show_one(whole, {}, as_json=True)
        return
    output.show_pairs(found.title, [(HEAD.get(n, n), text) for n, text in _texts(found)])
    output.show_pairs("Учет", [(title, facts[name]) for name, title in FACTS.items()])
    rates = order.tariff.rates
    lines = [f"{rate_words(each)}: {sum_words(each.value)} {each.unit.words}" for each in rates]
    output.show_lines(f"{plural(len(rates), RATES)}".capitalize(), lines)


@tariffs.command("activate")
@click.argument("version", metavar="КОД", type=WORDS)
@as_json
@changes
def activate(operator: Operator, version: str, as_json: bool) -> None:
    """Ввести черновик в действие: по нему считают, и он больше не меняется."""
    before = service.periods()
    with in_words():
        found = service.activate(code=version, by=operator.by, at=operator.at)
    after = service.periods()
    others = [line for code in before if (line := _moved(before[code], after.get(code)))]
    lines = [
        f"Версия «{version}» введена в действие: {days_words(after.get(version))}.",
        *(f"  {each}" for each in others),
    ]
    facts = facts_of(found, after) | {"others": others}
    output.say("\n".join(lines), as_json=as_json, **facts)


@tariffs.command("delete")
@click.argument("version", metavar="КОД", type=WORDS)
@as_json
@changes
def delete(operator: Operator, version: str, as_json: bool) -> None:
    """Удалить черновик. Версия, которая действовала, не удаляется."""
    with in_words():
        service.delete(code=version, by=operator.by, at=operator.at)
    output.say(f"Черновик «{version}» удален.", as_json=as_json, code=version, deleted=True)


@contextmanager
def in_words() -> Iterator[None]:
    """A rule's no becomes Refused."""
    try:
        yield
    except TariffError as error:
        raise Refused(str(error)) from error


def facts_of(version: TariffVersion, periods: Mapping[str, Period]) -> dict[str, Any]:
    """What is known of a version beside its figures; `counts_…`: days on which it really does."""
    period = periods.get(version.code)
    number, day = version.order_number, version.order_date
    names = ("code", "state", "title", "issuer", "is_demo", "effective_from", "effective_to")
    marks = ("loaded_at", "loaded_by", "activated_at", "activated_by", "superseded_at")
    return {name: getattr(version, name) for name in (*names, *marks)} | {
        "state_label": _state(version, period),
        "act": f"№ {number} от {day:%d.%m.%Y}" if number and day else number,
        "counts_from": period.begins if period else None,
        "counts_to": period.ends if period else None,
    }


def days_words(period: Period | None) -> str:
    if period is None:
        return "не действует ни одного дня"
    until = f"по {period.ends:%d.%m.%Y}" if period.ends else "без срока"
    return f"действует с {period.begins:%d.%m.%Y} {until}"


def _state(version: TariffVersion, period: Period | None) -> str:
    if version.is_draft:
        return "черновик"
    if version.is_superseded:
        return "исправлена"
    return "действует" if _is_now(period, today(company().time_zone)) else "введена"


def _is_now(period: Period | None, day: date) -> bool:
    if period is None:
        return False
    return period.begins <= day and (period.ends is None or day <= period.ends)


def _moved(before: Period, after: Period | None) -> str:
    if before == after:
        return ""
    return f"Версия «{before.code}» теперь {days_words(after)}."


def _texts(version: TariffVersion) -> list[tuple[str, str]]:
    found = head_texts(version.order)
    return [(name, text) for name, text in found.items() if name != "title"]
