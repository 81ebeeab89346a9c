"""What is different between two orders, in words for whoever is about to load one of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from lk.calculator.orders.fields import HEAD, head_texts
from lk.calculator.orders.order import Order
from lk.calculator.rules import CODES, Rate

SCHEME_WORDS = {"permanent": "постоянная схема", "temporary": "временная схема"}
TERRITORY_WORDS = {"city": "город", "rural": "не город"}
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Change:
    """`what` in words; `before` and `after` as in a file, empty where there is nothing.

    `field` names the fact (`vat_mode`, `last_mile.small_share`), or `rate`.
    """

    field: str
    what: str
    before: str
    after: str
    note: str = ""

    @property
    def words(self) -> str:
        if not self.before:
            return f"+ {self.what}: {self.after}"
        if not self.after:
            return f"- {self.what}: было {self.before}"
        note = f" ({self.note})" if self.note else ""
        return f"~ {self.what}: {self.before} → {self.after}{note}"


def differences(old: Order, new: Order) -> list[Change]:
    """None where both say the same; the order of rates says nothing."""
    return [*_facts(old, new), *_rates(old, new)]


def key_of(rate: Rate) -> Key:
    """What a figure is for: two rates of one order never share it."""
    return (
        rate.code,
        rate.scheme,
        rate.voltage,
        rate.territory,
        rate.kind,
        rate.power_from,
        rate.power_to,
    )


def rate_words(rate: Rate) -> str:
    """«С2 воздушная линия, 0,4 кВ, город, СИП, свыше 15 до 150 кВт»."""
    code = CODES[rate.code]
    low, high = rate.power_from, rate.power_to
    pieces = (
        f"{code.shown} {code.words}",
        f"{rate.voltage.replace('.', ',')} кВ" if rate.voltage else "",
        TERRITORY_WORDS.get(rate.territory, rate.territory),
        rate.kind,
        SCHEME_WORDS.get(rate.scheme, rate.scheme),
        f"свыше {_plain(low)} кВт" if low is not None else "",
        f"до {_plain(high)} кВт" if high is not None else "",
    )
    return ", ".join(each for each in pieces if each)


def sum_words(value: Decimal) -> str:
    """«1 250 000,50»: no digit is lost, kopecks are always there."""
    whole, _, rest = f"{value:,f}".partition(".")
    return f"{whole.replace(',', chr(0xA0))},{rest.rstrip('0').ljust(2, '0')}"


def _facts(old: Order, new: Order) -> Iterator[Change]:
    before, after = head_texts(old), head_texts(new)
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name, ""), after.get(name, "")
        if was != now:
            yield Change(name, HEAD.get(name, name), was, now)


def _rates(old: Order, new: Order) -> Iterator[Change]:
    before, after = _by_key(old), _by_key(new)
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key), after.get(key)
        if was is None or now is None or (was.value, was.unit) != (now.value, now.unit):
            yield _rate_change(was, now)


def _by_key(order: Order) -> Mapping[Key, Rate]:
    return {key_of(each): each for each in order.tariff.rates}


def _rate_change(was: Rate | None, now: Rate | None) -> Change:
    note = _percent(was.value, now.value) if was and now else ""
    what = rate_words(was or now)  # type: ignore[arg-type]
    return Change("rate", what, _sum(was), _sum(now), note)


def _sum(rate: Rate | None) -> str:
    return f"{sum_words(rate.value)} {rate.unit.words}" if rate else ""


def _percent(was: Decimal, now: Decimal) -> str:
    if not was or was == now:
        return ""
    share = ((now - was) / was * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{share:+}".replace(".", ",").replace("-", "−") + " %"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
