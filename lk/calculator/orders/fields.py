"""Names of what a file may say, the same in all formats; tables of CSV and XLSX have titles too."""

from collections.abc import Mapping
from typing import Any

from lk.calculator.orders.order import Order
from lk.calculator.orders.plain import to_plain
from lk.calculator.rules import Rate

HEAD: Mapping[str, str] = {
    "code": "Код версии",
    "title": "Название",
    "issuer": "Кем принят",
    "order_number": "Номер приказа",
    "order_date": "Дата приказа",
    "publication_url": "Адрес публикации",
    "effective_from": "Действует с",
    "effective_to": "Действует по",
    "vat_mode": "НДС в ставках",
    "vat_percent": "НДС, %",
    "is_demo": "Демонстрационный",
    "supersedes": "Вместо версии",
    "last_mile.small_kw": "Последняя миля: малая мощность до, кВт",
    "last_mile.small_share": "Последняя миля: доля для малой мощности",
    "last_mile.free_m": "Последняя миля: бесплатно первые, м",
    "per_kw.below_kv": "Ставка за кВт: напряжение ниже, кВ",
    "per_kw.below_kw": "Ставка за кВт: мощность менее, кВт",
    "reduced.mode": "Льготная плата: порядок",
    "reduced.max_kw": "Льготная плата: мощность до, кВт",
    "reduced.city_m": "Льготная плата: расстояние в городе до, м",
    "reduced.rural_m": "Льготная плата: расстояние на селе до, м",
    "reduced.max_kv": "Льготная плата: напряжение до, кВ",
    "reduced.reliability": "Льготная плата: категории надежности",
    "reduced.amount": "Льготная плата: сумма, руб.",
    "reduced.per_kw": "Льготная плата: ставка, руб./кВт",
    "reduced.social_per_kw": "Льготная плата: ставка социальной группы, руб./кВт",
    "long_work.half_term": "Работы дольше года: индекс за половину срока",
    "long_work.full_term": "Работы дольше года: индекс за весь срок",
}
# Words of the company to the reader: `notes.<rule>`, any rule.
NOTES = "notes"
GROUPS = ("last_mile", "per_kw", "reduced", "long_work", NOTES)

RATE: Mapping[str, str] = {
    "code": "Код ставки",
    "unit": "Единица",
    "value": "Ставка, руб.",
    "scheme": "Схема",
    "voltage": "Напряжение, кВ",
    "territory": "Территория",
    "kind": "Вид",
    "power_from": "Мощность свыше, кВт",
    "power_to": "Мощность до, кВт",
}
# Without these three a table is no table of rates.
RATE_NEEDS = ("code", "unit", "value")


def folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").replace("\xa0", " ").split())


def name_of(text: str, titles: Mapping[str, str]) -> str | None:
    """The field that a title or a name means."""
    wanted = folded(text)
    by_title = (name for name, title in titles.items() if wanted in {name, folded(title)})
    return next(by_title, None)


def head_texts(order: Order) -> dict[str, str]:
    """What the order says of itself, by name, as it stands in a file; what is empty is not there.

    A Decimal loses the zeros that say nothing: 150.00 and 150 are one.
    """
    plain = to_plain(order.tariff) | {"supersedes": order.supersedes}
    found = {name: _text(value) for name, value in plain.items() if name in HEAD}
    for group in GROUPS:
        found |= {f"{group}.{name}": _text(value) for name, value in (plain[group] or {}).items()}
    numbers = {name for name in found if is_number(name)}
    short = {name: _short(text) if name in numbers else text for name, text in found.items()}
    return {name: text for name, text in short.items() if text}


def rate_texts(rate: Rate) -> dict[str, str]:
    plain = to_plain(rate)
    return {name: _text(plain[name]) for name in RATE}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)


def is_number(name: str) -> bool:
    """Whether that fact of the head is a number."""
    words = {"reduced.mode", "reduced.reliability"}
    is_rule = "." in name and not name.startswith(f"{NOTES}.") and name not in words
    return is_rule or name == "vat_percent"


def _short(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
