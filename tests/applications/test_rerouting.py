from typing import Any

import pytest

from lk.applications import steps
from lk.applications.catalogue import kind
from lk.applications.rerouting import carry, changes, easier, offer
from tests.applications.answers import CODES, DOCUMENTS, TODAY, typed_for
from tests.applications.finding import stage


def offered(code: str, **answers: Any) -> str | None:
    found = offer(kind(code), typed_for(code, **answers))
    return found and found.kind_code


@pytest.mark.parametrize("code", CODES)
def test_a_kind_that_fits_is_not_left(code):
    assert offered(code) is None
    assert offer(kind(code), {}) is None


@pytest.mark.parametrize(
    ("code", "power", "target"),
    [
        ("fl-15", "15", None),
        ("fl-15", "15,01", "fl-150"),
        ("fl-15", "16", "fl-150"),
        ("fl-15", "151", "fl-670"),
        ("fl-15", "700", "fl-670p"),
        ("fl-15", "много", None),
        ("ip-15", "150", "ip-150"),
        ("fl-150", "12", None),
        ("fl-150", "150", None),
        ("fl-150", "150,01", "fl-670"),
        ("ul-150", "670", "ul-670p"),
        ("ul-670p", "670", None),
        ("fl-tmp", "150,01", "fl-670"),
        ("ip-tmp", "670", "ip-670p"),
    ],
)
def test_power_leads_to_its_category(code, power, target):
    assert offered(code, p_new=power) == target


@pytest.mark.parametrize(
    ("code", "power", "load", "target"),
    [
        ("fl-670", "150", "manufacturing", "fl-150"),
        ("fl-670", "12", "household", "fl-15"),
        ("fl-670", "12", "shop", "fl-150"),
        ("ul-670", "12", "manufacturing", "ul-15"),
        ("ul-670", "670", "manufacturing", "ul-670p"),
        ("fl-670p", "669,99", "manufacturing", "fl-670"),
        ("fl-670p", "100", "manufacturing", "fl-150"),
    ],
)
def test_less_power_leads_back(code, power, load, target):
    load = "trade" if load == "shop" else load

    assert offered(code, p_new=power, load_kind=load, reliability="III") == target


@pytest.mark.parametrize(
    ("code", "changed", "target"),
    [
        ("fl-15", {"reliability": "II"}, "fl-670"),
        ("ul-150", {"reliability": "I"}, "ul-670"),
        ("ul-150", {"reliability": "I", "p_new": "700"}, "ul-670p"),
        ("ip-tmp", {"reliability": "II"}, "ip-670"),
        ("fl-150", {"reliability": "III"}, None),
        ("ul-670", {"p_new": "100"}, None),
        ("ul-670p", {"p_new": "100"}, "ul-670"),
    ],
)
def test_two_sources_lead_to_their_form(code, changed, target):
    assert offered(code, **changed) == target


def test_members_of_an_association_count():
    assert offered("ul-15", p_new="300") is None
    assert offered("ul-15", p_new="301") == "ul-670"
    assert offered("ul-15", p_new="31", members_count="2") == "ul-150"


@pytest.mark.parametrize(
    ("code", "changed", "reason"),
    [
        (
            "fl-15",
            {"p_new": "16"},
            "Всего 16 кВт — это больше 15 кВт: нужна заявка «до 150 кВт».",
        ),
        (
            "ul-670",
            {"p_new": "670"},
            "Всего 670 кВт — это не меньше 670 кВт: нужна заявка «от 670 кВт».",
        ),
        (
            "ul-670",
            {"p_new": "140,5", "reliability": "III"},
            "Всего 140,5 кВт — это не больше 150 кВт: нужна заявка «до 150 кВт».",
        ),
        (
            "ul-670p",
            {"p_new": "600"},
            "Всего 600 кВт — это меньше 670 кВт: нужна заявка «от 150 кВт до 670 кВт».",
        ),
        (
            "ul-tmp",
            {"p_new": "160"},
            "Всего 160 кВт — это больше 150 кВт: нужна заявка «от 150 кВт до 670 кВт»."
            " Больше временно не присоединяют.",
        ),
        (
            "ul-15",
            {"p_new": "31", "members_count": "2"},
            "Всего 31 кВт — это больше 30 кВт на всех членов: нужна заявка «до 150 кВт».",
        ),
        (
            "ul-150",
            {"reliability": "I"},
            "Для I и II категории оформляется заявка по форме для двух источников: нужна заявка"
            " «от 150 кВт до 670 кВт».",
        ),
    ],
)
def test_offer_says_why(code, changed, reason):
    found = offer(kind(code), typed_for(code, **changed))

    assert found is not None
    assert found.reason.replace("\u00a0", " ") == reason
    assert found.title == kind(found.kind_code).title


def test_offer_says_what_changes():
    found = offer(kind("ul-150"), typed_for("ul-150", p_new="200", mkd=True))

    assert found is not None
    assert "Точки присоединения" in found.changes.asked
    assert "Количество и мощность трансформаторов" not in found.changes.asked
    assert found.changes.not_asked == ("Фазность", "Порядок оплаты")
    assert found.changes.documents == ("Доверенность или документ о полномочиях представителя",)
    assert found.changes.not_documents == ()


def test_what_was_connected_before_counts_too():
    earlier = {"reason": "more_power", "p_old": "10", "existing_contract": "акт № 1"}

    found = offer(kind("fl-15"), typed_for("fl-15", p_new="6", **earlier))

    assert found is not None
    assert found.reason.startswith("Всего 16")


@pytest.mark.parametrize("to", CODES)
@pytest.mark.parametrize("code", CODES)
def test_no_answer_is_lost_on_the_way_there_and_back(code, to):
    answers = typed_for(code, p_new="1,234", unknown="чужое")

    there = carry(kind(code), kind(to), answers)
    back = carry(kind(to), kind(code), there)

    known = {key: value for key, value in there.items() if key in answers}
    assert {key: _without(value) for key, value in known.items()} == {
        key: _without(value) for key, value in answers.items()
    }
    assert steps.check_step(kind(code), "technical", back, today=TODAY) == steps.check_step(
        kind(code), "technical", answers, today=TODAY
    )


def _without(value: Any) -> Any:
    """Rows less the category, which a kind of one source says by itself."""
    if not isinstance(value, list):
        return value
    return [{key: cell for key, cell in row.items() if key != "reliability"} for row in value]


def test_from_fourteen_to_sixteen_only_what_is_new_is_missing():
    answers = typed_for("fl-15", p_new="16", stages=[stage("16")])

    there = carry(kind("fl-15"), kind("fl-150"), answers)

    found = steps.missing(kind("fl-150"), there, DOCUMENTS, today=TODAY)
    assert [problem.key for problem in found] == ["calc_rate_kind"]


def test_the_third_category_goes_along_to_the_form_that_asks_for_it():
    plain = {"design": "03.2027", "commission": "09.2027", "power": "200"}
    answers = typed_for("ul-150", p_new="200", stages=[plain, {}])

    there = carry(kind("ul-150"), kind("ul-670"), answers)

    assert there["reliability"] == "III"
    assert there["stages"] == [plain | {"reliability": "III"}, {}]
    found = steps.check_step(kind("ul-670"), "technical", there, today=TODAY)
    assert {problem.key for problem in found} == {"points", "has_transformers", "pa"}


def test_a_choice_that_the_new_kind_does_not_have_stays_and_is_told():
    there = carry(kind("fl-tmp"), kind("fl-670"), typed_for("fl-tmp", p_new="200"))

    assert there["reason"] == "construction"
    (problem,) = steps.check_step(kind("fl-670"), "requisites", there, today=TODAY)
    assert (problem.key, problem.code) == ("reason", "choice")


def test_defaults_of_the_new_kind_do_not_cover_what_was_typed():
    answers = typed_for("fl-150", load_kind="farming")

    assert carry(kind("fl-150"), kind("fl-15"), answers)["load_kind"] == "farming"
    assert carry(kind("fl-150"), kind("fl-15"), {})["load_kind"] == "household"


@pytest.mark.parametrize("rows", ["мусор", ["мусор"], [{"power": "5"}], [], None])
def test_odd_rows_are_carried_as_they_are(rows):
    there = carry(kind("fl-150"), kind("fl-670"), {"stages": rows, "points": rows})

    assert there["points"] == rows
    assert changes(kind("fl-150"), kind("fl-670"), {"stages": rows}).not_asked == ("Фазность",)


@pytest.mark.parametrize(
    ("code", "power", "load", "target"),
    [
        ("ul-150", "14", "manufacturing", "ul-15"),
        ("ip-150", "15", "manufacturing", "ip-15"),
        ("fl-150", "14", "household", "fl-15"),
        ("fl-150", "14", "manufacturing", None),
        ("fl-150", "15,01", "household", None),
        ("ul-150", "151", "manufacturing", None),
        ("fl-15", "14", "household", None),
        ("ul-670", "14", "manufacturing", None),
        ("fl-tmp", "14", "household", None),
    ],
)
def test_a_kind_that_is_larger_than_needed_shows_the_easier_one(code, power, load, target):
    found = easier(kind(code), typed_for(code, p_new=power, load_kind=load))

    assert (found and found.kind_code) == target
    assert found is None or not found.is_needed
