"""Months of the demo's meters, as a billing system would have counted them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from lk.meters.models import BillingPeriod, MeterEvent

MONTHS = 26
DAY_OF_READING = 25
DAY_OF_REPLACEMENT = 12
# Of the month of a replacement, what the old meter still counted.
OLD_SHARE = Decimal("0.4")
MEAN = 6


@dataclass(frozen=True)
class Span:
    """Which whole months back a meter has: `first` and `last` months ago, both included."""

    first: int = MONTHS
    last: int = 1


def months_of(
    zone: Mapping[str, Any], number: int, meter: Mapping[str, Any], today: date
) -> Iterator[BillingPeriod]:
    """A zone's rows: those given as they are, then the months up to the last whole one."""
    for period, reading, consumption, method in zone.get("history", []):
        yield BillingPeriod(
            period=period,
            zone=number,
            reading=Decimal(reading),
            consumption=Decimal(consumption),
            method=method,
            reading_date=month_ago(0, date.fromisoformat(f"{period}-28") + timedelta(days=4)),
        )
    if "monthly" in zone:
        yield from _counted(zone, number, meter, today)


def span_of(meter: Mapping[str, Any]) -> Span:
    """A replaced meter ends in the month before its replacement, the new one begins in it."""
    return Span(meter.get("since", MONTHS), meter.get("until", 0) + 1)


def month_ago(ago: int, today: date) -> date:
    """The first day of the month so many months before that day's."""
    count = today.year * 12 + today.month - 1 - ago
    return date(count // 12, count % 12 + 1, 1)


def events_of(meter: Mapping[str, Any], today: date) -> Iterator[MeterEvent]:
    """What was told of a meter's life: its coefficient changed, it replaced another."""
    if "coefficient_before" in meter:
        on = month_ago(meter["coefficient_since"] + 1, today).replace(day=DAY_OF_READING + 1)
        before, after = Decimal(meter["coefficient_before"]), Decimal(meter["coefficient"])
        yield MeterEvent(on=on, code="coefficient", before=before, after=after)


def replaced(old: Mapping[str, Any], new: Mapping[str, Any], today: date) -> Iterator[MeterEvent]:
    """The replacement, a line a zone: how the old register ended and the new one began."""
    on = month_ago(old["until"], today).replace(day=DAY_OF_REPLACEMENT)
    for number, zone in enumerate(old["zone"], start=1):
        used = sum(_use(zone, month) for month in _months(span_of(old), today))
        rest = _old_rest(zone, on)
        first = Decimal(new["zone"][number - 1].get("from", 0))
        end = Decimal(zone["from"] + used) + rest
        yield MeterEvent(on=on, code="replaced", zone=number, before=end, after=first)


def _counted(
    zone: Mapping[str, Any], number: int, meter: Mapping[str, Any], today: date
) -> Iterator[BillingPeriod]:
    reading, taken_off = Decimal(zone.get("from", 0)), Decimal(0)
    charged: list[Decimal] = []
    hidden = Decimal(0)
    months = _months(span_of(meter), today)
    for place, month in enumerate(months):
        ago = len(months) - 1 - place + span_of(meter).last
        used = Decimal(_use(zone, month))
        is_first_of_new = place == 0 and "since" in meter
        on_register = used - _old_rest(zone, month) if is_first_of_new else used
        method = "average" if ago == meter.get("missed") else "actual"
        if method == "average":
            mean = sum(charged[-MEAN:], Decimal(0)) / MEAN
            amount = mean.quantize(Decimal(1), ROUND_HALF_UP)
            hidden, taken_off = on_register, amount
        else:
            reading += on_register + hidden
            amount = (used + hidden) * _coefficient(meter, ago) - taken_off
            hidden = taken_off = Decimal(0)
        charged.append(amount)
        yield BillingPeriod(
            period=f"{month:%Y-%m}",
            zone=number,
            reading=reading,
            consumption=amount,
            method=method,
            reading_date=month.replace(day=DAY_OF_READING),
        )


def _coefficient(meter: Mapping[str, Any], ago: int) -> Decimal:
    is_old = "coefficient_before" in meter and ago > meter["coefficient_since"]
    return Decimal(meter["coefficient_before"] if is_old else meter.get("coefficient", 1))


def _months(span: Span, today: date) -> list[date]:
    """First days of its months, oldest first."""
    return [month_ago(ago, today) for ago in range(span.first, span.last - 1, -1)]


def _use(zone: Mapping[str, Any], month: date) -> int:
    used: int = zone["monthly"][month.month - 1]
    return used


def _old_rest(zone: Mapping[str, Any], month: date) -> Decimal:
    """What the old meter counted in the month of its replacement, before it was taken off."""
    return (_use(zone, month) * OLD_SHARE).quantize(Decimal(1), ROUND_HALF_UP)
