"""Sentences of «почему столько?»."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from lk.meters.rules import numbers
from lk.meters.rules.periods import MONTHS, before, words_of
from lk.meters.rules.why import Part, Reason

NBSP = "\N{NO-BREAK SPACE}"
UNIT = f"{NBSP}кВт·ч"
CENT = Decimal("0.01")
# Months of a mean, in the genitive.
_COUNTS = {6: "шесть", 12: "двенадцать"}


@dataclass(frozen=True, slots=True)
class Why:
    """`asks`: the portal cannot explain it, and says whom to ask."""

    zone: str
    sentences: tuple[str, ...]
    asks: bool = False


def figure(value: Decimal) -> str:
    """`12500.50` as «12 500,5»; below zero with a true minus."""
    return numbers.shown(value).replace("-", "−")


def say(reason: Reason, zone: str = "") -> Why:
    """The reason in words, for a zone of that name."""
    words = list(_SAID[reason.kind](reason))
    if reason.is_rounded:
        words.append(_rounding(reason))
    return Why(zone, tuple(words), not reason.is_explained)


def _difference(reason: Reason) -> Iterator[str]:
    part = reason.parts[0]
    yield f"{_since(reason)}{_run(part)}."
    yield from _rolled(part)


def _settled(reason: Reason) -> Iterator[str]:
    part = reason.parts[0]
    month = f", за {_month(reason.previous.period)}" if reason.previous else ""
    yield f"Прошлый месяц посчитан не по показанию, разность взята от снятого{month}: {_run(part)}."
    yield from _rolled(part)
    left = f"{figure(part.amount)} − {figure(reason.taken_off)} = {figure(reason.counted)}{UNIT}"
    yield f"Из нее вычтено то, что уже начислено с тех пор: {left}."


def _overpaid(reason: Reason) -> Iterator[str]:
    part = reason.parts[0]
    yield f"От последнего снятого показания набралось {figure(part.amount)}{UNIT}."
    yield (
        f"С тех пор уже начислено {figure(reason.taken_off)}{UNIT} не по показаниям, "
        "это не меньше, поэтому за месяц начислено 0."
    )


def _replaced(reason: Reason) -> Iterator[str]:
    day = f" {reason.change.on:%d.%m.%Y}" if reason.change else ""
    if len(reason.parts) == 1:
        part = reason.parts[0]
        yield f"Счетчик заменили{day}. Новый начал с {figure(part.start)}: {_run(part)}."
        yield from _rolled(part)
        return
    old, new = reason.parts
    yield f"Счетчик заменили{day}, расход сложен из двух частей."
    yield f"Старый, до замены: {_run(old)}."
    yield from _rolled(old)
    yield f"Новый, после замены: {_run(new)}."
    yield from _rolled(new)
    yield f"Вместе: {figure(old.amount)} + {figure(new.amount)} = {figure(reason.counted)}{UNIT}."


def _coefficient(reason: Reason) -> Iterator[str]:
    yield _change(reason)
    yield from _difference(reason)


def _mixed(reason: Reason) -> Iterator[str]:
    yield f"{_change(reason)} Часть месяца посчитана с прежним, часть с новым."
    used, change = reason.parts[0].used, reason.change
    if change and change.before is not None and change.after is not None:
        low, high = used * change.before, used * change.after
        yield (
            f"Счетчик насчитал {figure(used)}: с прежним коэффициентом вышло бы "
            f"{figure(low)}{UNIT}, с новым {figure(high)}{UNIT}."
        )


def _mean(reason: Reason) -> Iterator[str]:
    yield _unchanged(reason)
    count = len(reason.months)
    months = " + ".join(f"{figure(amount)} ({_short(period)})" for period, amount in reason.months)
    yield f"Расход посчитан по среднему за {_COUNTS[count]} месяцев до этого."
    yield f"{months} = {figure(reason.counted)}."
    mean = (reason.counted / count).quantize(CENT, ROUND_HALF_UP)
    is_whole = mean == reason.charge.consumption
    rounded = "" if is_whole else f", после округления {figure(reason.charge.consumption)}"
    yield f"{figure(reason.counted)} : {count} = {figure(mean)}{rounded}{UNIT}."


def _average(reason: Reason) -> Iterator[str]:
    yield _unchanged(reason)
    yield "Расход посчитан по среднему, как передал расчетный центр."


def _norm(reason: Reason) -> Iterator[str]:
    yield _unchanged(reason)
    yield "Расход посчитан по нормативу, как передал расчетный центр."


def _calculated(reason: Reason) -> Iterator[str]:
    yield _unchanged(reason)
    yield "Расход посчитан не по показанию, как передал расчетный центр."


def _first(reason: Reason) -> Iterator[str]:
    yield (
        "Это первая строка истории: показания до нее в кабинете нет, и разность показать не из "
        f"чего. Расход {_charged(reason)} — как передал расчетный центр."
    )


def _hidden(reason: Reason) -> Iterator[str]:
    yield (
        "Прошлое показание снято до дня, с которого вам видна история, поэтому разность здесь не "
        f"показана. Расход {_charged(reason)} — как передал расчетный центр."
    )


def _unknown_start(reason: Reason) -> Iterator[str]:
    yield (
        "Это первый месяц нового счетчика. Последнего показания старого и первого показания нового "
        f"расчетный центр не передал, поэтому расход {_charged(reason)} показан без расчета."
    )


def _lower(reason: Reason) -> Iterator[str]:
    part = reason.parts[0]
    yield (
        f"Показание {figure(part.end)} меньше прошлого {figure(part.start)}{_of_month(reason)}, "
        f"а начислено {_charged(reason)}. По показаниям такой расход не получить."
    )


def _unexplained(reason: Reason) -> Iterator[str]:
    parts = "; ".join(_run(part) for part in reason.parts)
    yield f"{_since(reason)}{parts}, а начислено {_charged(reason)}."
    yield (
        "Почему столько, по показаниям не видно: это может быть перерасчет за прошлые месяцы. "
        "Кабинет показывает расход, как его передал расчетный центр, и сам его не меняет."
    )


def _run(part: Part) -> str:
    """«74 345 − 73 565 = 780 кВт·ч», with the coefficient if there is one."""
    start, end, used = figure(part.start), figure(part.end), figure(part.used)
    nines = f"{figure(Decimal(10) ** part.device.digits)} + " if part.rolled else ""
    if part.coefficient == 1:
        return f"{nines}{end} − {start} = {used}{UNIT}"
    times = f"{used} × {figure(part.coefficient)} = {figure(part.amount)}{UNIT}"
    return f"{nines}{end} − {start} = {used}; с коэффициентом {times}"


def _rolled(part: Part) -> Iterator[str]:
    if part.rolled:
        last = figure(Decimal(10) ** part.device.digits - 1)
        yield f"Счетчик прошел через нули: после {last} он снова считает с нуля."


def _since(reason: Reason) -> str:
    """What the difference is taken from; a gap of several months is told."""
    previous = reason.previous
    if previous is None:
        return ""
    if previous.period == before(reason.charge.period):
        return f"Показание минус прошлое, за {_month(previous.period)}: "
    return f"Показание минус прошлое, а оно за {_month(previous.period)}: "


def _rounding(reason: Reason) -> str:
    charged, counted = figure(reason.charge.consumption), figure(reason.counted)
    return (
        f"Начислено {charged}, а не {counted}: расчетный центр считает по неокругленным "
        "показаниям, а в таблице они округлены."
    )


def _change(reason: Reason) -> str:
    change = reason.change
    if change is None or change.before is None or change.after is None:
        return "Менялся расчетный коэффициент."
    return (
        f"{change.on:%d.%m.%Y} изменился расчетный коэффициент: "
        f"был {figure(change.before)}, стал {figure(change.after)}."
    )


def _unchanged(reason: Reason) -> str:
    reading = figure(reason.charge.reading)
    if reason.previous and reason.previous.reading == reason.charge.reading:
        return f"Показание осталось прежним: {reading}."
    return f"Показание в строке: {reading}."


def _charged(reason: Reason) -> str:
    return f"{figure(reason.charge.consumption)}{UNIT}"


def _of_month(reason: Reason) -> str:
    return f" (за {_month(reason.previous.period)})" if reason.previous else ""


def _month(period: str) -> str:
    """«ноябрь 2016» inside of a sentence."""
    return words_of(period).lower()


def _short(period: str) -> str:
    return MONTHS[int(period[5:]) - 1].lower()


_SAID: dict[str, Callable[[Reason], Iterator[str]]] = {
    "difference": _difference,
    "settled": _settled,
    "overpaid": _overpaid,
    "replaced": _replaced,
    "coefficient": _coefficient,
    "mixed": _mixed,
    "mean": _mean,
    "average": _average,
    "norm": _norm,
    "calculated": _calculated,
    "first": _first,
    "hidden": _hidden,
    "unknown_start": _unknown_start,
    "lower": _lower,
    "unexplained": _unexplained,
}
