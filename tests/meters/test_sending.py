from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from lk.audit.models import AuditEntry
from lk.db import begin_write, db
from lk.meters.errors import (
    AlreadyTaken,
    ReadingDoubted,
    ReadingError,
    ReadingRefused,
    TooManyCorrections,
)
from lk.meters.models import Reading
from lk.meters.service import own_meter
from lk.meters.service.exporting import make_file
from lk.meters.service.registers import standing_of
from lk.meters.service.sending import MOST_CORRECTIONS, send
from tests.factories import a_contract, a_meter

AT = datetime(2026, 11, 24, 5, 4, tzinfo=UTC)
TODAY = date(2026, 11, 24)
SUMMER = [("2026-10", 74345, 200, "actual"), ("2026-09", 74145, 200, "actual")]


@pytest.fixture
def meter(consumer):
    return a_meter(a_contract(consumer), history=SUMMER)


@pytest.fixture
def offer(consumer, meter):
    """Sends a reading of the meter and commits; what is not said is usual."""

    def _offer(value, key="k", **facts):
        begin_write()
        own = own_meter(user_id=consumer.id, public_id=meter.public_id)
        known = {"taken_on": TODAY, "answer": "", "channel": "form", "at": AT} | facts
        values = value if isinstance(value, dict) else {1: Decimal(value)}
        try:
            reading = send(own=own, user_id=consumer.id, values=values, key=key, **known)
        except ReadingError:
            db.session.rollback()
            raise
        db.session.commit()
        return reading

    return _offer


def states():
    query = select(Reading.value1, Reading.state).order_by(Reading.id)
    return [(int(value), state) for value, state in db.session.execute(query)]


def test_reading_waits_for_the_billing(offer, consumer):
    sent = offer("74525.5", at=AT)

    assert (sent.period, sent.taken_on, sent.values) == ("2026-11", TODAY, (Decimal("74525.5"),))
    assert (sent.state, sent.user_id, sent.sent_at, sent.answer) == ("sent", consumer.id, AT, "")


def test_form_sent_twice_is_one_reading(offer):
    first, second = offer(74525), offer(74525)

    assert first.id == second.id
    assert states() == [(74525, "sent")]


def test_same_reading_from_another_page_adds_nothing(offer):
    first, second = offer(74525, key="a"), offer(74525, key="b")

    assert first.id == second.id


def test_correction_replaces_what_the_billing_has_not_taken(offer):
    offer(74525, key="a")
    offer(74530, key="b")

    assert states() == [(74525, "replaced"), (74530, "sent")]


def test_page_that_was_gone_back_to_corrects_and_corrects_again(offer):
    for value in (74525, 74530, 74525):
        offer(value)

    assert states() == [(74525, "replaced"), (74530, "replaced"), (74525, "sent")]


def test_after_the_export_it_cannot_be_corrected_and_the_words_say_whom_to_call(offer):
    sent = offer(74525)
    begin_write()
    make_file(by="office", at=AT)
    db.session.commit()

    with pytest.raises(AlreadyTaken) as refused:
        offer(74530, key="b")

    assert "уже передано в расчет" in refused.value.message
    assert f"номер показания: {sent.number}" in refused.value.message
    assert states() == [(74525, "exported")]


def test_refused_reading_leaves_room_for_another(offer):
    sent = offer(74525)
    begin_write()
    db.session.get(Reading, sent.id).state = "rejected"
    db.session.commit()

    offer(74525)

    assert states() == [(74525, "rejected"), (74525, "sent")]


def test_doubt_is_raised_once_and_the_answer_travels_with_the_reading(offer):
    with pytest.raises(ReadingDoubted) as doubted:
        offer(74000)

    assert doubted.value.answers == ("replaced", "earlier_error", "insist")
    assert offer(74000, answer="earlier_error").answer == "earlier_error"


def test_answer_to_no_doubt_is_not_kept(offer):
    assert offer(74525, answer="insist").answer == ""


def test_fault_is_refused_whatever_is_answered(offer):
    with pytest.raises(ReadingRefused) as refused:
        offer(174525, answer="insist")

    assert refused.value.faults[0].code == "digits"
    assert states() == []


def test_day_is_that_of_the_company(offer):
    just_midnight = datetime(2026, 11, 24, 17, 1, tzinfo=UTC)  # 00:01 of the 25th in Tomsk

    with pytest.raises(ReadingRefused):
        offer(74525, taken_on=date(2026, 11, 25), at=just_midnight - timedelta(minutes=2))

    assert offer(74525, taken_on=date(2026, 11, 25), at=just_midnight).taken_on.day == 25


def test_as_many_corrections_as_a_hand_makes_and_no_more_within_an_hour(offer):
    for shift in range(MOST_CORRECTIONS + 1):
        offer(74500 + shift, at=AT + timedelta(seconds=shift))

    with pytest.raises(TooManyCorrections, match="через час"):
        offer(74600, at=AT + timedelta(minutes=1))

    assert offer(74600, at=AT + timedelta(hours=2)).state == "sent"


def test_what_was_done_is_in_the_audit_without_figures(offer):
    first, second = offer(74525, key="a"), offer(74530, key="b")

    events = [
        (each.event, each.subject)
        for each in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        if each.event.startswith("meters.")
    ]
    assert events == [
        ("meters.reading_sent", f"reading:{first.id}"),
        ("meters.reading_corrected", f"reading:{second.id}"),
    ]


def test_all_zones_are_one_reading(consumer, offer, meter, session):
    begin_write()
    session.merge(meter).zones = 3
    session.commit()

    sent = offer({1: Decimal(74525), 2: Decimal(1), 3: Decimal("2.5")})

    assert sent.values == (Decimal(74525), Decimal(1), Decimal("2.5"))
    with pytest.raises(ReadingRefused, match="Впишите показание"):
        offer({1: Decimal(74526), 3: Decimal(3)}, key="b")


def test_standing_readings_are_found_by_meter(offer, meter):
    offer(74525, key="a")
    offer(74530, key="b")

    found = standing_of(meter_ids=[meter.id], period="2026-11")

    assert found[meter.id].value1 == 74530
    assert standing_of(meter_ids=[meter.id], period="2026-10") == {}


@pytest.mark.parametrize(
    ("values", "replaced"), [([74525] * 4, 0), ([74525, 74530, 74535, 74540], 3)]
)
def test_parallel_sendings_leave_one_standing(app, offer, meter, consumer, values, replaced):
    public_id, user_id, barrier = meter.public_id, consumer.id, Barrier(4)
    db.session.remove()

    def run(value):
        with app.app_context():
            barrier.wait(30)
            begin_write()
            facts = {"taken_on": TODAY, "answer": "", "channel": "form", "key": "k", "at": AT}
            own = own_meter(user_id=user_id, public_id=public_id)
            send(own=own, user_id=user_id, values={1: Decimal(value)}, **facts)
            db.session.commit()

    threads = [Thread(target=run, args=(value,)) for value in values]
    [each.start() for each in threads]
    [each.join(60) for each in threads]

    assert sorted(state for _, state in states()) == ["replaced"] * replaced + ["sent"]
