"""Rules over several answers, by the names that kinds list.

A check looks only at answers that are there and parse: what is missing is told elsewhere.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from lk.applications.catalogue import Category, Field, Kind, Value
from lk.applications.catalogue.dictionaries import SINGLE_PHASE
from lk.applications.reading import Reading
from lk.applications.values.quantities import russian

# Above this power (kW) neither 0,22 kV nor one phase will do.
SINGLE_PHASE_LIMIT = Decimal(15)


class Found(NamedTuple):
    """A rule broken at the field `key`; `row` counts the rows that are filled, from 0."""

    key: str
    code: str
    message: str
    row: int | None = None
    column: str | None = None


Check = Callable[[Kind, Reading], Iterator[Found]]


def power(kind: Kind, reading: Reading) -> Iterator[Found]:
    """Whole power, connected before included, lies within the category."""
    total = _total(reading)
    if total is None:
        return
    name = kind.category.title
    if _is_over(kind.category, total):
        yield Found(
            "p_new",
            "over_category",
            f"Мощность превышает предел категории «{name}». Выберите другую категорию",
        )
    if _is_under(kind.category, total):
        yield Found(
            "p_new",
            "under_category",
            f"Мощность меньше предела категории «{name}». Выберите другую категорию",
        )


def voltage(kind: Kind, reading: Reading) -> Iterator[Found]:
    total = _total(reading)
    if total is not None and total > SINGLE_PHASE_LIMIT and reading.open["voltage"] == "0.22":
        yield Found(
            "voltage",
            "voltage",
            f"{kind.field('voltage').name}: при мощности больше 15\u00a0кВт"
            " выберите 0,4\u00a0кВ или выше",
        )


def phases(kind: Kind, reading: Reading) -> Iterator[Found]:
    total = _total(reading)
    if total is not None and total > SINGLE_PHASE_LIMIT and reading.open["phases"] == SINGLE_PHASE:
        yield Found(
            "phases",
            "phases",
            f"{kind.field('phases').name}: при мощности больше 15\u00a0кВт нужен трехфазный ввод",
        )


def stages(kind: Kind, reading: Reading) -> Iterator[Found]:
    """Design not after commissioning; running sum of power ≤ whole power, equal at the end."""
    field, rows = kind.field("stages"), reading.open["stages"]
    if not isinstance(rows, list):
        return
    for place, row in enumerate(rows):
        design, commission = row["design"], row["commission"]
        if isinstance(design, str) and isinstance(commission, str) and design > commission:
            name = _column(field, "commission").name
            text = f"{name}: этап вводят не раньше, чем проектируют"
            yield Found("stages", "order", text, place, "commission")
    total = _total(reading)
    if total is not None and all(isinstance(row["power"], str) for row in rows):
        yield from _stage_power(field, rows, total)


CHECKS: Mapping[str, Check] = {
    "power": power,
    "voltage": voltage,
    "phases": phases,
    "stages": stages,
}


def _stage_power(field: Field, rows: list[dict[str, Value]], total: Decimal) -> Iterator[Found]:
    name = _column(field, "power").name
    running = Decimal(0)
    for place, row in enumerate(rows):
        running += Decimal(str(row["power"]))
        if running > total:
            text = (
                f"{name}: вместе с прежними этапами {russian(running)}\u00a0кВт,"
                f" а вся мощность {russian(total)}\u00a0кВт. Уменьшите мощность этапа"
            )
            yield Found("stages", "too_much", text, place, "power")
            return
    if running < total:
        text = (
            f"{name}: все этапы вместе {russian(running)}\u00a0кВт,"
            f" а вся мощность {russian(total)}\u00a0кВт. Увеличьте мощность или добавьте этап"
        )
        yield Found("stages", "too_little", text, len(rows) - 1, "power")


def _total(reading: Reading) -> Decimal | None:
    total = reading.open["p_total"]
    return Decimal(total) if isinstance(total, str) else None


def _column(field: Field, key: str) -> Field:
    return next(column for column in field.fields if column.key == key)


def _is_over(category: Category, total: Decimal) -> bool:
    at_most, below = category.at_most, category.below
    return (at_most is not None and total > at_most) or (below is not None and total >= below)


def _is_under(category: Category, total: Decimal) -> bool:
    above, at_least = category.above, category.at_least
    return (above is not None and total <= above) or (at_least is not None and total < at_least)
