"""Readings on their way to the billing: numbered files, each the same however often it is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, select, text, update

from lk import audit
from lk.db import change_rows, db
from lk.meters.models import Contract, Meter, Reading, ReadingFile

# Readings of one SELECT.
BATCH = 1000
# One export at a time on PostgreSQL, whatever machine it runs on.
_LOCK = 0x6C6B_7264


class ExportIsRunning(Exception):
    """Another machine makes a file now."""

    message = "Сейчас идет другая выгрузка. Дождитесь ее конца и повторите команду."

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True)
class SentLine:
    """A line of a file: the reading of one zone."""

    id: int
    contract_no: str
    meter_no: str
    period: str
    zone: int
    value: Decimal
    reading_date: date
    submitted_at: datetime
    channel: str
    answer: str


@contextmanager
def alone() -> Iterator[None]:
    """No other export runs meanwhile on this database; raises ExportIsRunning.

    Of SQLite's there is one machine, and the command holds its folder.
    """
    if db.engine.dialect.name != "postgresql":
        yield
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _LOCK}):
            raise ExportIsRunning
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})


def unwritten_file() -> ReadingFile | None:
    """A file that was taken down and does not stand on a disk for sure: it comes first."""
    query = select(ReadingFile).where(ReadingFile.written_at.is_(None)).order_by(ReadingFile.id)
    return db.session.scalar(query.limit(1))


def find_file(number: int) -> ReadingFile | None:
    return db.session.get(ReadingFile, number)


def how_many_wait() -> int:
    """Readings that the next file will take."""
    query = select(func.count(Reading.id)).where(Reading.state == "sent")
    return db.session.scalar(query) or 0


def next_number() -> int:
    return (db.session.scalar(select(func.max(ReadingFile.id))) or 0) + 1


def make_file(*, by: str, at: datetime, comment: str = "") -> ReadingFile | None:
    """Take all readings that wait into the next file, in the current transaction; None when there
    is none. From here on the consumer cannot correct them.
    """
    _hold_meters()
    if not how_many_wait():
        return None
    # Numbers without gaps: a sequence would leave one behind each act that is rolled back.
    file = ReadingFile(id=next_number(), made_at=at, made_by=by[:100], readings=0)
    db.session.add(file)
    db.session.flush()
    taken = update(Reading).where(Reading.state == "sent")
    file.readings = change_rows(
        taken.values(state="exported", file_id=file.id).execution_options(synchronize_session=False)
    )
    if not file.readings:  # corrected meanwhile, each of them
        db.session.delete(file)
        return None
    _record("meters.file_made", file, by, at, comment)
    return file


def _hold_meters() -> None:
    """On PostgreSQL: corrections that are under way come to their end first, and those that come
    later find the reading exported. SQLite has one writer anyway.
    """
    if db.session.get_bind().dialect.name != "postgresql":
        return
    waiting = select(Reading.meter_id).where(Reading.state == "sent")
    meters = select(Meter.id).where(Meter.id.in_(waiting)).order_by(Meter.id).with_for_update()
    db.session.execute(select(func.count()).select_from(meters.subquery()))


def mark_written(*, file: ReadingFile, by: str, at: datetime, comment: str = "") -> None:
    """The file stands on the disk: it is not made again by itself."""
    if file.written_at is None:
        file.written_at = at
        _record("meters.file_written", file, by, at, comment)


def note_repeated(*, file: ReadingFile, by: str, at: datetime, comment: str = "") -> None:
    """A file that was written already was asked for by its number."""
    _record("meters.file_repeated", file, by, at, comment)


def lines_of(*, number: int) -> Iterator[list[SentLine]]:
    """The lines of a file, those of some readings at a time, each in a short transaction.

    They stay the same for ever: a reading that was exported is not changed any more.
    """
    after = 0
    while True:
        query = (
            select(Reading, Meter.number, Contract.number)
            .join(Meter, Meter.id == Reading.meter_id)
            .join(Contract, Contract.id == Meter.contract_id)
            .where(Reading.file_id == number, Reading.id > after)
            .order_by(Reading.id)
            .limit(BATCH)
        )
        found = db.session.execute(query).all()
        lines = [line for row in found for line in _lines(*row)]
        after = found[-1][0].id if found else after
        db.session.rollback()
        db.session.expunge_all()
        if lines:
            yield lines
        if len(found) < BATCH:
            return


def _lines(reading: Reading, meter_no: str, contract_no: str) -> Iterator[SentLine]:
    for zone, value in enumerate(reading.values, start=1):
        yield SentLine(
            id=reading.id,
            contract_no=contract_no,
            meter_no=meter_no,
            period=reading.period,
            zone=zone,
            value=value,
            reading_date=reading.taken_on,
            submitted_at=reading.sent_at,
            channel=reading.channel,
            answer=reading.answer,
        )


def _record(event: str, file: ReadingFile, by: str, at: datetime, comment: str) -> None:
    audit.record(
        event,
        actor=f"office:{by}",
        subject=f"readings:{file.number:06}",
        at=at,
        readings=file.readings,
        comment=comment,
    )
