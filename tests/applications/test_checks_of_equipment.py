"""Rules over reserve, equipment, voltage and payment, which only some of the fifteen kinds ask."""

import pytest

from lk.applications import steps
from lk.applications.catalogue import kind
from tests.applications.answers import documents_for, typed_for
from tests.applications.finding import problems, stage


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"armor_tech": "400"}, []),
        ({"armor_tech": "400,01"}, [("armor_tech", "too_much")]),
        ({"armor_emerg": "401", "armor_emerg_why": "насосы"}, [("armor_emerg", "too_much")]),
        ({"armor_tech_why": ""}, [("armor_tech_why", "required")]),
        ({"armor_emerg": "5"}, [("armor_emerg_why", "required")]),
        ({"armor_tech": "", "armor_tech_why": ""}, []),
        ({"gen_min": ""}, [("gen_min", "required")]),
        ({"has_generators": False, "gen_min": "", "generators": []}, []),
        ({"has_transformers": "no", "transformers": []}, []),
        ({"has_transformers": ""}, [("has_transformers", "required")]),
        (
            {"transformers": []},
            [("transformers.0.count", "required"), ("transformers.0.power", "required")],
        ),
        ({"distort": True}, [("distort_what", "required")]),
        ({"pa": ""}, [("pa", "required")]),
    ],
)
def test_large_kinds_ask_for_reserve_and_equipment(changes, found):
    assert problems("ul-670", **changes) == found


@pytest.mark.parametrize(
    ("voltage", "slots"), [("10", set()), ("35", {"scheme35"}), ("110", {"scheme35"})]
)
def test_scheme_is_asked_for_from_35_kv(voltage, slots):
    shown = steps.visible_documents(kind("ip-670p"), typed_for("ip-670p", voltage=voltage))

    assert {slot.code for slot in shown} & {"scheme35"} == slots


@pytest.mark.parametrize(
    ("power", "plan", "found"),
    [
        ("15", "", []),
        ("15,01", "", [("payment_plan", "required")]),
        ("150", "instalments", []),
        ("80", "later", [("payment_plan", "choice")]),
    ],
)
@pytest.mark.parametrize("code", ["ip-150", "ul-150"])
def test_way_of_paying_is_asked_above_fifteen(code, power, plan, found):
    assert problems(code, p_new=power, stages=[stage(power)], payment_plan=plan) == found


def test_way_of_paying_counts_what_was_connected_before():
    earlier = {"reason": "more_power", "p_new": "10", "p_old": "6", "stages": [stage("16")]}

    assert problems("ul-150", payment_plan="", **earlier) == [("payment_plan", "required")]


@pytest.mark.parametrize(("chosen", "slots"), [("", set()), ("disabled", {"benefit"})])
def test_benefit_calls_for_its_document(chosen, slots):
    answers = typed_for("fl-15", benefit_cat=chosen)

    assert problems("fl-15", benefit_cat=chosen) == []
    found = steps.document_problems(kind("fl-15"), answers, documents_for("fl-15"))
    assert {problem.key for problem in found} == slots


@pytest.mark.parametrize(
    ("voltage", "phases", "power", "found"),
    [
        ("0.22", "1", "15", []),
        ("0.22", "3", "15", [("phases", "voltage")]),
        ("0.4", "1", "15", []),
    ],
)
def test_the_lowest_voltage_has_one_phase(voltage, phases, power, found):
    shown = problems("fl-15", voltage=voltage, phases=phases, p_new=power, stages=[stage(power)])

    assert shown == found


def test_temporary_power_above_fifteen_is_not_on_the_lowest_voltage():
    assert problems("fl-tmp", voltage="0.22") == [("voltage", "voltage")]
    assert problems("fl-tmp", voltage="0.22", p_new="15") == []
