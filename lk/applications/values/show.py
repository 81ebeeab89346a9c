"""From what is kept to what people read: preview, card, PDF, lists."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from lk.applications.catalogue.model import Field, Value
from lk.applications.values.choosing import label_of
from lk.applications.values.parse import parse
from lk.applications.values.quantities import russian
from lk.applications.values.refused import Refused
from lk.contacts import phone_words

NBSP = "\u00a0"


def show(field: Field, value: Value) -> str:
    """Russian text without markup; «» for no answer, what was typed for one that is refused."""
    if field.type == "readonly":
        return _readonly(field, value)
    try:
        kept = parse(field, value)
    except Refused:
        return value if isinstance(value, str) else ""
    if isinstance(kept, bool):
        return "Да" if kept else "Нет"
    if isinstance(kept, list):
        return "\n".join(f"{title}: {text}" for title, text in show_rows(field, kept))
    if isinstance(kept, int):
        return _with_unit(field, russian(Decimal(kept)))
    return "" if kept is None else _text(field, kept)


def show_rows(field: Field, rows: list[dict[str, Value]]) -> list[tuple[str, str]]:
    """Each row of a repeating group: «Этап 1» and «срок проектирования 03.2027, …»."""
    return [
        (f"{field.row_title} {place}".strip(), _cells(field, row))
        for place, row in enumerate(rows, start=1)
    ]


def mask(field: Field, value: Value) -> str:
    """For lists: of a personal answer only its edges stay (`69** ****56`), others are shown."""
    text = show(field, value)
    if not field.is_personal or not text:
        return text
    keep_first, keep_last = {"passport": (2, 2), "inn": (2, 2), "snils": (0, 2)}.get(
        field.type, (1, 0)
    )
    last = len(text) - keep_last
    return "".join(
        sign if place < keep_first or place >= last or not sign.isalnum() else "*"
        for place, sign in enumerate(text)
    )


def _cells(field: Field, row: dict[str, Value]) -> str:
    shown = ((each.name.lower(), show(each, row.get(each.key))) for each in field.fields)
    return ", ".join(f"{name} {text}" for name, text in shown if text)


_WORDS: Mapping[str, Callable[[str], str]] = {
    "date": lambda kept: date.fromisoformat(kept).strftime("%d.%m.%Y"),
    "month": lambda kept: f"{kept[5:]}.{kept[:4]}",
    "passport": lambda kept: f"{kept[:4]} {kept[4:]}",
    "snils": lambda kept: f"{kept[:3]}-{kept[3:6]}-{kept[6:9]}{NBSP}{kept[9:]}",
    "phone": phone_words,
}


def _text(field: Field, kept: str) -> str:
    if field.type == "decimal":
        return _with_unit(field, russian(Decimal(kept)))
    if field.type in {"select", "radio", "yesno"}:
        return label_of(field, kept)
    words = _WORDS.get(field.type)
    return words(kept) if words else kept


def _readonly(field: Field, value: Value) -> str:
    if field.sum_of:
        return _with_unit(field, russian(Decimal(value))) if isinstance(value, str) else ""
    return field.fixed


def _with_unit(field: Field, number: str) -> str:
    return f"{number}{NBSP}{field.unit}" if field.unit else number
