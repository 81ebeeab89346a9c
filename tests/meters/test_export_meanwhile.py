"""A correction and an export at the same moment: what is in the file is what stands, and once."""

import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from lk.clock import now
from lk.db import begin_write, db
from lk.meters.errors import AlreadyTaken
from lk.meters.models import Meter, Reading
from lk.meters.rules.table import TableRow
from lk.meters.service import exporting, own_meter
from lk.meters.service.exporting import make_file
from lk.meters.service.sending import send
from lk.meters.service.table import NO_ANSWERS
from lk.meters.service.table_sending import send_table
from tests.factories import a_contract, a_meter, a_reading

PAUSE = 0.7


def correct(user_id: int, public_id: str, value: int) -> None:
    own = own_meter(user_id=user_id, public_id=public_id)
    assert own
    send(
        own=own,
        user_id=user_id,
        values={1: Decimal(value)},
        taken_on=now().date(),
        answer="",
        channel="form",
        key=f"key{value}",
        at=now(),
    )


def in_a_thread(app: Flask, act: Any) -> str:
    with app.app_context():
        begin_write()
        try:
            act()
            db.session.commit()
        except AlreadyTaken:
            return "taken"
        finally:
            db.session.rollback()
    return "done"


def a_sent(user: Any) -> Meter:
    meter = a_meter(a_contract(user))
    a_reading(meter, user, 100, taken_on=now().date())
    return meter


def states() -> list[tuple[Decimal, str]]:
    db.session.rollback()
    return [
        (each.value1, each.state) for each in db.session.query(Reading).order_by(Reading.id).all()
    ]


def test_export_waits_for_a_correction_that_is_under_way(
    app: Flask, consumer: Any, clock: Any
) -> None:
    meter, user_id = a_sent(consumer), consumer.id
    public_id = meter.public_id

    begin_write()
    correct(user_id, public_id, 120)
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(in_a_thread, app, lambda: make_file(by="Петрова", at=now()))
        time.sleep(PAUSE)
        waited = not answer.done()
        db.session.commit()
    result = answer.result()

    assert (waited, result) == (True, "done")
    assert states() == [(Decimal(100), "replaced"), (Decimal(120), "exported")]


def test_correction_that_comes_during_an_export_is_told_it_is_too_late(
    app: Flask, consumer: Any, clock: Any
) -> None:
    meter, user_id = a_sent(consumer), consumer.id
    public_id = meter.public_id

    begin_write()
    make_file(by="Петрова", at=now())
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(in_a_thread, app, lambda: correct(user_id, public_id, 120))
        time.sleep(PAUSE)
        waited = not answer.done()
        db.session.commit()

    assert (waited, answer.result()) == (True, "taken")
    assert states() == [(Decimal(100), "exported")]


def test_correction_of_a_reading_that_came_after_the_export_had_begun_is_too_late_as_well(
    app: Flask, consumer: Any, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_hold_meters", lambda: None)  # nothing of it waited then
    meter, user_id = a_sent(consumer), consumer.id
    public_id = meter.public_id

    begin_write()
    make_file(by="Петрова", at=now())
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(in_a_thread, app, lambda: correct(user_id, public_id, 120))
        time.sleep(PAUSE)
        db.session.commit()

    assert answer.result() == "taken"
    assert states() == [(Decimal(100), "exported")]


def test_table_leaves_a_reading_that_is_exported_this_very_moment(
    app: Flask, consumer: Any, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_hold_meters", lambda: None)
    meter, user_id = a_sent(consumer), consumer.id
    row = TableRow(line=1, number=meter.number, values=("120", "", ""))

    def correct_many() -> None:
        facts = {"usual_day": now().date(), "answers": NO_ANSWERS, "channel": "table"}
        send_table(user_id=user_id, rows=[row], key="key", at=now(), **facts)

    begin_write()
    make_file(by="Петрова", at=now())
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(in_a_thread, app, correct_many)
        time.sleep(PAUSE)
        db.session.commit()

    assert answer.result() == "done"
    assert states() == [(Decimal(100), "exported")]
