"""Readings that the demo's consumers have sent: one in each state, as far as time has come."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from lk.db import db
from lk.demo.billing import DAY_OF_READING, month_ago
from lk.meters.models import BillingPeriod, Meter, Reading, ReadingFile

OPERATOR = "Ольга Мальцева"
REASON = "Такого показания на счетчике быть не могло: проверьте цифры."
EXPORTED = {"exported", "accepted", "corrected", "rejected"}


@dataclass(frozen=True)
class _Told:
    """A reading as contracts.toml tells of it; `off`: how far it is from what was accounted."""

    meter: Meter
    ago: int
    state: str
    off: Decimal
    sent_at: datetime
    period: str
    accounted_in: str

    @property
    def billed(self) -> list[BillingPeriod]:
        """What the billing has for that month, by zone."""
        found = (each for each in self.meter.history if each.period == self.accounted_in)
        return sorted(found, key=lambda each: each.zone)


def add_readings(
    meters: Sequence[tuple[Mapping[str, Any], Meter]], user_id: int, at: datetime
) -> None:
    """What the rows of contracts.toml say was sent, the oldest first, as their numbers run."""
    told = sorted(_told(meters, at), key=lambda each: each.sent_at)
    for each in told:
        reading = _reading(each, user_id)
        if each.state in EXPORTED:
            reading.file = _file(each.sent_at + timedelta(days=1))
        db.session.add(reading)
        db.session.flush()


def _told(meters: Sequence[tuple[Mapping[str, Any], Meter]], at: datetime) -> Iterator[_Told]:
    for row, meter in meters:
        for ago, state, off in row.get("sent", []):
            # On the 1st a reading would still be one of the month before.
            if ago > 0 or at.day > 1:
                period = f"{month_ago(ago, at.date()):%Y-%m}"
                accounted = f"{month_ago(max(ago, 1), at.date()):%Y-%m}"
                yield _Told(meter, ago, state, Decimal(off), _moment(ago, at), period, accounted)


def _reading(told: _Told, user_id: int) -> Reading:
    billed = told.billed
    reading = Reading(
        meter_id=told.meter.id,
        user_id=user_id,
        period=told.period,
        taken_on=told.sent_at.date(),
        channel="form",
        key=f"demo:{told.meter.number}:{told.ago}",
        sent_at=told.sent_at,
        state=told.state,
        reason=REASON if told.state == "rejected" else "",
        **{f"value{each.zone}": each.reading + told.off for each in billed},
    )
    if told.state in EXPORTED - {"exported"}:
        reading.verdict_at = told.sent_at + timedelta(days=4)
    if told.state == "corrected":
        for each in billed:
            setattr(reading, f"accepted{each.zone}", each.reading)
    return reading


def _moment(ago: int, at: datetime) -> datetime:
    """The day of readings of that month; in the current month an hour ago."""
    if ago == 0:
        return max(at - timedelta(hours=1), at.replace(hour=0, minute=0))
    month = month_ago(ago, at.date())
    return at.replace(year=month.year, month=month.month, day=DAY_OF_READING)


def _file(at: datetime) -> ReadingFile:
    return ReadingFile(made_at=at, made_by=OPERATOR, written_at=at, readings=1)
