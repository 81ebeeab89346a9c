"""Files of the billing for tests, and the import of them as the command does it."""

import io
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from lk.clock import now
from lk.db import begin_write, db
from lk.meters.exchange.kinds import understand
from lk.meters.models import BillingPeriod, Contract, Meter, MeterEvent
from lk.meters.service.importing import Outcome, import_table
from lk.tables import open_table

DAY = date(2026, 11, 24)
CONTRACTS = "contract_no;holder;kind;may_send"
METERS = "contract_no;meter_no;type;tariff;digits;address"
HISTORY = "meter_no;period;reading;consumption"
EVENTS = "meter_no;date;event;before;after;note"
VERDICTS = "id;verdict;zone;value;reason"


def a_file(heading: str, *rows: str, encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    return "".join(f"{row}{end}" for row in (heading, *rows)).encode(encoding)


def take(
    data: bytes, *, kind: str = "", skips_bad: bool = False, shows: bool = False, names=None
) -> Outcome:
    """In a transaction of its own, kept if the import says so; `faults` are read out."""
    begin_write()
    with open_table("file.csv", io.BytesIO(data)) as table:
        layout = understand(table.heading, kind=kind, own_names=names or {})
        outcome = import_table(
            table=table, layout=layout, by="Мальцева", at=now(), on=DAY,
            skips_bad=skips_bad, shows=shows,
        )  # fmt: skip
    found = list(outcome.faults())
    if outcome.is_merged:
        db.session.commit()
    else:
        db.session.rollback()
    db.session.expire_all()
    return Outcome(
        outcome.rows,
        outcome.bad,
        outcome.counts,
        outcome.is_merged,
        outcome.examples,
        lambda: iter(found),
    )


def words(outcome: Outcome) -> list[tuple[int, str, str]]:
    return [(each.line, each.column, each.message) for each in outcome.faults()]


def counts(outcome: Outcome) -> tuple[int, int, int]:
    found = outcome.counts
    return found.added, found.changed, found.same


def take_all(*files: bytes) -> None:
    """Each of them must go in whole."""
    for data in files:
        outcome = take(data)
        assert words(outcome) == []


def two_contracts() -> None:
    """Contract A with meters 1 and 2, contract B with meters 2 and 3."""
    take_all(
        a_file(CONTRACTS, "A;Иванова А. П.;person;да", "B;ООО «Склад»;organisation;нет"),
        a_file(METERS, *(f"{own};{number};РИМ 614.01;Общий тариф;5;г. Томск, ул. Мира, д. {number}"
                         for own, number in (("A", 1), ("A", 2), ("B", 2), ("B", 3)))),
    )  # fmt: skip


def history_of(number: str, contract: str = "") -> list[tuple[str, int, str, str, str]]:
    """(period, zone, reading, consumption, method) of a meter, in order."""
    query = (
        select(BillingPeriod)
        .join(Meter, Meter.id == BillingPeriod.meter_id)
        .join(Contract, Contract.id == Meter.contract_id)
        .where(Meter.number == number)
        .order_by(BillingPeriod.period, BillingPeriod.zone, BillingPeriod.meter_id)
    )
    if contract:
        query = query.where(Contract.number == contract)
    return [
        (each.period, each.zone, f"{each.reading:f}", f"{each.consumption:f}", each.method)
        for each in db.session.scalars(query)
    ]


def meter(number: str, contract: str = "A") -> Meter:
    query = select(Meter).join(Contract, Contract.id == Meter.contract_id)
    return db.session.scalars(
        query.where(Meter.number == number, Contract.number == contract)
    ).one()


def events() -> Sequence[MeterEvent]:
    return db.session.scalars(select(MeterEvent).order_by(MeterEvent.on, MeterEvent.id)).all()
