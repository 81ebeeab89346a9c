"""What a row of a table offers: its day and values, or why not. The standard library only."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lk.meters.rules.judging import Fault, Offered
from lk.meters.rules.numbers import NotANumber, parse_value
from lk.meters.rules.table import TableRow, day_of

UNKNOWN = "Такого счетчика в кабинете нет: проверьте номер."
UNKNOWN_THERE = "Такого счетчика по этому договору в кабинете нет: проверьте оба номера."
NAMELESS = "Не указан номер счетчика: впишите его."
ROUNDED = "Таблица округлила номер счетчика: сделайте столбец текстовым и впишите номер заново."
AMBIGUOUS = "Счетчик с таким номером есть в нескольких договорах: укажите и номер договора."
NO_DAY = "Не удалось прочитать дату: напишите ее как 25.11.2026."


def offer_of(row: TableRow, zones: int, usual: date) -> tuple[Offered | None, list[Fault]]:
    """The reading of a meter of so many zones; `usual` is the day of rows without one."""
    taken_on = day_of(row.day, usual)
    faults = [Fault(0, "cell", f"В ячейке {row.wrong}.")] if row.wrong else []
    if taken_on is None:
        faults.append(Fault(0, "day", NO_DAY))
    values: dict[int, Decimal] = {}
    for zone, text in enumerate(row.values, start=1):
        if not text or zone > zones:
            continue
        try:
            values[zone] = parse_value(text)
        except NotANumber as error:
            faults.append(Fault(zone, error.code, named(error.message, zone, zones)))
    faults += _too_many(row, zones)
    if faults or taken_on is None:
        return None, faults
    return Offered(values, taken_on), []


def unknown(row: TableRow) -> Fault:
    """Why no meter was found for a row."""
    number = row.number
    if not number and not row.meter:
        return Fault(0, "nameless", NAMELESS)
    if "e+" in number.casefold():
        return Fault(0, "rounded", ROUNDED)
    return Fault(0, "unknown", UNKNOWN_THERE if row.contract else UNKNOWN)


def repeated(lines: list[int], own: int) -> Fault:
    """The meter of this row stands in others as well."""
    others = [f"{line}" for line in lines if line != own] or [f"{own}"]
    told = ", ".join(others[:3]) + (" и других" if len(others) > 3 else "")
    where = "строке" if len(others) == 1 else "строках"
    return Fault(0, "twice", f"Этот счетчик есть и в {where} {told}: оставьте одну строку.")


def named(message: str, zone: int, zones: int) -> str:
    """«Т2: …» where a meter has several zones."""
    return f"Т{zone}: {message[:1].lower()}{message[1:]}" if zone and zones > 1 else message


def _too_many(row: TableRow, zones: int) -> Iterator[Fault]:
    for zone in range(zones + 1, len(row.values) + 1):
        if row.values[zone - 1]:
            how = "одно показание" if zones == 1 else f"только {zones} показания"
            yield Fault(zone, "zones", f"У этого счетчика {how}: столбец Т{zone} оставьте пустым.")
            return
