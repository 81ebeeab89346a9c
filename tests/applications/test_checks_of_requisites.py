"""Rules over the answers of the first two steps: the bank, the term, the temporary scheme."""

import pytest

from lk.applications import steps
from lk.applications.catalogue import kind
from tests.applications.answers import TODAY, typed_for
from tests.applications.finding import problems


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"bank_bik": "", "bank_acc": "", "bank_corr": ""}, []),
        ({"bank_corr": ""}, []),
        ({"bank_bik": ""}, [("bank_bik", "required")]),
        ({"bank_acc": ""}, [("bank_acc", "required")]),
        ({"bank_acc": "40702810938000012346"}, [("bank_acc", "bank")]),
        ({"bank_corr": "30101810400000000226"}, [("bank_corr", "bank")]),
        ({"bank_bik": "046902606"}, [("bank_acc", "bank"), ("bank_corr", "bank")]),
        ({"bank_bik": "04690260"}, [("bank_bik", "bik")]),
    ],
)
@pytest.mark.parametrize("code", ["ip-15", "ul-670"])
def test_accounts_go_with_the_bank(code, changes, found):
    assert problems(code, "requisites", **changes) == found


@pytest.mark.parametrize(
    ("begins", "ends", "found"),
    [
        ("01.04.2027", "02.04.2027", []),
        ("01.04.2027", "01.04.2027", [("tmp_to", "order")]),
        ("01.04.2027", "31.03.2027", [("tmp_to", "order")]),
        ("01.04.2027", "01.04.2028", []),
        ("01.04.2027", "02.04.2028", [("tmp_to", "too_long")]),
        ("29.02.2028", "28.02.2029", []),
        ("29.02.2028", "01.03.2029", [("tmp_to", "too_long")]),
        ("01.12.2027", "01.12.2028", []),
        ("", "01.12.2028", [("tmp_from", "required")]),
        ("скоро", "01.12.2028", [("tmp_from", "date")]),
    ],
)
def test_temporary_scheme_lasts_no_longer_than_a_year(begins, ends, found):
    assert problems("fl-tmp", "object", tmp_from=begins, tmp_to=ends) == found


def test_too_long_a_term_is_told_by_its_last_day():
    answers = typed_for("ul-tmp", tmp_from="01.04.2027", tmp_to="01.05.2028")

    (problem,) = steps.check_step(kind("ul-tmp"), "object", answers, today=TODAY)

    assert problem.message.replace("\u00a0", " ") == (
        "Конец электроснабжения: временно можно не дольше 12 месяцев, то есть по 01.04.2028."
        " Укажите день не позже"
    )


def test_what_moves_about_needs_neither_land_nor_contract():
    mobile = {"reason": "mobile", "cadastre": "", "tmp_contract": ""}
    answers = typed_for("fl-tmp", **mobile)

    assert problems("fl-tmp", "object", **mobile) == []
    assert problems("fl-tmp", "object", cadastre="", tmp_contract="") == [
        ("cadastre", "required"),
        ("tmp_contract", "required"),
    ]
    found = steps.document_problems(kind("fl-tmp"), answers, {"passport": 1})
    assert found == ()
    found = steps.document_problems(kind("fl-tmp"), typed_for("fl-tmp"), {"passport": 1})
    assert [problem.key for problem in found] == ["plan", "own", "main_tc"]


@pytest.mark.parametrize("code", ["ul-670", "ul-670p", "ul-tmp"])
def test_head_of_an_organisation_shows_what_he_may(code):
    without = {"plan": 1, "own": 1, "pa_list": 1, "scheme35": 1, "main_tc": 1}

    (problem,) = steps.document_problems(kind(code), typed_for(code), without)

    assert problem.key == "poa"


def test_another_organisation_is_named():
    assert problems("ul-150", "object", supplier="other") == [("supplier_name", "required")]


def test_kind_of_contract_may_wait_for_the_largest_and_the_temporary():
    for code, found in (("ul-670p", []), ("ul-tmp", []), ("ul-670", [("supply_kind", "required")])):
        assert problems(code, "object", supply_kind="") == found
