"""`flask admin meters show`: one meter whole."""

from typing import Any

from tests.factories import FIG20, a_contract, a_meter, a_reading


def test_meter_is_shown_with_cabinets_months_and_readings(
    ok: Any, consumer: Any, clock: Any
) -> None:
    meter = a_meter(a_contract(consumer, "38005843"), "720021", history=FIG20)
    a_reading(meter, consumer, 75_425, taken_on=clock.now.date())

    said = ok("meters", "show", "720021").replace("\xa0", " ")

    for words in ("38005843", "Иванова Анна Петровна", "ivanova", "2016-11", "по среднему",
                  "688", "75 425", "Передано"):  # fmt: skip
        assert words in said


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
