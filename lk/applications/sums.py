"""Rules over rows and parts: stages, points, reliability categories make up the whole power."""

from collections.abc import Iterator
from decimal import Decimal

from lk.applications.bounds import total_of
from lk.applications.catalogue import Field, Kind, Value
from lk.applications.catalogue.dictionaries import RELIABILITIES
from lk.applications.found import Found
from lk.applications.reading import Reading
from lk.applications.values.quantities import russian

_RANKS = [choice.value for choice in RELIABILITIES]
_PARTS = ("p_I", "p_II", "p_III")


def reliability(kind: Kind, reading: Reading) -> Iterator[Found]:
    """Powers of the categories together are the whole power; an empty one is none."""
    key = next((key for key in _PARTS if key in reading.shown), None)
    total = total_of(reading.open)
    if key is None or total is None or any(part in reading.refused for part in _PARTS):
        return
    parts = sum((_kilowatts(reading.open.get(part)) for part in _PARTS), Decimal(0))
    if parts != total:
        text = (
            f"Мощность по категориям надежности: вместе {russian(parts)}\u00a0кВт,"
            f" а вся мощность {russian(total)}\u00a0кВт. Исправьте так, чтобы они совпали"
        )
        yield Found(key, "parts", text)


def points(kind: Kind, reading: Reading) -> Iterator[Found]:
    """Powers of the points together are the whole power."""
    field, rows, total = kind.field("points"), reading.open["points"], total_of(reading.open)
    if not isinstance(rows, list) or total is None:
        return
    together = sum((_kilowatts(row["power"]) for row in rows), Decimal(0))
    if together == total:
        return
    code, advice = (
        ("too_much", "Уменьшите мощность точки")
        if together > total
        else ("too_little", "Увеличьте мощность или добавьте точку")
    )
    text = (
        f"{_column(field, 'power').name}: все точки вместе {russian(together)}\u00a0кВт,"
        f" а вся мощность {russian(total)}\u00a0кВт. {advice}"
    )
    yield Found("points", code, text, len(rows) - 1, "power")


def stages(kind: Kind, reading: Reading) -> Iterator[Found]:
    """Design not after commissioning; running sum of power ≤ whole power, equal at the end; no
    stage is of a higher category than the whole.
    """
    field, rows = kind.field("stages"), reading.open["stages"]
    if not isinstance(rows, list):
        return
    for place, row in enumerate(rows):
        design, commission = row["design"], row["commission"]
        if isinstance(design, str) and isinstance(commission, str) and design > commission:
            name = _column(field, "commission").name
            text = f"{name}: этап вводят не раньше, чем проектируют"
            yield Found("stages", "order", text, place, "commission")
        if _is_higher(row["reliability"], reading.open["reliability"]):
            name = _column(field, "reliability").name
            text = (
                f"{name}: у этапа она выше, чем у всей заявки. Выберите другую"
                " или измените категорию заявки"
            )
            yield Found("stages", "higher", text, place, "reliability")
    total = total_of(reading.open)
    if total is not None and all(isinstance(row["power"], str) for row in rows):
        yield from _stage_power(field, rows, total)


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
        more = " или добавьте этап" if len(rows) < field.max_rows else ""
        text = (
            f"{name}: все этапы вместе {russian(running)}\u00a0кВт,"
            f" а вся мощность {russian(total)}\u00a0кВт. Увеличьте мощность{more}"
        )
        yield Found("stages", "too_little", text, len(rows) - 1, "power")


def _kilowatts(value: Value) -> Decimal:
    return Decimal(value) if isinstance(value, str) else Decimal(0)


def _is_higher(value: Value, whole: Value) -> bool:
    """The first category is the highest; what is not answered offends nobody."""
    return value in _RANKS and whole in _RANKS and _RANKS.index(value) < _RANKS.index(whole)


def _column(field: Field, key: str) -> Field:
    return next(column for column in field.fields if column.key == key)
