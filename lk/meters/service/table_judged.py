"""Rows judged before the lock is taken: what holds still is not judged again while others wait."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from lk.meters.rules.judging import Fault, Judgement, Offered, Register
from lk.meters.rules.table import TableRow
from lk.meters.service.table import Answers, Weighed, judge_matched, known_of, matched
from lk.meters.service.table_rows import meters_named


@dataclass(frozen=True, slots=True)
class _Judged:
    """Plain values alone, for what was loaded before the lock is stale."""

    meter_id: int
    register: Register
    offered: Offered | None
    judgement: Judgement | None
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class JudgedTable:
    """`by_row`: what was said of rows on that day, under these answers."""

    on: date | None = None
    usual_day: date | None = None
    answers: Answers | None = None
    by_row: Mapping[TableRow, _Judged] | None = None


def judge_table(
    *, user_id: int, rows: Collection[TableRow], usual_day: date, on: date, answers: Answers
) -> JudgedTable:
    """The rows as they stand now; nothing is written."""
    owned = matched(rows, meters_named(user_id=user_id, rows=rows))
    clear = known_of([each for each in owned if not each.faults], on)
    judged = judge_matched(clear, usual_day=usual_day, on=on, answers=answers)
    by_row = {
        each.row: _Judged(
            each.own.meter.id, each.register, each.offered, each.judgement, each.faults
        )
        for each in judged
        if each.own and each.register
    }
    return JudgedTable(on, usual_day, answers, by_row)


def judge_again(
    owned: Collection[Weighed],
    before: JudgedTable,
    *,
    usual_day: date,
    on: date,
    answers: Answers,
) -> list[Weighed]:
    """All of them judged as they are now; of what has not changed since, the judgement is taken."""
    known = known_of(owned, on)
    told = before.by_row or {}
    if (before.on, before.usual_day, before.answers) != (on, usual_day, answers):
        told = {}
    held = {each.row: kept for each in known if (kept := _held(each, told))}
    anew = [each for each in known if each.row not in held]
    judged = judge_matched(anew, usual_day=usual_day, on=on, answers=answers)
    found = held | {each.row: each for each in judged}
    return [found[each.row] for each in known]


def _held(each: Weighed, told: Mapping[TableRow, _Judged]) -> Weighed | None:
    """The row with what was said of it, if nothing has changed that it was said by."""
    old = told.get(each.row)
    if old is None or each.own is None or each.faults:
        return None
    if (old.meter_id, old.register) != (each.own.meter.id, each.register):
        return None
    return replace(each, offered=old.offered, judgement=old.judgement, faults=old.faults)
