"""`flask admin meters list` and `readings`: what is there, narrowed as the office asks."""

from typing import Any

import pytest

from tests.factories import a_contract, a_meter, a_reading


@pytest.fixture
def three(consumer: Any, clock: Any) -> dict[str, Any]:
    """A bound meter, a removed one of the same contract, and one in nobody's cabinet."""
    mine, free = a_contract(consumer, "38005843"), a_contract(None, "ЭС-12", kind="organisation")
    return {
        "bound": a_meter(mine, "720021"),
        "removed": a_meter(mine, "720022", removed_on=clock.now.date()),
        "free": a_meter(free, "555111", address="г. Томск, ул. Ёлочная, д. 9"),
    }


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        ((), ["720021", "720022", "555111"]),
        (("--contract", "эс-12"), ["555111"]),
        (("--number", "720 021"), ["720021"]),
        (("--text", "ЕЛОЧНАЯ"), ["555111"]),
        (("--text", "светлый 0022"), ["720022"]),
        (("--state", "removed"), ["720022"]),
        (("--state", "at_work"), ["720021", "555111"]),
        (("--bound",), ["720021", "720022"]),
        (("--unbound",), ["555111"]),
        (("--unsent",), ["720021", "555111"]),
        (("--limit", "1"), ["720021"]),
        (("--text", "100%_"), []),
    ],
)
def test_list_is_narrowed(as_json: Any, three: Any, options: Any, numbers: list[str]) -> None:
    found = as_json("meters", "list", *options)

    assert [each["number"] for each in found] == numbers


def test_meter_whose_reading_stands_is_not_unsent(
    as_json: Any, three: Any, consumer: Any, clock: Any
) -> None:
    a_reading(three["bound"], consumer, taken_on=clock.now.date())

    now, earlier = (
        as_json("meters", "list", "--unsent", "--period", month) for month in ("2026-11", "2026-10")
    )

    assert [each["number"] for each in now] == ["555111"]
    assert [each["number"] for each in earlier] == ["720021", "555111"]


def test_next_page_begins_behind_the_last_line(runner: Any, as_json: Any, three: Any) -> None:
    first = runner("meters", "list", "--limit", "2")
    after = first.stderr.rsplit(" ", 1)[1].strip()

    rest = as_json("meters", "list", "--after", after)

    assert [each["number"] for each in rest] == ["555111"]


def test_table_tells_state_cabinets_and_the_reading(
    ok: Any, three: Any, consumer: Any, clock: Any
) -> None:
    a_reading(three["bound"], consumer, taken_on=clock.now.date())

    said = ok("meters", "list").splitlines()

    (bound,) = [each for each in said if "720021" in each]
    (free,) = [each for each in said if "555111" in each]
    assert "в работе" in bound
    assert "Передано" in bound
    assert "не передано" in free


def test_nothing_found_is_said(ok: Any, app: Any) -> None:
    assert "Таких приборов учета нет." in ok("meters", "list")


@pytest.mark.parametrize(
    "options", [("--bound", "--unbound"), ("--period", "2026-13"), ("--limit", "0")]
)
def test_what_makes_no_sense_is_refused(misunderstood: Any, app: Any, options: Any) -> None:
    assert "Ошибка" in misunderstood("meters", "list", *options)


@pytest.mark.parametrize(
    ("command", "event"),
    [("list", "office.meters_listed"), ("readings", "office.readings_listed"),
     ("stats", "office.meters_counted")],
)  # fmt: skip
def test_looking_leaves_a_line(
    ok: Any, three: Any, audit_lines: Any, command: str, event: str
) -> None:
    audit_lines()

    ok("meters", command, "--by", "Петрова")

    (line,) = audit_lines()
    assert (line.event, line.actor) == (event, "office:Петрова")
