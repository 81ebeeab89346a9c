"""From what was typed to what is kept, by the type of the field."""

from collections.abc import Callable, Mapping
from datetime import date

from lk.applications.catalogue.model import Field, Value
from lk.applications.values import (
    choosing,
    contacts,
    dates,
    identity,
    quantities,
    registers,
    rules,
)
from lk.applications.values.refused import Refused

_PARSERS: Mapping[str, Callable[[Field, object], Value]] = {
    "text": rules.parse_text,
    "textarea": rules.parse_text,
    "decimal": quantities.parse_decimal,
    "integer": quantities.parse_integer,
    "month": dates.parse_month,
    "select": choosing.parse_choice,
    "radio": choosing.parse_choice,
    "yesno": choosing.parse_choice,
    "address": contacts.parse_address,
    "phone": contacts.parse_phone,
    "email": contacts.parse_email,
    "cadastre": identity.parse_cadastre,
    "passport": identity.parse_passport,
    "inn": identity.parse_inn,
    "snils": identity.parse_snils,
    "digits": registers.parse_digits,
}


def parse(field: Field, raw: object, *, today: date | None = None) -> Value:
    """The value to keep, None for an empty answer; a kept value parses to itself.

    Refused says in Russian what is wrong. Whether an empty answer will do is not judged here:
    that depends on other answers. Readonly fields take nothing from outside. `today` lets dates
    be checked against it. Of a repeating group the first wrong cell is reported.
    """
    if field.type == "readonly":
        return field.fixed or None
    if raw is None:
        return False if field.type == "checkbox" else None
    if field.type == "checkbox":
        return choosing.parse_checkbox(field, raw)
    if field.type == "date":
        return dates.parse_date(field, raw, today)
    if field.type == "repeat":
        return parse_rows(field, raw, today=today)
    return _PARSERS[field.type](field, raw)


def parse_rows(field: Field, raw: object, *, today: date | None = None) -> Value:
    """Rows with every cell parsed; rows where nothing was typed fall away."""
    rows: list[dict[str, Value]] = []
    for place, row in filled_rows(field, raw):
        cells: dict[str, Value] = {}
        for column in field.fields:
            try:
                cells[column.key] = parse(column, row.get(column.key), today=today)
            except Refused as refused:
                raise Refused(
                    refused.code, refused.message, row=place, column=column.key
                ) from refused
        rows.append(cells)
    if len(rows) > field.max_rows:
        raise Refused("rows", f"{field.name}: не больше {field.max_rows}")
    return rows or None


def filled_rows(field: Field, raw: object) -> list[tuple[int, Mapping[str, object]]]:
    """Rows where something was typed, each with its place (from 0) in what came in."""
    if not isinstance(raw, list) or not all(isinstance(row, Mapping) for row in raw):
        raise Refused("type", f"{field.name}: заполните таблицу")
    return [(place, row) for place, row in enumerate(raw) if not _is_blank(field, row)]


def _is_blank(field: Field, row: Mapping[str, object]) -> bool:
    typed = (row.get(column.key) for column in field.fields if column.type != "readonly")
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in typed)
