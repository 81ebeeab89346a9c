"""Whether a file is a tariff that can be calculated by; every fault is told, with its place."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from lk.calculator.orders.faults import Fault, OrderError, Place
from lk.calculator.orders.fields import HEAD, NOTES
from lk.calculator.orders.order import Order
from lk.calculator.orders.rates import judge_rates
from lk.calculator.orders.raw import RawOrder
from lk.calculator.orders.values import (
    REDUCED_MODES,
    VAT_MODES,
    Wrong,
    address,
    day,
    flag,
    line,
    number,
    reliabilities,
    slug,
    word,
)
from lk.calculator.rules import LastMile, LongWork, PerKw, Reduced, Tariff

# More than these are not told at once: the first ones usually explain the rest.
MOST_FAULTS = 200
NEEDED = ("code", "title", "issuer", "effective_from", "vat_mode")
MOST_NOTES, MOST_NOTE = 20, 1000


def _amount(text: str) -> Decimal:
    return number(text, most=Decimal(10_000_000), places=2)


def _kilowatts(text: str) -> Decimal:
    return number(text, most=Decimal(1_000_000), places=3)


def _metres(text: str) -> Decimal:
    return number(text, most=Decimal(100_000), places=1)


def _kilovolts(text: str) -> Decimal:
    return number(text, most=Decimal(1150), places=2)


def _index(text: str) -> Decimal:
    return number(text, least=Decimal("0.1"), most=Decimal(10), places=6)


FACTS: Mapping[str, Callable[[str], Any]] = {
    "code": slug,
    "title": lambda text: line(text, most=300),
    "issuer": lambda text: line(text, most=300),
    "order_number": lambda text: line(text, most=60),
    "order_date": day,
    "publication_url": address,
    "effective_from": day,
    "effective_to": day,
    "vat_mode": lambda text: word(text, VAT_MODES),
    "vat_percent": lambda text: number(text, most=Decimal(100), places=2),
    "is_demo": flag,
    "supersedes": slug,
    "last_mile.small_kw": _kilowatts,
    "last_mile.small_share": lambda text: number(text, most=Decimal(1), places=4),
    "last_mile.free_m": _metres,
    "per_kw.below_kv": _kilovolts,
    "per_kw.below_kw": _kilowatts,
    "reduced.mode": lambda text: word(text, REDUCED_MODES),
    "reduced.max_kw": _kilowatts,
    "reduced.city_m": _metres,
    "reduced.rural_m": _metres,
    "reduced.max_kv": _kilovolts,
    "reduced.reliability": reliabilities,
    "reduced.amount": _amount,
    "reduced.per_kw": _amount,
    "reduced.social_per_kw": _amount,
    "long_work.half_term": _index,
    "long_work.full_term": _index,
}


def judge(raw: RawOrder) -> Order:
    """The order that the file is; raises OrderError with all its faults."""
    found = _Head(raw)
    values = found.values()
    rates, faults = judge_rates(raw)
    faults = [*found.faults, *faults]
    if faults:
        raise OrderError(faults[:MOST_FAULTS])
    groups = {
        "last_mile": LastMile(**_group("last_mile", values)),
        "per_kw": PerKw(**_group("per_kw", values)),
        "reduced": Reduced(**inner) if (inner := _group("reduced", values)) else None,
        "long_work": LongWork(**inner) if (inner := _group("long_work", values)) else None,
        NOTES: _group(NOTES, values),
    }
    facts = {name: each for name, each in values.items() if "." not in name}
    supersedes = facts.pop("supersedes", "")
    empty = {"effective_to": None, "vat_percent": Decimal(0)}
    return Order(Tariff(**empty | facts | groups, rates=tuple(rates)), supersedes)


def _group(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    start = f"{name}."
    return {
        each.removeprefix(start): value for each, value in values.items() if each.startswith(start)
    }


class _Head:
    """Facts of the version, each by itself and then together."""

    def __init__(self, raw: RawOrder) -> None:
        self.raw = raw
        self.faults: list[Fault] = []

    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, cell in self.raw.head.items():
            if not cell.text.strip():
                continue
            try:
                found[name] = self._parser(name)(cell.text.strip())
            except Wrong as error:
                self._at(cell.place, str(error))
        for name in NEEDED:
            self._need(name)
        self._check_days(found)
        self._check_act(found)
        self._check_vat(found)
        self._check_reduced(found)
        self._check_long_work()
        return found

    def _parser(self, name: str) -> Callable[[str], Any]:
        if name.startswith(f"{NOTES}."):
            return _note(name, len([each for each in self.raw.head if each.startswith(NOTES)]))
        if name not in FACTS:
            known = ", ".join(name for name in HEAD if name in FACTS)
            raise Wrong(f"такого поля нет. Есть: {known}")
        return FACTS[name]

    def _check_days(self, found: Mapping[str, Any]) -> None:
        begins, ends = found.get("effective_from"), found.get("effective_to")
        if isinstance(begins, date) and isinstance(ends, date) and ends < begins:
            self._wrong("effective_to", "последний день раньше первого")
        if found.get("supersedes") and found["supersedes"] == found.get("code"):
            self._wrong("supersedes", "версия не может исправлять сама себя")

    def _check_act(self, found: Mapping[str, Any]) -> None:
        if not found.get("is_demo"):
            for name in ("order_number", "order_date"):
                self._need(name, "у приказа должны быть номер и дата")

    def _check_vat(self, found: Mapping[str, Any]) -> None:
        mode, percent = found.get("vat_mode"), found.get("vat_percent")
        if mode == "none" and percent:
            self._wrong("vat_percent", "если НДС нет, не указывайте и его ставку")
        if mode in {"included", "excluded"} and not self.raw.text("vat_percent"):
            self._need("vat_percent")
        elif mode in {"included", "excluded"} and percent == 0:
            self._wrong("vat_percent", 'ставка НДС 0: укажите vat_mode = "none" (нет)')
        elif percent is not None and percent < 1:
            self._wrong("vat_percent", "ставка в процентах: 20, а не 0,2")

    def _check_reduced(self, found: Mapping[str, Any]) -> None:
        names = [name for name in self.raw.head if name.startswith("reduced.")]
        filled = [name for name in names if self.raw.text(name)]
        if not filled:
            return
        self._need("reduced.mode")
        mode = found.get("reduced.mode")
        if mode == "fixed":
            self._need("reduced.amount")
            self._no_need(("reduced.per_kw", "reduced.social_per_kw"), "fixed")
        if mode == "min_per_kw":
            self._need("reduced.per_kw")
            self._no_need(("reduced.amount",), "min_per_kw")

    def _check_long_work(self) -> None:
        names = ("long_work.half_term", "long_work.full_term")
        if any(map(self.raw.text, names)):
            for name in names:
                self._need(name)

    def _need(self, name: str, why: str = "") -> None:
        if not self.raw.text(name):
            self._wrong(name, why or f"не указано: {name} («{HEAD[name]}»)")

    def _no_need(self, names: tuple[str, ...], mode: str) -> None:
        for name in names:
            if self.raw.text(name):
                self._wrong(name, f"при порядке «{mode}» этого поля не бывает")

    def _wrong(self, name: str, message: str) -> None:
        self._at(self.raw.place(name), message)

    def _at(self, place: Place, message: str) -> None:
        self.faults.append(Fault(place, message))


def _note(name: str, count: int) -> Callable[[str], Any]:
    rule = name.removeprefix(f"{NOTES}.")
    slug(rule)
    if count > MOST_NOTES:
        raise Wrong(f"пояснений больше {MOST_NOTES}")
    return lambda text: line(text, most=MOST_NOTE)
