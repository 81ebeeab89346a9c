"""Readings of many meters are sent: weighed again under the lock, the good ones in one act."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Table, func, insert, select, update

from lk import audit
from lk.db import db
from lk.meters.models import Meter, Reading
from lk.meters.rules.judging import Fault, Judgement, Offered
from lk.meters.rules.table import TableRow
from lk.meters.service.owning import OwnMeter
from lk.meters.service.sending import MOST_CORRECTIONS, WITHIN, hold_sent, today_at
from lk.meters.service.table import Answers, Weighed, matched, with_standing
from lk.meters.service.table_judged import JudgedTable, judge_again
from lk.meters.service.table_receipt import key_of
from lk.meters.service.table_rows import meters_named

CORRECTED_OFTEN = (
    "Это показание исправляли много раз подряд. Последнее переданное сохранено; исправить его"
    " снова можно через час."
)

NOT_JUDGED = JudgedTable()


@dataclass(frozen=True)
class TableSent:
    """`numbers`: of all readings that stand by this form; `left`: rows that were not taken;
    `same`: how many of the numbers another form had sent before, just so.
    """

    numbers: Sequence[int]
    left: Sequence[Weighed]
    same: int = 0

    @property
    def has_own(self) -> bool:
        """Whether there is a receipt of this form."""
        return len(self.numbers) > self.same

    @property
    def is_all_own(self) -> bool:
        """Whether the receipt of this form tells everything: no other row has come back."""
        return self.has_own and not self.left and not self.same


def send_table(
    *,
    user_id: int,
    rows: Collection[TableRow],
    usual_day: date,
    answers: Answers,
    channel: str,
    key: str,
    at: datetime,
    before: JudgedTable = NOT_JUDGED,
) -> TableSent:
    """Take all rows that may pass, in one transaction; the same `key` again adds nothing.

    `before`: what was said of the rows before the lock; only what has changed is judged again.
    """
    owned = matched(rows, meters_named(user_id=user_id, rows=rows))
    owns = {each.own.meter.id: each.own for each in owned if each.own and not each.faults}
    _hold(owns)
    known = _sent_before(owns, channel, key)
    fresh = [each for each in owned if not (each.own and each.own.meter.id in known)]
    judged = judge_again(fresh, before, usual_day=usual_day, on=today_at(at), answers=answers)
    good, left = _passing(with_standing(judged), at)
    new = [each for each in good if not each.is_same]
    numbers = _take(new, user_id, channel, key, at)
    if numbers:
        _tell(new, numbers, user_id, channel, at)
    standing = [each.standing.number for each in good if each.standing and each.is_same]
    order = {each.row.line: place for place, each in enumerate(owned)}
    return TableSent(
        sorted([*known.values(), *standing, *numbers]),
        sorted(left, key=lambda each: order[each.row.line]),
        len(standing),
    )


def _hold(owns: Mapping[int, OwnMeter]) -> None:
    """Readings of these meters are sent one after the other, always in the same order; on SQLite
    the transaction holds them all.
    """
    if db.session.get_bind().dialect.name == "sqlite":
        return
    query = select(Meter).where(Meter.id.in_(sorted(owns))).order_by(Meter.id).with_for_update()
    db.session.execute(query.execution_options(populate_existing=True)).all()
    hold_sent(sorted(owns))


def _sent_before(owns: Mapping[int, OwnMeter], channel: str, key: str) -> dict[int, int]:
    """Numbers of the readings that this form has made already, by meter."""
    keys = [key_of(meter_id, channel, key) for meter_id in owns]
    query = select(Reading.meter_id, Reading.id).where(Reading.key.in_(keys))
    return {meter_id: number for meter_id, number in db.session.execute(query)}


def _passing(weighed: Sequence[Weighed], at: datetime) -> tuple[list[Weighed], list[Weighed]]:
    """Those that go, and those that do not: one that was corrected too often stays as it is."""
    good = [each for each in weighed if each.is_good]
    often = _corrected_often(
        [each.own.meter.id for each in good if each.own and each.standing and not each.is_same], at
    )
    left = [each for each in weighed if not each.is_good]
    for each in good:
        if each.own and each.own.meter.id in often:
            left.append(each.refused(Fault(0, "often", CORRECTED_OFTEN)))
    return [each for each in good if each.own and each.own.meter.id not in often], left


def _corrected_often(meter_ids: Collection[int], at: datetime) -> set[int]:
    if not meter_ids:
        return set()
    query = (
        select(Reading.meter_id)
        .where(
            Reading.meter_id.in_(meter_ids),
            Reading.state == "replaced",
            Reading.sent_at > at - WITHIN,
        )
        .group_by(Reading.meter_id)
        .having(func.count() >= MOST_CORRECTIONS)
    )
    return set(db.session.scalars(query))


def _take(
    new: Sequence[Weighed], user_id: int, channel: str, key: str, at: datetime
) -> Sequence[int]:
    """The rows as readings, their numbers; what was sent for the month before gives way."""
    replaced = [each.standing.id for each in new if each.standing]
    if replaced:
        query = update(Reading).where(Reading.id.in_(replaced)).values(state="replaced")
        db.session.execute(query.execution_options(synchronize_session=False))
    rows = [_reading(ready, user_id, channel, key, at) for each in new if (ready := each.ready)]
    if not rows:
        return []
    table = cast("Table", Reading.__table__)  # the rows alone, without objects for them
    return db.session.scalars(insert(table).returning(table.c.id), rows).all()


def _reading(
    ready: tuple[OwnMeter, Offered, Judgement], user_id: int, channel: str, key: str, at: datetime
) -> dict[str, Any]:
    own, offered, judgement = ready
    return {
        "meter_id": own.meter.id,
        "user_id": user_id,
        "period": judgement.period,
        "taken_on": offered.taken_on,
        "value1": offered.values[1],
        "value2": offered.values.get(2),
        "value3": offered.values.get(3),
        "answer": judgement.answer,
        "channel": channel,
        "key": key_of(own.meter.id, channel, key),
        "sent_at": at,
    }


def _tell(
    new: Sequence[Weighed], numbers: Sequence[int], user_id: int, channel: str, at: datetime
) -> None:
    """One line for the whole table, as it is one act."""
    audit.record(
        "meters.table_sent",
        actor=f"user:{user_id}",
        subject=f"readings:{min(numbers)}-{max(numbers)}",
        at=at,
        channel=channel,
        readings=len(numbers),
        corrected=len([each for each in new if each.standing]),
        answered=len([each for each in new if each.judgement and each.judgement.answer]),
    )
