from dataclasses import replace
from decimal import Decimal

import pytest

from lk.applications import steps
from lk.applications.catalogue import kind
from tests.applications.answers import TODAY, typed

KIND = kind("fl-150")


def problems(**changes):
    """Key, with row and column of a table, and code of each problem of the step."""
    found = steps.check_step(KIND, "technical", typed(**changes), today=TODAY)
    return [(_place(problem), problem.code) for problem in found]


def _place(problem):
    place = problem.key
    return place if problem.row is None else f"{place}.{problem.row}.{problem.column}"


@pytest.mark.parametrize(
    ("p_new", "p_old", "over"),
    [
        ("149,99", "0", False),
        ("150", "0", False),
        ("150,01", "0", True),
        ("100", "50", False),
        ("100", "50,01", True),
        ("0,01", "150", True),
    ],
)
def test_power_with_what_was_connected_stays_in_the_category(p_new, p_old, over):
    stages = [{"design": "03.2027", "commission": "09.2027", "power": str(_sum(p_new, p_old))}]

    found = problems(reason="more_power", p_new=p_new, p_old=p_old, stages=stages)

    assert found == ([("p_new", "over_category")] if over else [])


def _sum(*powers):
    return sum((Decimal(power.replace(",", ".")) for power in powers), Decimal(0))


def test_too_much_power_leads_to_another_category():
    stages = [{"design": "03.2027", "commission": "09.2027", "power": "151"}]

    (problem,) = steps.check_step(KIND, "technical", typed(p_new="151", stages=stages), today=TODAY)

    assert problem.message == (
        "Мощность превышает предел категории «до 150\u00a0кВт»."
        " Уменьшите мощность или подайте заявку другой категории"
    )


@pytest.mark.parametrize(
    ("code", "power", "found"),
    [
        ("fl-15", "15", []),
        ("fl-15", "15.01", ["over_category"]),
        ("fl-670", "150", ["under_category"]),
        ("fl-670", "150.01", []),
        ("fl-670", "669.99", []),
        ("fl-670", "670", ["over_category"]),
        ("fl-670p", "669.99", ["under_category"]),
        ("fl-670p", "670", []),
        ("fl-tmp", "150", []),
        ("fl-tmp", "150.01", ["over_category"]),
    ],
)
def test_every_category_has_its_bounds(code, power, found):
    other = replace(KIND, category=kind(code).category, checks=("power",))

    problems = steps.check_step(other, "technical", typed(p_new=power), today=TODAY)

    assert [problem.code for problem in problems] == found


@pytest.mark.parametrize(("power", "found"), [("15", []), ("15,01", ["phases"])])
def test_one_phase_goes_up_to_fifteen_kilowatts(power, found):
    stages = [{"design": "03.2027", "commission": "09.2027", "power": power}]

    answers = typed(p_new=power, phases="1", stages=stages)
    problems = steps.check_step(KIND, "technical", answers, today=TODAY)

    assert [problem.key for problem in problems] == found


@pytest.mark.parametrize(("power", "found"), [("15", []), ("15,01", ["voltage"])])
def test_lowest_voltage_goes_up_to_fifteen_kilowatts(power, found):
    field = KIND.field("voltage")
    low = replace(field, choices=(replace(field.choices[0], value="0.22"),))
    technical = KIND.step("technical")
    groups = tuple(
        replace(group, fields=tuple(low if f is field else f for f in group.fields))
        for group in technical.groups
    )
    other = replace(KIND, steps=(replace(technical, groups=groups), KIND.step("preview")))
    other = replace(other, checks=("voltage",))

    answers = typed(p_new=power, voltage="0.22")
    problems = steps.check_step(other, "technical", answers, today=TODAY)

    assert [problem.key for problem in problems] == found


def stage(design="03.2027", commission="09.2027", power="12,5"):
    return {"design": design, "commission": commission, "power": power}


@pytest.mark.parametrize(
    ("stages", "found"),
    [
        ([stage(commission="03.2027")], []),
        ([stage(commission="02.2027")], [("stages.0.commission", "order")]),
        ([stage(design="12.2026", commission="01.2027")], []),
        ([stage(power="12,4")], [("stages.0.power", "too_little")]),
        ([stage(power="12,6")], [("stages.0.power", "too_much")]),
        ([stage(power="10"), stage(power="2,5")], []),
        ([stage(power="10"), stage(power="2,6")], [("stages.1.power", "too_much")]),
        ([stage(power="10"), {}, stage(power="2")], [("stages.2.power", "too_little")]),
        ([stage(power="13"), stage(power="2")], [("stages.0.power", "too_much")]),
        ([{}, stage(commission="02.2027")], [("stages.1.commission", "order")]),
        ([stage(power="")], [("stages.0.power", "required")]),
        ([stage(design="", power="1")], [("stages.0.design", "required")]),
        (
            [stage(design="март", power="много"), stage(power="0")],
            [
                ("stages.0.design", "month"),
                ("stages.0.power", "number"),
                ("stages.1.power", "minimum"),
            ],
        ),
        ([stage(power="1")] * 11, [("stages", "rows")]),
        ("мусор", [("stages", "type")]),
        (["мусор"], [("stages", "type")]),
    ],
)
def test_stages_make_up_the_whole_power_in_order(stages, found):
    assert problems(stages=stages) == found


@pytest.mark.parametrize("stages", [None, "", [], [{}], [{}, {"power": " "}]])
def test_at_least_one_stage_is_filled(stages):
    assert problems(stages=stages) == [
        ("stages.0.design", "required"),
        ("stages.0.commission", "required"),
        ("stages.0.power", "required"),
    ]


def test_stages_are_not_held_against_a_power_that_is_wrong():
    assert problems(p_new="много", stages=[stage(power="1")]) == [("p_new", "number")]
