"""What is said of a reading before it is taken. The standard library only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from lk.meters.rules.consumption import counted, fits, in_kwh, may_have_rolled
from lk.meters.rules.doubts import Usual, meant
from lk.meters.rules.history import zone_name
from lk.meters.rules.numbers import NBSP, in_digits, shown
from lk.meters.rules.periods import before, period_of, words_of
from lk.meters.rules.registers import Last, Offered, Register
from lk.meters.rules.windows import outside

__all__ = [
    "Doubt",
    "Fault",
    "Judgement",
    "Last",
    "Offered",
    "Register",
    "faults_of",
    "judge",
    "shown",
]

REMOVED = "Счетчик снят с учета, внесение данных не возможно."
FORBIDDEN = (
    "По этому договору показания через портал не принимаются. Если вы юридическое лицо, кооператив"
    " или в вашем доме нет общедомового прибора учета, позвоните нам."
)
OLDEST_DAYS = 366
# Answers to a doubt of a register that shows less than before; of any other there is one.
LOWER = ("replaced", "earlier_error", "insist")
INSIST = "insist"
ROLLOVER = "rollover"


class Fault(NamedTuple):
    """`zone` is 0 where it is the day or the meter itself. Codes of the day: future, old, billed;
    of the meter: removed, forbidden; of a value: missing, number, digits.
    """

    zone: int
    code: str
    message: str


class Doubt(NamedTuple):
    """`code`: lower, high or zero; `suggestion`: what may have been meant."""

    zone: int
    code: str
    message: str
    suggestion: Decimal | None = None


@dataclass(frozen=True)
class Judgement:
    """Faults block. Doubts are asked about once: any of `answers` lets the reading through, and
    `answer` is the one that was given. `consumption`, in kWh, has the zones where it can be told.
    """

    period: str
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()
    consumption: Mapping[int, Decimal] = field(default_factory=dict)
    answers: tuple[str, ...] = ()
    answer: str = ""

    @property
    def is_clean(self) -> bool:
        return not self.faults and not self.doubts

    @property
    def may_pass(self) -> bool:
        """No fault, and no doubt without an answer."""
        return not self.faults and (not self.doubts or bool(self.answer))


def judge(register: Register, offered: Offered, on: date) -> Judgement:
    """Everything there is to say of the reading on that day."""
    values = {zone: offered.values.get(zone) for zone in range(1, register.zones + 1)}
    faults = faults_of(register, values, offered.taken_on, on)
    period = "" if any(each.zone == 0 for each in faults) else period_of(offered.taken_on)
    if faults:
        return Judgement(period, faults)
    answers = _answers(register, offered)
    rolled = offered.answer == ROLLOVER and ROLLOVER in answers
    doubts = tuple(_doubts(register, offered, period, rolled=rolled))
    note = outside(register.window_of(period), on)
    return Judgement(
        period,
        doubts=doubts,
        notes=(note,) if note else (),
        consumption=_consumption(register, offered, rolled=rolled),
        answers=answers if doubts else (),
        answer=offered.answer if doubts and offered.answer in answers else "",
    )


def faults_of(
    register: Register, values: Mapping[int, Decimal | None], day: date | None, on: date
) -> tuple[Fault, ...]:
    """Everything that is wrong with these values, and with the day if there is one, at once. Zones
    that are left out are not judged.
    """
    if faults := tuple(_of_the_meter(register)):
        return faults
    of_the_day = _of_the_day(register, day, on) if day else ()
    return (*of_the_day, *_of_values(register, values))


def _of_the_meter(register: Register) -> Iterator[Fault]:
    if register.removed:
        yield Fault(0, "removed", REMOVED)
    elif not register.may_send:
        yield Fault(0, "forbidden", FORBIDDEN)


def _of_the_day(register: Register, day: date, on: date) -> Iterator[Fault]:
    last = register.last_taken_on
    if day > on:
        yield Fault(0, "future", f"Этот день еще не наступил: сегодня {on:%d.%m.%Y}.")
    elif last is not None and day <= last:
        yield Fault(
            0,
            "billed",
            f"Показание на {last:%d.%m.%Y} уже учтено в расчете: нужна дата после этого дня.",
        )
    elif (on - day).days > OLDEST_DAYS:
        yield Fault(0, "old", "Эта дата больше года назад: проверьте год.")
    elif period_of(day) <= register.last_period:
        month = words_of(register.last_period).lower()
        yield Fault(
            0,
            "billed",
            f"За {month} уже начислено. Следующее показание передайте за"
            f" {words_of(before(register.last_period, -1)).lower()}.",
        )


def _of_values(register: Register, values: Mapping[int, Decimal | None]) -> Iterator[Fault]:
    for zone, value in sorted(values.items()):
        if value is None:
            yield Fault(zone, "missing", "Впишите показание: цифры, которые видны на счетчике.")
        elif not value.is_finite() or value < 0:
            yield Fault(zone, "number", "Нужно число не меньше нуля.")
        elif not fits(value, register.digits):
            yield Fault(zone, "digits", _too_long(register, zone, value))


def _too_long(register: Register, zone: int, value: Decimal) -> str:
    words = (
        f"На этом счетчике {in_digits(register.digits)} до запятой, а вписано больше:"
        " проверьте, нет ли лишней, и где стоит запятая."
    )
    usual = _usual(register, zone, before(register.last_period, -1) if register.last_period else "")
    found = meant(value, usual, register.digits) if usual and value.adjusted() < 20 else None
    return words if found is None else f"{words} Возможно, {shown(found)}?"


def _answers(register: Register, offered: Offered) -> tuple[str, ...]:
    """What may be said to the doubts of this reading."""
    lower = list(_lower(register, offered))
    if not lower:
        return (INSIST,)
    may_roll = all(may_have_rolled(last, register.digits) for last in lower)
    return (ROLLOVER, *LOWER) if may_roll else LOWER


def _lower(register: Register, offered: Offered) -> Iterator[Decimal]:
    """Last readings of the zones that show less now."""
    for zone, value in _known(register, offered):
        last = register.last.get(zone)
        if last and last.reading is not None and value < last.reading:
            yield last.reading


def _doubts(register: Register, offered: Offered, period: str, *, rolled: bool) -> Iterator[Doubt]:
    for zone, value in _known(register, offered):
        last, usual = register.last.get(zone), _usual(register, zone, period)
        if last is None or last.reading is None:
            continue
        count = counted(last.reading, value, register.digits, rolled=rolled)
        found = meant(value, usual, register.digits) if usual else None
        if value < last.reading:
            words = f"{shown(value)} меньше прошлого показания {shown(last.reading)}."
            if last.is_calculated:
                words += " Прошлое взято не со счетчика: расчетный центр посчитал его сам."
            yield Doubt(zone, "lower", _named(register, zone, words), found)
        elif count == 0 and usual and usual.count > 0:
            words = f"показание не изменилось: расход 0{NBSP}кВт·ч."
            yield Doubt(zone, "zero", _named(register, zone, words))
        elif count is not None and usual and usual.is_exceeded_by(count):
            words = _too_high(register, count, usual)
            yield Doubt(zone, "high", _named(register, zone, words), found)


def _too_high(register: Register, count: Decimal, usual: Usual) -> str:
    used = in_kwh(count, register.coefficient)
    mean = in_kwh(usual.count, register.coefficient)
    return (
        f"расход {shown(used)}{NBSP}кВт·ч — намного больше обычного"
        f" (обычно за такое время около {shown(mean)}{NBSP}кВт·ч)."
    )


def _usual(register: Register, zone: int, period: str) -> Usual | None:
    """By how much this register goes on until that month, if months behind it tell."""
    last, mean = register.last.get(zone), register.means.get(zone)
    if last is None or last.reading is None or not mean or register.coefficient <= 0 or mean < 0:
        return None
    return Usual(last.reading, mean / register.coefficient * _months(last, period))


def _months(last: Last, period: str) -> int:
    """How many months lie between; calculated ones were not read, so they count."""
    first = last.actual or last.period
    if not first or not period:
        return 1
    passed = (int(period[:4]) - int(first[:4])) * 12 + int(period[5:]) - int(first[5:])
    return max(passed, 1)


def _consumption(register: Register, offered: Offered, *, rolled: bool) -> dict[int, Decimal]:
    found = {}
    for zone, value in _known(register, offered):
        last = register.last.get(zone)
        if last is None or last.reading is None:
            continue
        count = counted(last.reading, value, register.digits, rolled=rolled)
        if count is not None:
            found[zone] = in_kwh(count, register.coefficient)
    return found


def _known(register: Register, offered: Offered) -> Iterator[tuple[int, Decimal]]:
    for zone in range(1, register.zones + 1):
        yield zone, offered.values[zone]


def _named(register: Register, zone: int, words: str) -> str:
    """The words, with the name of the zone where there are several."""
    name = zone_name(zone, register.zones)
    return f"Т{zone} ({name}): {words}" if name else f"{words[0].upper()}{words[1:]}"
