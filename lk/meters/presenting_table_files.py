"""Many readings as files: the template, and the rows that have to be mended."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from lk.meters.presenting_table import address_of
from lk.meters.rules.judging import Register
from lk.meters.service.owning import OwnMeter
from lk.meters.service.table import Weighed
from lk.meters.service.table_rows import TableMeter

WIDTHS = {"contract": 18, "number": 18, "address": 46, "error": 70}
ERROR = "Ошибка"


def titles_of(zones: int, *, has_errors: bool = False) -> dict[str, str]:
    """The columns of the template for meters of at most so many zones."""
    many = range(1, zones + 1) if zones > 1 else ()
    last = {f"last{zone}": f"Последнее показание Т{zone}" for zone in many}
    values = {f"value{zone}": f"Показание Т{zone}" for zone in many}
    return {
        "contract": "Номер договора",
        "number": "Номер счетчика",
        "address": "Адрес",
        **(last or {"last1": "Последнее показание"}),
        "day": "Дата показания",
        **(values or {"value1": "Показание"}),
        **({"error": ERROR} if has_errors else {}),
    }


def template_rows(meters: Iterable[TableMeter]) -> Iterator[Mapping[str, Any]]:
    for each in meters:
        yield _of_meter(each.own, each.register)


def most_zones(numbers: Sequence[int]) -> int:
    return max(numbers, default=1)


def error_rows(left: Iterable[Weighed], usual_day: date) -> Iterator[Mapping[str, Any]]:
    """The rows as they came, each with its day and what is wrong in it."""
    for each in left:
        row = each.row
        values = {f"value{zone}": value for zone, value in enumerate(row.values, start=1)}
        known = _of_meter(each.own, each.register) if each.own else {}
        day = row.day or f"{usual_day:%d.%m.%Y}"
        came = {"contract": row.contract, "number": row.number, "day": day}
        told = {name: text for name, text in came.items() if text}
        yield {**known, **told, **values, "error": each.words}


def zones_of(left: Iterable[Weighed]) -> int:
    """As many columns as the meters have, or as were filled in."""
    filled = [zone for each in left for zone in range(1, 4) if each.row.values[zone - 1]]
    return most_zones([*filled, *(each.zones for each in left)])


def _of_meter(own: OwnMeter, register: Register | None) -> dict[str, Any]:
    last = register.last if register else {}
    return {
        "contract": own.contract.number,
        "number": own.meter.number,
        "address": address_of(own),
        **{f"last{zone}": each.reading for zone, each in last.items()},
    }
