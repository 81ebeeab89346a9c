"""Readings that were sent, beside what the billing has for their months."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from lk.meters.models import Reading
from lk.meters.presenting import Amount
from lk.meters.presenting_why import NBSP, figure
from lk.meters.rules import STATES, words_of
from lk.meters.rules.history import Device, History, zone_name

# How a reading came, where it was not the form of this cabinet.
_CHANNELS = {
    "link": "по ссылке из письма",
    "table": "таблицей",
    "file": "файлом",
    "office": "через офис",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a reading's way; `at` is a moment, or nothing where none is known."""

    words: str
    at: datetime | None = None
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """`billed`: what the billing has for that month; `differs`: where it is not what was sent.

    `month`: the period as addresses have it, YYYY-MM.
    """

    number: int
    month: str
    period: str
    device: str
    taken_on: date
    values: tuple[Amount, ...]
    billed: tuple[Amount, ...]
    differs: str
    label: str
    tone: str
    steps: tuple[Step, ...]
    reason: str
    advice: str
    may_be_corrected: bool


def sent_of(readings: Sequence[Reading], history: History, *, user_id: int) -> list[Sent]:
    devices = {each.key: each for each in history.devices}
    billed = {(each.device, each.period, each.zone): each.reading for each in history.charges}
    return [_sent(each, devices, billed, user_id) for each in readings if each.meter_id in devices]


def _sent(
    reading: Reading,
    devices: dict[int, Device],
    billed: dict[tuple[int, str, int], Decimal],
    user_id: int,
) -> Sent:
    device, pairs = devices[reading.meter_id], _pairs(reading, billed)
    state = STATES[reading.state]
    names = {zone: zone_name(zone, device.zones) for zone, _, _ in pairs}
    return Sent(
        number=reading.number,
        month=reading.period,
        period=words_of(reading.period),
        device=device.number if device != next(iter(devices.values())) else "",
        taken_on=reading.taken_on,
        values=tuple(Amount(names[zone], figure(value)) for zone, value, _ in pairs),
        billed=tuple(
            Amount(names[zone], figure(taken)) for zone, _, taken in pairs if taken is not None
        ),
        differs=_difference(pairs, names) if reading.state != "replaced" else "",
        label=state.label,
        tone=state.tone,
        steps=tuple(_way(reading, names, is_mine=reading.user_id == user_id)),
        reason=reading.reason,
        advice=_advice(reading, is_billed=any(taken is not None for _, _, taken in pairs)),
        may_be_corrected=reading.may_be_corrected and not device.removed_on,
    )


def _pairs(
    reading: Reading, billed: dict[tuple[int, str, int], Decimal]
) -> list[tuple[int, Decimal, Decimal | None]]:
    """For each zone what was sent, and what the billing has for it: in the history, else by its
    verdict.
    """
    decided = dict(enumerate(reading.accepted, start=1))
    return [
        (zone, value, billed.get((reading.meter_id, reading.period, zone), decided.get(zone)))
        for zone, value in enumerate(reading.values, start=1)
    ]


def _difference(pairs: Sequence[tuple[int, Decimal, Decimal | None]], names: dict[int, str]) -> str:
    """«В расчете на 30 меньше, чем передано», or nothing."""
    told = []
    for zone, value, taken in pairs:
        if taken is not None and taken != value:
            size, which = figure(abs(taken - value)), "больше" if taken > value else "меньше"
            told.append(f"{names[zone]} на {size} {which}".strip())
    return f"В расчете {', '.join(told)}, чем передано." if told else ""


def _way(reading: Reading, names: dict[int, str], *, is_mine: bool) -> Iterator[Step]:
    how = _CHANNELS.get(reading.channel, "")
    who = "" if is_mine or reading.channel == "office" else "из другого кабинета"
    sent = " ".join(part for part in ("Передано", how, who) if part)
    is_sent = reading.state == "sent"
    words = f"{sent}, №{NBSP}{reading.number}"
    yield Step(words, reading.sent_at, is_sent)
    if reading.file is not None:
        is_exported = reading.state == "exported"
        words = f"Выгружено в расчет, файл №{NBSP}{reading.file.number}"
        yield Step(words, reading.file.written_at or reading.file.made_at, is_exported)
    if STATES[reading.state].is_final:
        yield Step(_verdict(reading, names), reading.verdict_at, is_current=True)


def _verdict(reading: Reading, names: dict[int, str]) -> str:
    label = STATES[reading.state].label
    if reading.state != "corrected" or not reading.accepted:
        return label
    zones = enumerate(reading.accepted, start=1)
    taken = [f"{names.get(zone, '')} {figure(value)}".strip() for zone, value in zones]
    return f"{label}: {', '.join(taken)}"


def _advice(reading: Reading, *, is_billed: bool) -> str:
    """What comes next."""
    if reading.state == "exported" and is_billed:
        return "Ждем ответа расчетного центра об этом показании."
    if reading.state == "rejected" and is_billed:
        return "Этот месяц уже рассчитан. Посмотрите на счетчик и передайте, что на нем сейчас."
    return {
        "sent": "К расчету еще не принято. Пока показание не выгружено, его можно исправить.",
        "exported": "К расчету еще не принято: ждем ответа расчетного центра.",
        "rejected": "Передайте показание еще раз.",
        "replaced": "Вместо него вы передали другое.",
    }.get(reading.state, "")
