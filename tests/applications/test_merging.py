"""Two windows over one field: what is stored afterwards, and when a person has to choose."""

from typing import Any

import pytest

from lk.applications.catalogue import Field
from lk.applications.service.merging import Conflict, mark, marks, merge

ADDRESS = Field(key="address", label="Адрес")
POWER = Field(key="power", label="Мощность", type="decimal")
AREA = Field(key="about", label="О себе", type="textarea")
TICK = Field(key="tick", label="Совпадает", type="checkbox")
COUNT = Field(key="count", label="Количество", type="integer")
STAGES = Field(
    key="stages",
    label="Этапы",
    type="repeat",
    fields=(Field(key="power", label="Мощность", type="decimal"),),
    max_rows=9,
)


@pytest.mark.parametrize(
    ("shown", "stored", "typed", "left"),
    [
        ("а", "а", "а", "а"),  # nobody has changed anything
        ("а", "а", "б", "б"),  # this window has
        ("а", "б", "а", "б"),  # the other one has
        ("а", "б", "б", "б"),  # both, to the same
        ("", "б", "", "б"),
        (None, "б", "", "б"),
        ("", None, "в", "в"),
        ("а", "а", "", ""),  # emptied here
        ("а", "", "а", ""),  # emptied there
    ],
)
def test_one_side_changed_or_both_to_the_same_is_no_conflict(
    shown: Any, stored: Any, typed: Any, left: Any
) -> None:
    found = merge(
        [ADDRESS],
        stored={"address": stored},
        typed={"address": typed},
        seen={"address": mark(ADDRESS, shown)},
    )

    assert (found.answers["address"], found.conflicts) == (left, ())


@pytest.mark.parametrize(
    ("shown", "stored", "typed"),
    [("а", "б", "в"), ("", "б", "в"), (None, "б", "в"), ("а", "", "в"), ("а", "б", "")],
)
def test_both_sides_changed_differently_is_a_conflict_and_the_stored_one_stays(
    shown: Any, stored: Any, typed: Any
) -> None:
    found = merge(
        [ADDRESS],
        stored={"address": stored},
        typed={"address": typed},
        seen={"address": mark(ADDRESS, shown)},
    )

    assert found.conflicts == (Conflict("address", stored, typed),)
    assert found.answers["address"] == stored


def test_text_that_was_chosen_wins_over_the_stored_one() -> None:
    found = merge(
        [ADDRESS],
        stored={"address": "б"},
        typed={"address": "в"},
        seen={"address": mark(ADDRESS, "а")},
        kept=frozenset({"address"}),
    )

    assert (found.answers, found.conflicts) == ({"address": "в"}, ())


def test_fields_merge_one_by_one() -> None:
    fields = [ADDRESS, POWER, TICK]
    seen = marks(fields, {"address": "а", "power": "1", "tick": False})

    found = merge(
        fields,
        stored={"address": "б", "power": "1", "tick": False, "other": "х"},
        typed={"address": "в", "power": "2", "tick": True},
        seen=seen,
    )

    assert found.answers == {"address": "б", "power": "2", "tick": True, "other": "х"}
    assert [each.key for each in found.conflicts] == ["address"]


def test_without_marks_what_is_typed_holds() -> None:
    found = merge([ADDRESS], stored={"address": "б"}, typed={"address": "в"})

    assert (found.answers, found.conflicts) == ({"address": "в"}, ())


def test_what_did_not_come_in_is_left_alone() -> None:
    found = merge([ADDRESS, POWER], stored={"address": "б"}, typed={"power": "1"})

    assert found.answers == {"address": "б", "power": "1"}


def test_stored_answers_are_not_changed_in_place() -> None:
    stored: dict[str, Any] = {"address": "б"}

    merge([ADDRESS], stored=stored, typed={"address": "в"})

    assert stored == {"address": "б"}


@pytest.mark.parametrize(
    ("field", "one", "another"),
    [
        (POWER, "12,5", "12.5"),
        (POWER, "1 200", "1200"),
        (ADDRESS, "г. Томск ", "г.  Томск"),
        (ADDRESS, None, ""),
        (TICK, None, False),
        (TICK, "y", True),
        (AREA, "а\r\nб", "а\nб"),
        (POWER, "не\r\nчисло", "не\nчисло"),
        (STAGES, None, []),
        (STAGES, [{"power": ""}], None),
        (STAGES, [{"power": "1,5"}], [{"power": "1.5"}, {"power": ""}]),
        (STAGES, [{"power": "много", "about": ""}], [{"power": "много"}]),
    ],
)
def test_two_spellings_of_one_value_have_one_mark(field: Field, one: Any, another: Any) -> None:
    assert mark(field, one) == mark(field, another)


@pytest.mark.parametrize(
    ("field", "one", "another"),
    [
        (POWER, "12,5", "12,6"),
        (POWER, "много", "немало"),
        (COUNT, "0", ""),
        (TICK, True, False),
        (STAGES, [{"power": "1"}, {"power": "2"}], [{"power": "2"}, {"power": "1"}]),
        (STAGES, [{"power": "1"}], [{"power": "1"}, {"power": "2"}]),
        (STAGES, [{"power": "много"}], [{"power": "мало"}]),
    ],
)
def test_different_values_have_different_marks(field: Field, one: Any, another: Any) -> None:
    assert mark(field, one) != mark(field, another)


def test_rows_of_a_group_merge_as_one_value() -> None:
    shown, there, here = ([{"power": each}] for each in ("1", "2", "3"))

    found = merge(
        [STAGES],
        stored={"stages": there},
        typed={"stages": here},
        seen={"stages": mark(STAGES, shown)},
    )

    assert found.conflicts == (Conflict("stages", there, here),)


def test_mark_says_nothing_of_the_value_and_passes_between_blanks_and_dots() -> None:
    found = mark(ADDRESS, "г. Томск, ул. Мира, д. 1")

    assert len(found) == 8
    assert not set(found) & set(" .")
