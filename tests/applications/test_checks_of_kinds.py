"""Rules over several answers that only some of the fifteen kinds have."""

import pytest

from lk.applications import steps
from lk.applications.catalogue import kind
from tests.applications.answers import CODES, TODAY, documents_for, typed_for
from tests.applications.finding import messages, point, problems, stage


@pytest.mark.parametrize("code", CODES)
def test_a_whole_application_of_any_kind_lacks_nothing(code):
    answers, documents = typed_for(code), documents_for(code)

    assert steps.missing(kind(code), answers, documents, today=TODAY) == ()
    parsed = steps.answers_to_submit(kind(code), answers, today=TODAY)
    assert steps.missing(kind(code), parsed, documents, today=TODAY) == ()
    assert steps.answers_to_submit(kind(code), parsed, today=TODAY) == parsed
    assert steps.preview(kind(code), parsed) == steps.preview(kind(code), answers)


@pytest.mark.parametrize("code", CODES)
def test_every_document_of_a_whole_application_is_asked_for(code):
    for slot in documents_for(code):
        others = {each: 1 for each in documents_for(code) if each != slot}

        (problem,) = steps.document_problems(kind(code), typed_for(code), others)

        assert problem.key == slot


@pytest.mark.parametrize("group", ["fl", "ip", "ul"])
@pytest.mark.parametrize(
    ("category", "power", "found"),
    [
        ("15", "15", []),
        ("15", "15,01", ["over_category"]),
        ("150", "150", []),
        ("150", "150,01", ["over_category"]),
        ("670", "150", ["under_category"]),
        ("670", "150,01", []),
        ("670", "669,99", []),
        ("670", "670", ["over_category"]),
        ("670p", "669,99", ["under_category"]),
        ("670p", "670", []),
        ("tmp", "150", []),
        ("tmp", "150,01", ["over_category"]),
    ],
)
def test_every_category_has_its_bounds(group, category, power, found):
    code = f"{group}-{category}"
    # Of two sources the smaller form has no lower bound; of an association each member has 15.
    changes = {"reliability": "III"} if category in {"670", "670p"} else {}
    changes |= {"org_kind": "usual"} if code == "ul-15" else {}

    codes = [code for _, code in problems(code, p_new=power, **changes)]

    assert [each for each in codes if each.endswith("_category")] == found


@pytest.mark.parametrize(
    ("power", "found"), [("300", []), ("300,01", [("p_new", "over_category")])]
)
def test_of_an_association_every_member_may_have_fifteen(power, found):
    shown = problems("ul-15", p_new=power, stages=[stage(power)], members_count="20")

    assert shown == found


def test_members_stand_in_the_message():
    assert messages("ul-15", p_new="31", stages=[stage("31")], members_count="2") == [
        "Мощность превышает предел категории «до 15 кВт для бытовых нужд»: на всех членов это"
        " 30 кВт. Уменьшите мощность или подайте заявку другой категории"
    ]


@pytest.mark.parametrize("kind_of", ["garden", "garages", "religious"])
def test_associations_say_how_many_members_they_have(kind_of):
    found = problems("ul-15", "requisites", org_kind=kind_of, members_count="")

    assert found == [("members_count", "required")]
    assert problems("ul-15", "requisites", org_kind="usual", members_count="") == []


@pytest.mark.parametrize("reliability", ["I", "II"])
@pytest.mark.parametrize("code", [c for c in CODES if c.split("-")[1] in {"15", "150", "tmp"}])
def test_two_sources_wanted_where_there_is_one_are_told_of_the_other_form(code, reliability):
    assert problems(code, reliability=reliability) == [("reliability", "two_sources")]
    assert messages(code, reliability=reliability) == [
        "Для I и II категории оформляется заявка по форме для двух источников"
    ]


def test_the_form_for_two_sources_takes_any_power_from_below():
    small = {"p_new": "100", "points": [point("100")], "p_II": "60", "p_III": "40"}
    small |= {"stages": [stage("100", reliability="II")], "armor_tech": ""}

    assert problems("ul-670", reliability="II", **small) == []
    assert problems("ul-670", reliability="III", **(small | {"stages": [stage("100")]})) == [
        ("p_new", "under_category")
    ]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"reliability": "II", "p_II": "400", "p_III": ""}, []),
        ({"reliability": "I", "p_I": "100", "p_II": "", "p_III": "300"}, []),
        ({"reliability": "I", "p_I": "100", "p_II": "100", "p_III": "200"}, []),
        ({"reliability": "I", "p_I": ""}, [("p_I", "required")]),
        ({"reliability": "I", "p_I": "1"}, [("p_I", "parts")]),
        ({"p_II": "99,99"}, [("p_II", "parts")]),
        ({"p_II": ""}, [("p_II", "required")]),
        ({"p_II": "0"}, [("p_II", "minimum")]),
        ({"p_III": "много"}, [("p_III", "number")]),
        ({"reliability": ""}, [("reliability", "required")]),
    ],
)
def test_powers_of_the_categories_make_up_the_whole(changes, found):
    assert problems("ul-670", **changes) == found


def test_one_category_needs_no_parts():
    stages = [stage("400")]

    assert problems("ul-670", reliability="III", p_II="", p_III="", stages=stages) == []


@pytest.mark.parametrize(
    ("points", "found"),
    [
        ([point("400")], []),
        ([point("100"), {}, point("300")], []),
        ([point("399,99")], [("points.0.power", "too_little")]),
        ([point("300"), {}, point("101")], [("points.2.power", "too_much")]),
        ([point("")], [("points.0.power", "required")]),
        ([point("400", "")], [("points.0.voltage", "required")]),
        ([point("400", "35")], [("points.0.voltage", "choice")]),
        (
            [],
            [("points.0.power", "required"), ("points.0.voltage", "required")],
        ),
    ],
)
def test_points_make_up_the_whole_power(points, found):
    assert problems("ul-670", points=points) == found


def test_a_stage_is_not_of_a_higher_category_than_the_whole():
    stages = [stage("100", reliability="I"), stage("300", reliability="II")]

    assert problems("ul-670", stages=stages) == [("stages.0.reliability", "higher")]


def test_up_to_fifteen_there_is_one_stage():
    stages = [stage("6"), stage("6,5")]

    assert problems("fl-15", stages=stages) == [("stages", "rows")]
    assert messages("fl-15", stages=[stage("6")]) == [
        "Мощность этапа: все этапы вместе 6 кВт, а вся мощность 12,5 кВт. Увеличьте мощность"
    ]
