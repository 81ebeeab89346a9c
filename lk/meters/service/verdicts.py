"""Verdicts of the billing on readings that were sent: each gets one, and it stays."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice

from sqlalchemy import select

from lk import audit, outbox
from lk.account.models import User
from lk.db import db
from lk.meters.models import Reading
from lk.meters.rules import STATES
from lk.meters.rules.verdicts import (
    CORRECTED,
    REJECTED,
    Ruling,
    VerdictFault,
    VerdictRow,
    ruling_of,
)

__all__ = ["VerdictFault", "VerdictRow", "Verdicts", "apply_verdicts"]

# Readings that are loaded and locked at once.
BATCH = 500
# Letters of verdicts. A refusal always goes; the other belongs to a topic that can be muted.
LETTERS = {REJECTED: "meters.rejected", CORRECTED: "meters.corrected"}


@dataclass(frozen=True)
class Verdicts:
    """What became of the rows, in readings: `same` had this very verdict already."""

    accepted: int = 0
    corrected: int = 0
    rejected: int = 0
    same: int = 0
    faults: tuple[VerdictFault, ...] = ()

    @property
    def changed(self) -> int:
        return self.accepted + self.corrected + self.rejected


def apply_verdicts(rows: Iterable[VerdictRow], *, by: str, at: datetime) -> Verdicts:
    """Judge rows of the billing's file: those that are right are written in the current
    transaction, with a letter to whoever sent a reading that was not taken as it is; the others
    are in `faults`, by their lines. The same rows once more change nothing.
    """
    counts: dict[str, int] = defaultdict(int)
    faults: list[VerdictFault] = []
    groups = _by_reading(rows)
    while some := list(islice(groups, BATCH)):
        told = _judge(some, counts, faults, at)
        _write_letters(told, at)
    found = Verdicts(**counts, faults=tuple(faults))
    if found.changed:
        _record(found, by, at)
    return found


def _by_reading(rows: Iterable[VerdictRow]) -> Iterator[list[VerdictRow]]:
    for _number, lines in groupby(rows, key=lambda row: row.number):
        yield list(lines)


def _judge(
    some: Sequence[list[VerdictRow]],
    counts: dict[str, int],
    faults: list[VerdictFault],
    at: datetime,
) -> list[Reading]:
    """Returns the readings that were not taken as they were."""
    readings = _locked([rows[0].number for rows in some])
    told = []
    for rows in some:
        reading = readings.get(rows[0].number)
        try:
            is_new, ruling = _one(reading, rows, at)
        except VerdictFault as fault:
            faults.append(fault)
            continue
        counts[ruling.verdict if is_new else "same"] += 1
        if reading and is_new and ruling.verdict in LETTERS:
            told.append(reading)
    db.session.flush()
    return told


def _locked(numbers: Sequence[int]) -> dict[int, Reading]:
    query = select(Reading).where(Reading.id.in_(numbers)).order_by(Reading.id).with_for_update()
    return {each.id: each for each in db.session.scalars(query)}


def _one(reading: Reading | None, rows: Sequence[VerdictRow], at: datetime) -> tuple[bool, Ruling]:
    """The verdict, and whether it is a new one."""
    line = rows[0].line
    if reading is None:
        raise VerdictFault(line, "number", "Такого показания нет: проверьте его номер.")
    if reading.file_id is None:
        state = STATES[reading.state].label.lower()
        text = f"Это показание в расчет не выгружалось (состояние: {state})."
        raise VerdictFault(line, "number", text)
    ruling = ruling_of(rows, reading.values)
    if STATES[reading.state].is_final:
        if ruling != Ruling(reading.state, reading.accepted, reading.reason):
            state = STATES[reading.state].label.lower()
            text = f"Решение по этому показанию уже есть и оно другое: {state}."
            raise VerdictFault(line, "verdict", text)
        return False, ruling
    _take(reading, ruling, at)
    return True, ruling


def _take(reading: Reading, ruling: Ruling, at: datetime) -> None:
    reading.state, reading.verdict_at, reading.reason = ruling.verdict, at, ruling.reason
    values = (*ruling.accepted, None, None, None)
    reading.accepted1, reading.accepted2, reading.accepted3 = values[:3]


def _write_letters(readings: Sequence[Reading], at: datetime) -> None:
    """One letter to a person of each kind, however many readings it names."""
    if not readings:
        return
    ids = {each.user_id for each in readings if each.user_id is not None}
    emails = dict(db.session.execute(select(User.id, User.email).where(User.id.in_(ids))).all())
    grouped: dict[tuple[int, str], list[int]] = defaultdict(list)
    for each in readings:
        if each.user_id is not None:
            grouped[each.user_id, LETTERS[each.state]].append(each.id)
    for (user_id, purpose), numbers in grouped.items():
        # A reading gets its verdict once, so the first of them names the letter for ever.
        key = f"{purpose}:{user_id}:{min(numbers)}"
        to = emails.get(user_id) or ""
        outbox.put(purpose, to=to, at=at, user_id=user_id, key=key, readings=sorted(numbers))


def _record(found: Verdicts, by: str, at: datetime) -> None:
    audit.record(
        "meters.verdicts_taken",
        actor=f"office:{by}",
        subject="meters",
        at=at,
        accepted=found.accepted,
        corrected=found.corrected,
        rejected=found.rejected,
        same=found.same,
        faults=len(found.faults),
    )
