"""`flask admin meters stats`: how the month goes."""

from datetime import timedelta
from typing import Any

from lk.db import db
from lk.meters.models import ReadingFile
from tests.factories import a_contract, a_meter, a_reading
from tests.harness.writing import start_writing


def a_file(at: Any) -> ReadingFile:
    start_writing()
    file = ReadingFile(made_at=at, made_by="Петрова", written_at=at, readings=1)
    db.session.add(file)
    db.session.commit()
    return file


def test_counts_of_the_month(as_json: Any, consumer: Any, clock: Any) -> None:
    mine, free = a_contract(consumer), a_contract(None)
    day = clock.now.date()
    first, second = a_meter(mine), a_meter(mine)
    a_meter(mine, removed_on=day), a_meter(free)
    a_reading(first, consumer, taken_on=day, state="replaced")
    a_reading(first, consumer, taken_on=day)
    a_reading(second, consumer, period="2026-10", state="rejected")

    found = as_json("meters", "stats")

    assert {key: found[key] for key in ("contracts", "bound_contracts", "cabinets")} == {
        "contracts": 2,
        "bound_contracts": 1,
        "cabinets": 1,
    }
    assert (found["meters"], found["removed"]) == (3, 1)
    assert (found["asked"], found["answered"], found["share"]) == (2, 1, "50.0")
    assert (found["by_state"]["sent"], found["by_state"]["replaced"]) == (1, 1)
    assert (found["waiting"], found["period"]) == (1, "2026-11")


def test_verdicts_that_are_late_are_counted(as_json: Any, consumer: Any, clock: Any) -> None:
    mine = a_contract(consumer)
    for days in (3, 20):
        file = a_file(clock.now - timedelta(days=days))
        a_reading(a_meter(mine), consumer, state="exported", file_id=file.id)

    usual, soon = as_json("meters", "stats"), as_json("meters", "stats", "--days", "2")

    assert (usual["overdue"], soon["overdue"]) == (1, 2)


def test_words_of_an_empty_portal(ok: Any, app: Any, clock: Any) -> None:
    said = ok("meters", "stats")

    assert "Показания за ноябрь 2026" in said
    assert "Договоров" in said
