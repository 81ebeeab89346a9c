"""`flask admin meters show`: one meter whole."""

from datetime import date
from typing import Any

from lk.meters.models import MeterEvent
from tests.factories import FIG20, a_contract, a_meter, a_reading
from tests.harness.writing import start_writing


def test_meter_is_shown_with_cabinets_months_and_readings(
    ok: Any, consumer: Any, clock: Any
) -> None:
    meter = a_meter(a_contract(consumer, "38005843"), "720021", history=FIG20)
    a_reading(meter, consumer, 75_425, taken_on=clock.now.date())

    said = ok("meters", "show", "720021").replace("\xa0", " ")

    for words in ("38005843", "Иванова Анна Петровна", "ivanova", "2016-11", "по среднему",
                  "688", "75 425", "Передано"):  # fmt: skip
        assert words in said


def test_notes_of_events_and_the_meter_before_are_shown(
    ok: Any, as_json: Any, consumer: Any, session: Any
) -> None:
    contract = a_contract(consumer, "38005843")
    old = a_meter(contract, "720020", removed_on=date(2026, 4, 12))
    new = a_meter(contract, "720021", replaces_id=old.id)
    start_writing()
    event = {"on": date(2026, 4, 12), "code": "replaced", "note": "Акт № 15"}
    session.add(MeterEvent(meter_id=new.id, **event))
    session.commit()

    said = ok("meters", "show", "720021").replace("\xa0", " ")
    before = ok("meters", "show", "720020").replace("\xa0", " ")

    assert "Акт № 15" in said
    assert "Стоит вместо" in said
    assert "720020" in said
    assert as_json("meters", "show", "720021")["replaces"] == "720020"
    assert ("Заменен на" in before, "720021" in before) == (True, True)
    assert as_json("meters", "show", "720020")["replaced_by"] == "720021"


def test_json_has_all_of_it(as_json: Any, consumer: Any) -> None:
    a_meter(a_contract(consumer, "38005843"), "720021", history=FIG20)

    found = as_json("meters", "show", "720 021")

    assert (found["contract"], found["cabinets"], len(found["months"])) == ("38005843", 1, 11)
    assert found["months"][0]["consumption"] == "688"
    assert found["bindings"][0]["login"] == "ivanova"


def test_of_two_with_one_number_the_contract_decides(
    as_json: Any, refused: Any, consumer: Any
) -> None:
    a_meter(a_contract(consumer, "38005843"), "720021")
    a_meter(a_contract(None, "38006120"), "720021")

    said, found = (
        refused("meters", "show", "720021"),
        as_json("meters", "show", "720021", "--contract", "38006120"),
    )

    assert "38005843, 38006120" in said
    assert found["contract"] == "38006120"


def test_unknown_number_is_refused_and_noted(refused: Any, app: Any, audit_lines: Any) -> None:
    audit_lines()

    said = refused("meters", "show", "1")

    (line,) = audit_lines()
    assert "Счетчика «1» нет" in said
    assert line.event == "office.refused"
