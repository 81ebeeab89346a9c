"""Rates of a file: each by itself, and whether they make a whole that can be calculated by."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from lk.calculator.orders.comparing import key_of, rate_words
from lk.calculator.orders.faults import Fault
from lk.calculator.orders.fields import RATE, RATE_NEEDS
from lk.calculator.orders.raw import RawOrder, RawRate
from lk.calculator.orders.values import (
    SCHEMES,
    TERRITORIES,
    Wrong,
    line,
    number,
    rate_code,
    unit,
    voltage,
    word,
)
from lk.calculator.rules import CODES, Rate

MOST_RATES = 5000
# Dearer than this a kilometre of a line is not; with six places 15 digits, which any program holds.
MOST = Decimal("999999999.999999")
Placed = tuple[RawRate, Rate]


def _power(text: str) -> Decimal:
    return number(text, most=Decimal(10_000_000), places=3)


PARTS: Mapping[str, Callable[[str], Any]] = {
    "code": rate_code,
    "value": lambda text: number(text, most=MOST, places=6),
    "scheme": lambda text: word(text, SCHEMES),
    "voltage": voltage,
    "territory": lambda text: word(text, TERRITORIES),
    "kind": lambda text: line(text, most=200),
    "power_from": _power,
    "power_to": _power,
}


def judge_rates(raw: RawOrder) -> tuple[Sequence[Rate], list[Fault]]:
    faults: list[Fault] = []
    if len(raw.rates) > MOST_RATES:
        place = raw.rates[MOST_RATES].place("code")
        return [], [Fault(place, f"ставок больше {MOST_RATES}")]
    placed = [(each, rate) for each in raw.rates if (rate := _rate(each, faults)) is not None]
    if not raw.rates:
        faults.append(Fault(raw.place("rate"), "в файле нет ни одной ставки"))
    elif not faults:  # a rate that could not be read is not a missing one
        faults += [*_doubles(placed), *_bands(placed), *_missing(placed)]
    return [rate for _, rate in placed], faults


def _rate(raw: RawRate, faults: list[Fault]) -> Rate | None:
    before, found = len(faults), dict[str, Any]()
    for name, cell in raw.cells.items():
        try:
            if cell.text.strip():
                found[name] = _part(name, raw, found)
        except Wrong as error:
            faults.append(Fault(cell.place, str(error)))
    for name in RATE_NEEDS:
        if not raw.text(name):
            faults.append(Fault(raw.place(name), f"не указано: {name} («{RATE[name]}»)"))
    if len(faults) > before:
        return None
    rate = Rate(**found)
    if _low(rate) >= _high(rate):
        faults.append(Fault(raw.place("power_to"), "верхняя граница мощности не больше нижней"))
        return None
    return rate


def _part(name: str, raw: RawRate, found: Mapping[str, Any]) -> Any:
    """A unit is judged by its rate's code, where that could be read."""
    if name not in RATE:
        raise Wrong(f"такого поля нет. Есть: {', '.join(RATE)}")
    if name == "unit":
        return unit(raw.text(name), found.get("code") or _code_of(raw))
    return PARTS[name](raw.text(name))


def _code_of(raw: RawRate) -> str:
    try:
        return rate_code(raw.text("code"))
    except Wrong:
        return ""


def _doubles(placed: Iterable[Placed]) -> Iterable[Fault]:
    seen: dict[Any, RawRate] = {}
    for raw, rate in placed:
        first = seen.setdefault(key_of(rate), raw)
        if first is not raw:
            where = first.place("code").words
            yield Fault(raw.place("code"), f"эта же ставка уже есть ({where}): {rate_words(rate)}")


def _bands(placed: Iterable[Placed]) -> Iterable[Fault]:
    """Bounds of power of one rate follow one another: no power has two figures or none between."""
    groups = defaultdict(list)
    for raw, rate in placed:
        groups[key_of(rate)[:5]].append((raw, rate))
    for group in groups.values():
        bands = sorted(group, key=lambda each: (_low(each[1]), _high(each[1])))
        for (_, one), (raw, two) in pairwise(bands):
            if key_of(one) == key_of(two):
                continue
            words = rate_words(one)
            if _low(two) < _high(one):
                yield Fault(raw.place("power_from"), f"мощности пересекаются со ставкой: {words}")
            elif _low(two) > _high(one):
                yield Fault(raw.place("power_from"), f"пропуск мощностей после ставки: {words}")


def _low(rate: Rate) -> Decimal:
    return Decimal(0) if rate.power_from is None else rate.power_from


def _high(rate: Rate) -> Decimal:
    return Decimal("Infinity") if rate.power_to is None else rate.power_to


def _missing(placed: Sequence[Placed]) -> Iterable[Fault]:
    """Each scheme that is named has its С1; a rate per kW of the last mile has its Сmax1."""
    first: dict[str, RawRate] = {"permanent": placed[0][0]}
    for raw, rate in placed:
        if rate.scheme:
            first.setdefault(rate.scheme, raw)
    for scheme, raw in first.items():
        if not _has(placed, "C1", scheme):
            yield Fault(raw.place("code"), f"нет ставки С1 для схемы {scheme}")
    for scheme in first:
        needy = (
            raw
            for raw, rate in placed
            if rate.code.startswith("CMAX") and rate.code != "CMAX1" and rate.scheme in {"", scheme}
        )
        one = next(needy, None)
        if one is not None and not _has(placed, "CMAX1", scheme):
            shown = CODES["CMAX1"].shown
            yield Fault(one.place("code"), f"без ставки {shown} (схема {scheme}) ее не применить")


def _has(placed: Iterable[Placed], code: str, scheme: str) -> bool:
    return any(rate.code == code and rate.scheme in {"", scheme} for _, rate in placed)
