"""Many readings in one act: idempotent by the form's key, judged again as they are sent."""

from datetime import date

import pytest

from lk.audit.models import AuditEntry
from lk.clock import now
from lk.db import db
from lk.meters.models import Reading
from lk.meters.rules.table import row_of
from lk.meters.service.sending import MOST_CORRECTIONS
from lk.meters.service.table import Answers
from lk.meters.service.table_sending import send_table
from tests.factories import a_contract, a_meter, a_reading, another_consumer
from tests.harness.writing import start_writing

DAY = date(2026, 11, 24)
HISTORY = [("2026-09", 900, 100, "actual"), ("2026-10", 1000, 100, "actual")]


@pytest.fixture(autouse=True)
def november(clock):
    """24.11.2026: homes send from the 23rd to the 26th."""


@pytest.fixture
def contract(consumer):
    return a_contract(consumer, "38005843")


@pytest.fixture
def send(consumer):
    """`send({"720021": "1100"})`: what came of these rows, committed."""

    def send(values, *, key="k" * 26, user=consumer, answers=None, **options):
        rows = [
            row_of(line, number=number, values=[value])
            for line, (number, value) in enumerate(values.items(), start=1)
        ]
        start_writing()
        found = send_table(
            user_id=user.id, rows=rows, usual_day=DAY, key=key, at=now(), channel="table",
            answers=Answers(answers or {}, **options),
        )  # fmt: skip
        db.session.commit()
        return found

    return send


def words(sent):
    return [each.words for each in sent.left]


def test_key_of_a_form_counts_for_each_of_its_meters(contract, send, session):
    for number in ("720021", "720022"):
        a_meter(contract, number, history=HISTORY)
    send({"720021": "1100"})

    again = send({"720021": "1101", "720022": "1090"})

    kept = session.query(Reading).order_by(Reading.id).all()
    assert [(each.id, each.value1) for each in kept] == [
        (again.numbers[0], 1100),
        (again.numbers[1], 1090),
    ]


def test_another_form_with_the_same_figures_adds_nothing(contract, send, session):
    a_meter(contract, "720021", history=HISTORY)
    first = send({"720021": "1100"})

    again = send({"720021": "1100,0"}, key="m" * 26)

    assert again.numbers == first.numbers
    assert session.query(Reading).count() == 1


def test_reading_that_the_billing_took_meanwhile_is_left(contract, consumer, send):
    a_reading(a_meter(contract, "720021", history=HISTORY), consumer, 1100, state="exported")
    a_meter(contract, "720022", history=HISTORY)

    sent = send({"720021": "1101", "720022": "1100"})

    assert len(sent.numbers) == 1
    assert "уже передано в расчет" in words(sent)[0]


def test_foreign_and_unbound_meters_are_unknown_here(consumer, send, session):
    a_meter(a_contract(another_consumer()), "720021", history=HISTORY)
    a_meter(a_contract(consumer, bound={"unbound_at": now()}), "720022", history=HISTORY)

    sent = send({"720021": "1100", "720022": "1100", "nope": "5"})

    assert set(words(sent)) == {"Такого счетчика в кабинете нет: проверьте номер."}
    assert session.query(Reading).count() == 0


def test_removed_and_forbidden_meters_say_why(contract, consumer, send):
    a_meter(contract, "720021", removed_on=date(2026, 1, 1))
    a_meter(a_contract(consumer, may_send=False), "720022")

    said = words(send({"720021": "1100", "720022": "1100"}))

    assert said[0] == "Счетчик снят с учета, внесение данных не возможно."
    assert said[1].startswith("По этому договору показания через портал не принимаются.")


def test_answer_that_does_not_fit_lets_nothing_through(contract, send, session):
    a_meter(contract, "720021", history=HISTORY)

    sent = send({"720021": "950"}, answers={1: "rollover"})

    assert (len(sent.left), session.query(Reading).count()) == (1, 0)


def test_answers_of_rows_come_before_that_of_all(contract, send, session):
    for number in ("720021", "720022"):
        a_meter(contract, number, history=HISTORY)

    send({"720021": "950", "720022": "951"}, answers={1: "replaced"}, insists=True)

    answers = session.query(Reading.answer).order_by(Reading.id).all()
    assert [each for (each,) in answers] == ["replaced", "insist"]


def test_reading_that_was_corrected_too_often_stays(contract, send, session):
    a_meter(contract, "720021", history=HISTORY)
    for turn in range(MOST_CORRECTIONS + 1):
        send({"720021": str(1100 + turn)}, key=f"{turn:026}")

    sent = send({"720021": "1150"}, key="z" * 26)

    assert "исправляли много раз подряд" in words(sent)[0]
    assert session.query(Reading).filter_by(state="sent").one().value1 == 1100 + MOST_CORRECTIONS


def test_journal_has_one_line_of_the_act_without_figures(contract, consumer, send, session):
    for number in ("720021", "720022"):
        a_meter(contract, number, history=HISTORY)

    first, last = send({"720021": "1100", "720022": "950"}, insists=True).numbers

    line = session.query(AuditEntry).filter_by(event="meters.table_sent").one()
    assert (line.actor, line.subject) == (f"user:{consumer.id}", f"readings:{first}-{last}")
    assert line.details == {"channel": "table", "readings": 2, "corrected": 0, "answered": 1}
