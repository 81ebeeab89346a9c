"""Rows are judged before the lock; what has changed by then is judged anew, the rest is not."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import delete, select, update

from lk.clock import now
from lk.db import db
from lk.meters.models import BillingPeriod, ContractBinding, Meter, Reading
from lk.meters.rules.table import TableRow
from lk.meters.service import table
from lk.meters.service.table import NO_ANSWERS
from lk.meters.service.table_judged import judge_table
from lk.meters.service.table_sending import send_table
from tests.harness.writing import start_writing
from tests.meters.test_table_scale import a_crowd

TODAY = date(2026, 11, 24)


@pytest.fixture
def crowd(clock, consumer):
    """Six meters, each with a reading that may pass."""
    numbers = a_crowd(consumer, 6)
    value = ("1100", "", "")
    return [TableRow(line, number=each, values=value) for line, each in enumerate(numbers)]


def judged(consumer, rows):
    facts = {"user_id": consumer.id, "rows": rows, "usual_day": TODAY, "answers": NO_ANSWERS}
    found = judge_table(on=TODAY, **facts)
    db.session.rollback()
    return facts | {"before": found}


def change(statement):
    start_writing()
    db.session.execute(statement)
    db.session.commit()


def send(facts, key="k"):
    start_writing()
    sent = send_table(channel="table", key=key, at=now(), **facts)
    db.session.commit()
    return sent


def test_what_stands_still_is_judged_once(consumer, crowd, monkeypatch):
    facts = judged(consumer, crowd)
    again = []
    monkeypatch.setattr(table, "judge", lambda *args: again.append(args))

    sent = send(facts)

    assert (len(sent.numbers), sent.left, again) == (6, [], [])


def test_months_charged_meanwhile_are_seen(consumer, crowd):
    facts = judged(consumer, crowd)
    first = select(Meter.id).where(Meter.number == crowd[0].number).scalar_subquery()
    charged = update(BillingPeriod).where(BillingPeriod.meter_id == first)
    change(charged.where(BillingPeriod.period == "2026-10").values(reading=Decimal(1200)))

    sent = send(facts)

    assert len(sent.numbers) == 5
    assert [each.row.number for each in sent.left] == [crowd[0].number]
    assert sent.left[0].is_doubted


def test_a_meter_removed_meanwhile_is_left(consumer, crowd):
    facts = judged(consumer, crowd)
    change(update(Meter).where(Meter.number == crowd[1].number).values(removed_on=TODAY))

    sent = send(facts)

    assert [each.row.number for each in sent.left] == [crowd[1].number]


def test_a_contract_taken_out_meanwhile_takes_nothing(consumer, crowd):
    facts = judged(consumer, crowd)
    change(update(ContractBinding).values(unbound_at=now()))

    sent = send(facts)

    assert (sent.numbers, len(sent.left)) == ([], 6)


def test_a_reading_taken_meanwhile_stays(consumer, crowd, session):
    send(judged(consumer, crowd[:1]), key="before")
    other = [TableRow(0, number=crowd[0].number, values=("1101", "", ""))]
    facts = judged(consumer, other)
    change(update(Reading).values(state="exported"))

    sent = send(facts)

    assert sent.numbers == []
    assert sent.left[0].faults[0].code == "taken"


def test_answers_of_another_day_count_for_nothing(consumer, crowd):
    facts = judged(consumer, crowd)
    change(delete(BillingPeriod))

    sent = send(facts | {"usual_day": date(2026, 11, 23)})

    assert len(sent.numbers) == 6
    assert {each.taken_on for each in db.session.scalars(select(Reading))} == {date(2026, 11, 23)}


def test_rows_of_one_line_are_rows_of_their_own(consumer, crowd):
    rows = [TableRow(1, number=each.number, values=each.values) for each in crowd]

    sent = send(judged(consumer, rows))

    assert len(sent.numbers) == 6
