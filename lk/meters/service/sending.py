"""A reading is sent, or corrected while the billing has not taken it."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import func, select

from lk import audit
from lk.company import company
from lk.db import db
from lk.meters.errors import AlreadyTaken, ReadingDoubted, ReadingRefused, TooManyCorrections
from lk.meters.models import Meter, Reading
from lk.meters.rules import STATES, words_of
from lk.meters.rules.judging import Judgement, Offered, judge
from lk.meters.service.owning import OwnMeter
from lk.meters.service.registers import STANDING, register_of, standing_of

# Corrections of one meter within an hour: more than any hand makes.
MOST_CORRECTIONS = 10
WITHIN = timedelta(hours=1)


def send(
    *,
    own: OwnMeter,
    user_id: int,
    values: Mapping[int, Decimal],
    taken_on: date,
    answer: str,
    channel: str,
    key: str,
    at: datetime,
) -> Reading:
    """Take the reading of one's own meter: `values` by zone, `answer` to a doubt.

    One of the same month that was sent before is replaced, until the billing has it. The same
    `key` again, or the same reading, adds nothing. Raises ReadingError.
    """
    _hold(own)
    offered = Offered(values, taken_on, answer)
    key, sent = _once(f"{channel}:{own.meter.id}:{key}", offered)
    if sent:
        return sent
    on = today_at(at)
    judgement = judge(register_of(own=own, on=on), offered, on)
    if judgement.faults:
        raise ReadingRefused(judgement.faults)
    standing = standing_of(meter_ids=[own.meter.id], period=judgement.period).get(own.meter.id)
    if standing and not standing.may_be_corrected:
        raise AlreadyTaken(why_taken(standing))
    if not judgement.may_pass:
        raise ReadingDoubted(judgement.doubts, judgement.answers)
    if standing and _is_same(standing, offered):
        return standing
    reading = _reading(own, offered, judgement)
    reading.user_id, reading.channel, reading.key, reading.sent_at = user_id, channel, key, at
    return _replace(standing, reading, at)


def why_taken(reading: Reading) -> str:
    """Why it cannot be corrected any more, and what to do."""
    month, phone = words_of(reading.period).lower(), company().charges_phone.number
    what = (
        "уже передано в расчет"
        if reading.state == "exported"
        else f"уже учтено ({STATES[reading.state].label.lower()})"
    )
    return (
        f"Показание за {month} {what}, исправить его в кабинете нельзя. Если в нем ошибка,"
        f" позвоните по телефону {phone} и назовите номер показания: {reading.number}."
    )


def today_at(at: datetime) -> date:
    """The day where the company is."""
    return at.astimezone(company().time_zone).date()


def _hold(own: OwnMeter) -> None:
    """Readings of one meter are sent one after the other."""
    query = select(Meter).where(Meter.id == own.meter.id).with_for_update()
    db.session.execute(query.execution_options(populate_existing=True))
    hold_sent([own.meter.id])


def hold_sent(meter_ids: Collection[int]) -> None:
    """What can still be corrected is held too: an export that takes it now comes first. On SQLite
    the transaction holds everything.
    """
    if db.session.get_bind().dialect.name == "sqlite":
        return
    sent = Reading.meter_id.in_(meter_ids), Reading.state == "sent"
    query = select(Reading.id).where(*sent).order_by(Reading.id).with_for_update()
    db.session.execute(query).all()


def _once(key: str, offered: Offered) -> tuple[str, Reading | None]:
    """The key of this reading, and what was sent with it and still stands. A page that is gone
    back to has its old key: what is typed there anew is another reading.
    """
    told = f"{key} {sorted(offered.values.items())} {offered.taken_on}"
    first = hashlib.sha256(told.encode()).hexdigest()
    key = first
    while found := db.session.scalar(select(Reading).where(Reading.key == key)):
        if found.state in STANDING:
            return key, found
        key = f"{first}:{found.id}"
    return key, None


def _is_same(standing: Reading, offered: Offered) -> bool:
    values = tuple(offered.values[zone] for zone in sorted(offered.values))
    return standing.values == values and standing.taken_on == offered.taken_on


def _reading(own: OwnMeter, offered: Offered, judgement: Judgement) -> Reading:
    return Reading(
        meter_id=own.meter.id,
        period=judgement.period,
        taken_on=offered.taken_on,
        value1=offered.values[1],
        value2=offered.values.get(2),
        value3=offered.values.get(3),
        answer=judgement.answer,
    )


def _replace(standing: Reading | None, reading: Reading, at: datetime) -> Reading:
    if standing:
        if _corrections(reading.meter_id, at) >= MOST_CORRECTIONS:
            raise TooManyCorrections(
                "Вы исправляли это показание много раз подряд. Последнее переданное сохранено;"
                " исправить его снова можно через час."
            )
        standing.state = "replaced"
        db.session.flush()
    db.session.add(reading)
    db.session.flush()
    audit.record(
        "meters.reading_corrected" if standing else "meters.reading_sent",
        actor=f"user:{reading.user_id}",
        subject=f"reading:{reading.number}",
        at=at,
        channel=reading.channel,
        period=reading.period,
        answer=reading.answer,
        instead_of=standing.number if standing else None,
    )
    return reading


def _corrections(meter_id: int, at: datetime) -> int:
    """How often a reading of the meter was replaced within the last hour."""
    query = select(func.count(Reading.id)).where(
        Reading.meter_id == meter_id, Reading.state == "replaced", Reading.sent_at > at - WITHIN
    )
    return db.session.scalar(query) or 0
