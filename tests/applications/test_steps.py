from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lk.applications import steps
from lk.applications.catalogue import Condition, Examples, Field, Options, kind
from lk.applications.reading import read_all
from tests.applications.answers import DOCUMENTS, TODAY, typed

KIND = kind("fl-150")


def problems(step, **changes):
    """Key and code of each problem of a step, rows and columns behind a dot."""
    found = steps.check_step(KIND, step, typed(**changes), today=TODAY)
    return [(_place(problem), problem.code) for problem in found]


def _place(problem):
    place = problem.key
    return place if problem.row is None else f"{place}.{problem.row}.{problem.column}"


def test_whole_application_lacks_nothing():
    assert steps.missing(KIND, typed(), DOCUMENTS, today=TODAY) == ()


def test_parsed_answers_lack_nothing_either():
    parsed = steps.answers_to_submit(KIND, typed(), today=TODAY)

    assert steps.missing(KIND, parsed, DOCUMENTS, today=TODAY) == ()
    assert steps.answers_to_submit(KIND, parsed, today=TODAY) == parsed


def test_empty_application_lacks_every_required_answer_in_order():
    found = steps.missing(KIND, {}, {}, today=TODAY)

    assert [_place(problem) for problem in found] == [
        *("reason", "last_name", "first_name", "middle_name", "passport", "passport_issued"),
        *("by_representative", "addr_reg", "addr_fact", "phone", "email"),
        *("obj_kind", "obj_name", "obj_addr", "settlement", "cadastre", "own_kind"),
        *("supplier", "supply_kind"),
        *("p_new", "voltage", "phases", "load_kind"),
        *("stages.0.design", "stages.0.commission", "stages.0.power", "calc_rate_kind"),
        *("plan", "own", "passport"),
    ]
    assert {problem.code for problem in found} == {"required"}


@pytest.mark.parametrize(
    ("step", "changes", "found"),
    [
        ("requisites", {"last_name": " "}, [("last_name", "required")]),
        ("requisites", {"last_name": "Smith"}, [("last_name", "name")]),
        ("requisites", {"middle_name": ""}, [("middle_name", "required")]),
        ("requisites", {"middle_name": "", "middle_name_absent": True}, []),
        ("requisites", {"middle_name": "1", "middle_name_absent": "y"}, []),
        ("requisites", {"addr_same": False}, [("addr_fact", "required")]),
        ("requisites", {"addr_same": False, "addr_fact": "Томск"}, [("addr_fact", "index")]),
        ("requisites", {"passport_date": "25.11.2026"}, [("passport_date", "future")]),
        ("requisites", {"inn": "1"}, [("inn", "inn")]),
        ("requisites", {"snils": ""}, []),
        (
            "requisites",
            {"by_representative": "yes"},
            [("rep_name", "required"), ("rep_doc", "required")],
        ),
        ("requisites", {"by_representative": "no", "rep_name": "1"}, []),
        ("object", {"own_kind": "rent"}, [("own_term", "required")]),
        ("object", {"own_kind": "other"}, [("own_other", "required")]),
        ("object", {"own_kind": "free_use"}, []),
        ("object", {"supplier": "other"}, [("supplier_name", "required")]),
        ("object", {"supplier": "gone"}, [("supplier", "choice")]),
        ("object", {"reason": "more_power"}, [("existing_contract", "required")]),
        ("object", {"reason": ""}, []),
        ("object", {"distance_m": "далеко"}, [("distance_m", "number")]),
        ("technical", {"reason": "point"}, [("p_old", "required")]),
        ("technical", {"reason": "new", "p_old": "149"}, []),
        ("technical", {"load_kind": "other"}, [("load_other", "required")]),
        ("technical", {"p_new": "1,234"}, [("p_new", "ambiguous")]),
        ("technical", {"p_new": ""}, [("p_new", "required")]),
        ("documents", {}, []),
        ("preview", {}, []),
    ],
)
def test_step_is_checked_by_itself(step, changes, found):
    assert problems(step, **changes) == found


def test_required_rows_take_the_first_free_places():
    stages = replace(
        KIND.field("stages"), min_rows=2, fields=(Field(key="power", label="Мощность"),)
    )
    other = replace(KIND, steps=(_step_of(stages),), checks=())

    answers = {"stages": [{}, {"power": "5"}]}
    found = steps.check_step(other, "technical", answers, today=TODAY)

    assert [(problem.row, problem.column) for problem in found] == [(0, "power")]


def _step_of(*fields):
    technical = KIND.step("technical")
    return replace(technical, groups=(replace(technical.groups[0], fields=fields),))


def test_zero_is_an_answer():
    number = Field(key="flats", label="Число квартир", type="integer", minimum=Decimal(0))
    other = replace(KIND, steps=(_step_of(number),), checks=())

    assert steps.check_step(other, "technical", {"flats": "0"}, today=TODAY) == ()


def test_optional_field_may_be_required_by_another_answer():
    tick = Field(key="tick", label="Есть", type="checkbox", required=False)
    note = Field(key="note", label="Что", required=False, required_if=Condition("tick", (True,)))
    other = replace(KIND, steps=(_step_of(tick, note),), checks=())

    assert steps.check_step(other, "technical", {}, today=TODAY) == ()
    (problem,) = steps.check_step(other, "technical", {"tick": "on"}, today=TODAY)
    assert problem.message == "Заполните поле «Что»"


def shown_of(kind, code, answers):
    """The fields of a step that are asked now, in order."""
    shown = read_all(kind, answers).shown
    return [field.key for field in kind.step(code).fields if field.key in shown]


def test_field_behind_a_closed_field_is_closed():
    first = Field(key="a", label="А", type="yesno")
    second = Field(key="b", label="Б", type="yesno", shown_if=Condition("a", ("yes",)))
    third = Field(key="c", label="В", shown_if=Condition("b", ("yes",)))
    other = replace(KIND, steps=(_step_of(first, second, third),), checks=())

    assert shown_of(other, "technical", {"a": "no", "b": "yes"}) == ["a"]


def test_fields_that_close_each_other_come_to_an_end():
    first = Field(key="a", label="А", shown_if=Condition("b", (None,)))
    second = Field(key="b", label="Б", shown_if=Condition("a", (None,)))
    other = replace(KIND, steps=(_step_of(first, second),), checks=())

    shown = shown_of(other, "technical", {"a": "раз", "b": "два"})

    assert shown in (["a", "b"], [])


@pytest.mark.parametrize(
    ("step", "changes", "opened", "closed"),
    [
        ("requisites", {}, {"middle_name"}, {"rep_name", "rep_doc", "addr_fact"}),
        ("requisites", {"by_representative": "yes"}, {"rep_name", "rep_doc"}, set()),
        ("requisites", {"middle_name_absent": True}, {"middle_name_absent"}, {"middle_name"}),
        ("requisites", {"addr_same": ""}, {"addr_fact"}, set()),
        ("object", {}, {"mkd"}, {"existing_contract", "own_term", "own_other", "supplier_name"}),
        ("object", {"reason": "use"}, {"existing_contract"}, set()),
        ("object", {"own_kind": "rent"}, {"own_term"}, {"own_other"}),
        ("technical", {}, {"p_total", "reliability"}, {"p_old", "load_other"}),
        ("technical", {"reason": "reliability"}, {"p_old"}, set()),
    ],
)
def test_answers_open_and_close_fields(step, changes, opened, closed):
    shown = set(shown_of(KIND, step, typed(**changes)))

    assert opened <= shown
    assert not closed & shown


def test_closed_field_keeps_its_value_and_is_left_out_at_the_end():
    answers = typed(by_representative="no", rep_name="Иванов Иван", rep_doc="Доверенность № 1")

    assert steps.read(KIND, answers)["rep_name"] == "Иванов Иван"
    assert "rep_name" not in steps.answers_to_submit(KIND, answers, today=TODAY)


def test_submitted_answers_are_parsed_and_complete():
    answers = steps.answers_to_submit(KIND, typed(rep_name="1", mkd="on"), today=TODAY)

    assert answers["p_new"] == "12.5"
    assert answers["p_old"] == "0"
    assert answers["p_total"] == "12.5"
    assert answers["reliability"] == "III"
    assert answers["addr_fact"] == answers["addr_reg"]
    assert answers["phone"] == "+73822999718"
    assert answers["mkd"] is True
    assert answers["stages"] == [
        {"design": "2027-03", "commission": "2027-09", "power": "12.5", "reliability": "III"}
    ]
    assert not {"rep_name", "own_term", "snils", "distance_m"} & set(answers)


def test_total_adds_what_was_connected_before():
    read = steps.read(KIND, typed(reason="more_power", p_old="7,5"))

    assert read["p_total"] == "20"


def test_total_is_unknown_while_a_part_is():
    assert steps.read(KIND, typed(p_new="много"))["p_total"] is None
    assert steps.read(KIND, typed(reason="use", p_old=""))["p_total"] is None


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({}, []),
        ({"cadastre": "54:35:0100001:1"}, ["cadastre"]),
        ({"cad_obj": "54:35:0100001:1"}, ["cad_obj"]),
        ({"cadastre": ""}, []),
        ({"p_new": "5", "phases": "1"}, []),
        ({"p_new": "5,01", "phases": "1"}, ["phases"]),
        ({"p_new": "много", "phases": "1"}, []),
    ],
)
def test_advice_stops_nobody(changes, keys):
    assert [problem.key for problem in steps.advice(KIND, typed(**changes))] == keys


def test_region_of_the_cadastre_is_the_companys():
    theirs = kind("fl-150", Options(examples=Examples(cadastre="54:35:0100001:1")))

    assert steps.advice(theirs, typed(cadastre="54:35:0100001:1")) == ()
    (problem,) = steps.advice(theirs, typed(cadastre="70:21:0100001:1"))
    assert problem.message.endswith("обычно он начинается с 54. Проверьте номер")


def test_dates_are_judged_by_the_day_passed_in():
    answers = typed(passport_date="24.11.2026")

    assert steps.check_step(KIND, "requisites", answers, today=TODAY) == ()
    yesterday = date(2026, 11, 23)
    (problem,) = steps.check_step(KIND, "requisites", answers, today=yesterday)
    assert problem.message == "Дата выдачи: эта дата еще не наступила. Сверьте ее с документом"
