"""Which figure of a tariff answers a question: the most particular of those that fit."""

from dataclasses import dataclass
from decimal import Decimal

from lk.calculator.rules.codes import CODES, SUBSTATIONS, VOLTAGE_CLASSES, per_kw_code
from lk.calculator.rules.question import Question
from lk.calculator.rules.tariff import Rate, Tariff

# After the exact voltage (0) and a class of voltages (how many it covers).
_ANY_VOLTAGE = 100
_OF_SUBSTATIONS = {*SUBSTATIONS, *map(per_kw_code, SUBSTATIONS)}

# How particular a rate is, the less the more; then its value and kind, which settle the rest.
_Key = tuple[int, int, int, int, int, Decimal, str]
_PARTICULAR = 5


@dataclass(frozen=True)
class Chosen:
    """`why`: how it was chosen, when the reader's words alone did not settle it."""

    rate: Rate
    why: tuple[str, ...] = ()


def choose(tariff: Tariff, question: Question, code: str, kind: str = "") -> Chosen | None:
    """None: the version has no such rate for these conditions.

    The kind that was chosen goes first, then the exact voltage, its class, any voltage; then
    territory, scheme and power band that the rate names. Of several kinds that fit alike, the
    cheapest. `kind` "" or a code: none was chosen; nor was one that the version does not know for
    `code` (kinds of С2 need not be kinds of Сmax2). The order of rates changes nothing.
    """
    known = tariff.kinds.get(code, frozenset())
    named = kind if kind in known else ""
    found = [
        (key, rate)
        for rate in tariff.by_code.get(code, ())
        if (key := _key(rate, question, named)) is not None
    ]
    if not found:
        return None
    best_key, best = min(found, key=_first)
    why: tuple[str, ...] = ()
    if kind and known and not named and kind not in CODES:
        why = (f"У ставки {CODES[code].shown} в тарифе нет вида «{kind}».",)
    if len(found) > 1:
        alike = {key[-1] for key, _ in found if key[:_PARTICULAR] == best_key[:_PARTICULAR]}
        why += _cheapest(best) if len(alike) > 1 else ()
    return Chosen(best, why)


def code_of_substation(tariff: Tariff, substation: str) -> str:
    """Of which rates С5–С7 (or Сmax5–7) the chosen substation is; "" when of none.

    It is named by its kind or, where rates have no kinds, by the code.
    """
    for code in SUBSTATIONS:
        both = (code, per_kw_code(code))
        if substation == code and any(each in tariff.by_code for each in both):
            return code
        if any(substation in tariff.kinds.get(each, ()) for each in both):
            return code
    return ""


def _first(pair: tuple[_Key, Rate]) -> _Key:
    return pair[0]


def _key(rate: Rate, question: Question, kind: str) -> _Key | None:
    """None: the rate is for other conditions."""
    if (
        (rate.territory and rate.territory != question.territory)
        or (rate.scheme and rate.scheme != question.scheme)
        or (kind and rate.kind and rate.kind != kind)
    ):
        return None
    voltage = _voltage_rank(rate, question.voltage)
    if voltage is None or not _is_in_band(rate, question.power_kw):
        return None
    return (
        0 if kind and rate.kind else 1,
        voltage,
        0 if rate.territory else 1,
        0 if rate.scheme else 1,
        (rate.power_from is None) + (rate.power_to is None),
        rate.value,
        rate.kind,
    )


def _is_in_band(rate: Rate, power_kw: Decimal) -> bool:
    if rate.power_from is not None and power_kw <= rate.power_from:
        return False
    return rate.power_to is None or power_kw <= rate.power_to


def _voltage_rank(rate: Rate, voltage: str) -> int | None:
    """A substation lowers the voltage: its rate may name the upper side (10/0,4 кВ), so for it
    the voltage is a preference, not a bar.
    """
    if rate.voltage == voltage:
        return 0
    if not rate.voltage:
        return _ANY_VOLTAGE
    covered = VOLTAGE_CLASSES.get(rate.voltage, ())
    if voltage in covered:
        return len(covered)
    return _ANY_VOLTAGE if rate.code in _OF_SUBSTATIONS else None


def _cheapest(best: Rate) -> tuple[str, ...]:
    words = f", «{best.kind}»" if best.kind else ""
    return (
        f"Видов в тарифе несколько, взята самая низкая ставка{words}. "
        "Какой вид нужен, скажут технические условия.",
    )
