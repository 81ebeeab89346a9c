"""What the billing says of sent readings: each gets one verdict, and its sender hears of a no."""

from decimal import Decimal
from typing import Any

import pytest

from lk.audit.models import AuditEntry
from lk.clock import now
from lk.db import db
from lk.meters.models import Meter, Reading, ReadingFile
from lk.meters.service.verdicts import VerdictRow, Verdicts, apply_verdicts
from tests.factories import a_contract, a_meter, a_reading
from tests.harness.writing import start_writing


def a_file(number: int = 12) -> ReadingFile:
    start_writing()
    file = db.session.get(ReadingFile, number)
    if file is None:
        file = ReadingFile(
            id=number, made_at=now(), made_by="Петрова", written_at=now(), readings=1
        )
        db.session.add(file)
    db.session.commit()
    return file


def an_exported(user: Any, *values: int, **facts: Any) -> Reading:
    """A reading that the billing has in file 12."""
    zones = len(values) or 1
    meter = a_meter(a_contract(user), facts.pop("number", ""), zones=zones)
    return a_reading(meter, user, *values, state="exported", file_id=a_file().id, **facts)


def judged(*rows: VerdictRow) -> Verdicts:
    start_writing()
    found = apply_verdicts(rows, by="Петрова", at=now())
    db.session.commit()
    return found


def zones(*values: int | str) -> dict[int, Decimal]:
    return {zone: Decimal(value) for zone, value in enumerate(values, start=1)}


def test_accepted_reading_ends_so_and_nobody_is_written_to(consumer: Any, letters: Any) -> None:
    reading = an_exported(consumer, 75_000)

    found = judged(VerdictRow(2, reading.id, "accepted"))

    assert (found.accepted, found.changed, found.faults) == (1, 1, ())
    assert (reading.state, reading.accepted, reading.reason) == ("accepted", (), "")
    assert reading.verdict_at is not None
    assert letters.to(consumer.email) == []


def test_refusal_is_written_to_its_sender_with_the_reason(consumer: Any, letters: Any) -> None:
    reading = an_exported(consumer, 75_000, number="720077")

    judged(VerdictRow(2, reading.id, "rejected", reason="Показание меньше прошлого"))
    (letter,) = letters.to(consumer.email)

    assert (reading.state, reading.reason) == ("rejected", "Показание меньше прошлого")
    assert letter.subject == "Показание не принято: счетчик № 720077"
    text = letter.text.replace("\xa0", " ")
    assert "Вы передали: 75 000" in text
    assert "Почему не принято: Показание меньше прошлого" in text
    assert "передайте показание заново" in text


def test_correction_tells_both_values(consumer: Any, letters: Any) -> None:
    reading = an_exported(consumer, 75_425, 311)

    found = judged(VerdictRow(2, reading.id, "corrected", values=zones(74_525), reason="Описка"))
    (letter,) = letters.to(consumer.email)

    assert found.corrected == 1
    assert reading.accepted == (Decimal(74_525), Decimal(311))
    text = letter.text.replace("\xa0", " ")
    assert "Вы передали: день 75 425, ночь 311" in text
    assert "Принято к расчету: день 74 525, ночь 311" in text
    assert "Пояснение: Описка" in text


def test_same_file_once_more_changes_nothing(consumer: Any, letters: Any) -> None:
    reading = an_exported(consumer, 75_000)
    row = VerdictRow(2, reading.id, "rejected", reason="Не тот счетчик")
    judged(row)
    before = reading.verdict_at

    again = judged(row)

    assert (again.same, again.changed, again.faults) == (1, 0, ())
    assert reading.verdict_at == before
    assert len(letters.to(consumer.email)) == 1


def test_second_thought_of_the_billing_is_refused_by_its_line(consumer: Any) -> None:
    reading = an_exported(consumer, 75_000)
    judged(VerdictRow(2, reading.id, "accepted"))

    found = judged(VerdictRow(5, reading.id, "rejected", reason="Передумали"))

    (fault,) = found.faults
    assert (fault.line, fault.column) == (5, "verdict")
    assert "уже есть и оно другое: принято к расчету" in fault.message
    assert reading.state == "accepted"


@pytest.mark.parametrize("state", ["sent", "replaced"])
def test_what_was_never_exported_gets_no_verdict(consumer: Any, state: str) -> None:
    reading = a_reading(a_meter(a_contract(consumer)), consumer, 75_000, state=state)

    found = judged(VerdictRow(2, reading.id, "accepted"))

    assert "не выгружалось" in found.faults[0].message
    assert reading.state == state


@pytest.mark.parametrize(
    ("verdict", "values", "reason", "column"),
    [
        ("rejected", {}, "  ", "reason"),
        ("corrected", {}, "", "value"),
        ("corrected", {2: Decimal(5)}, "", "zone"),
        ("corrected", {1: Decimal(-5)}, "", "value"),
        ("corrected", {1: Decimal("NaN")}, "", "value"),
        ("corrected", {1: Decimal(10) ** 12}, "", "value"),
        ("accepted", {1: Decimal(5)}, "", "value"),
        ("maybe", {}, "", "verdict"),
        ("rejected", {}, "а" * 301, "reason"),
    ],
)
def test_incomplete_verdict_is_refused_at_its_column(
    consumer: Any, verdict: str, values: dict[int, Decimal], reason: str, column: str
) -> None:
    reading = an_exported(consumer, 75_000)

    found = judged(VerdictRow(7, reading.id, verdict, values, reason))

    assert [(each.line, each.column) for each in found.faults] == [(7, column)]
    assert reading.state == "exported"


def test_unknown_number_is_told_and_the_others_are_taken(consumer: Any) -> None:
    reading = an_exported(consumer, 75_000)

    found = judged(
        VerdictRow(2, 999_999, "accepted"), VerdictRow(3, reading.id, "accepted", zones(75_000))
    )

    assert [(each.line, each.column) for each in found.faults] == [(2, "number")]
    assert (found.accepted, reading.state) == (1, "accepted")


def test_lines_of_two_zones_make_one_verdict(consumer: Any, letters: Any) -> None:
    reading = an_exported(consumer, 400, 100)

    found = judged(
        VerdictRow(2, reading.id, "accepted", {1: Decimal(400)}),
        VerdictRow(3, reading.id, "corrected", {2: Decimal(110)}, "Ночь переписана"),
    )

    assert (found.corrected, found.faults) == (1, ())
    assert reading.accepted == (Decimal(400), Decimal(110))
    assert len(letters.to(consumer.email)) == 1


def test_zones_of_one_reading_are_not_refused_apart(consumer: Any) -> None:
    reading = an_exported(consumer, 400, 100)

    found = judged(
        VerdictRow(2, reading.id, "accepted"),
        VerdictRow(3, reading.id, "rejected", reason="Ночь не та"),
    )

    assert [each.line for each in found.faults] == [3]
    assert reading.state == "exported"


def test_correction_to_what_was_sent_is_an_acceptance(consumer: Any) -> None:
    reading = an_exported(consumer, 75_000)
    row = VerdictRow(2, reading.id, "corrected", zones("75000.0"))

    found, again = judged(row), judged(row)

    assert (found.accepted, again.same) == (1, 1)
    assert reading.accepted == ()


def test_many_refusals_are_one_letter(consumer: Any, letters: Any) -> None:
    readings = [an_exported(consumer, 75_000 + step) for step in range(12)]
    rows = [VerdictRow(2, each.id, "rejected", reason="Нет связи") for each in readings]

    judged(*rows)
    (letter,) = letters.to(consumer.email)

    assert letter.subject.replace("\xa0", " ") == "Не приняты показания 12 счетчиков"
    assert letter.text.count("Счетчик: №") == 10
    assert "И еще 2 показания" in letter.text.replace("\xa0", " ")


def test_who_has_muted_readings_hears_of_a_refusal_all_the_same(
    consumer: Any, letters: Any
) -> None:
    consumer.muted_topics = ["readings"]
    first, second = an_exported(consumer, 1), an_exported(consumer, 2)

    judged(
        VerdictRow(2, first.id, "rejected", reason="Не тот счетчик"),
        VerdictRow(3, second.id, "corrected", zones(3)),
    )

    assert [each.subject[:20] for each in letters.to(consumer.email)] == ["Показание не принято"]


def test_sender_who_has_left_is_not_looked_for(app: Any, letters: Any) -> None:
    reading = a_reading(a_meter(a_contract()), None, 5, state="exported", file_id=a_file().id)

    found = judged(VerdictRow(2, reading.id, "rejected", reason="Не тот счетчик"))

    assert found.rejected == 1
    assert letters.all == []


def test_refused_month_is_free_for_another_reading(consumer: Any) -> None:
    reading = an_exported(consumer, 75_000)
    judged(VerdictRow(2, reading.id, "rejected", reason="Описка"))

    meter = db.session.get_one(Meter, reading.meter_id)
    another = a_reading(meter, consumer, 75_100, period=reading.period)

    assert (another.state, another.period) == ("sent", reading.period)


def test_journal_has_counts_and_no_figures(consumer: Any, session: Any) -> None:
    reading = an_exported(consumer, 75_000)

    judged(VerdictRow(2, reading.id, "accepted"), VerdictRow(3, 999_999, "accepted"))
    line = session.query(AuditEntry).filter_by(event="meters.verdicts_taken").one()

    assert (line.actor, line.subject) == ("office:Петрова", "meters")
    assert line.details == {"accepted": 1, "corrected": 0, "rejected": 0, "same": 0, "faults": 1}
