"""Which kinds a calculated power leads to, and what of the calculation is filled in."""

from decimal import Decimal

import pytest

from lk.applications import catalogue
from lk.applications.estimates import answers_for, categories_for


@pytest.mark.parametrize(
    ("group", "whole", "two_sources", "scheme", "expected"),
    [
        ("fl", "15", False, "permanent", ("15", "150")),
        ("ul", "15", False, "permanent", ("15",)),
        ("ip", "15.01", False, "permanent", ("150",)),
        ("fl", "150", False, "permanent", ("150",)),
        ("ul", "150.5", False, "permanent", ("670",)),
        ("ul", "669.99", False, "permanent", ("670",)),
        ("ul", "670", False, "permanent", ("670p",)),
        ("ip", "10", True, "permanent", ("670",)),
        ("fl", "15", False, "temporary", ("tmp",)),
        ("ul", "150", False, "temporary", ("tmp",)),
        ("ul", "151", False, "temporary", ("670",)),
    ],
)
def test_power_sources_and_scheme_lead_to_a_category(
    group: str, whole: str, two_sources: bool, scheme: str, expected: tuple[str, ...]
) -> None:
    found = categories_for(
        group=group, whole_kw=Decimal(whole), has_two_sources=two_sources, scheme=scheme
    )

    assert found == expected


def test_every_category_exists_for_every_group() -> None:
    for group in catalogue.groups():
        for whole in ("1", "15", "100", "400", "900"):
            for scheme in ("permanent", "temporary"):
                for code in categories_for(
                    group=group.code, whole_kw=Decimal(whole), has_two_sources=False, scheme=scheme
                ):
                    assert catalogue.kind(f"{group.code}-{code}").group == group


def answers(
    kind: str, *, previous: str = "0", voltage: str = "0.4", reliability: str = "III"
) -> catalogue.Answers:
    return answers_for(
        catalogue.kind(kind),
        power_kw=Decimal("12.50"),
        previous_kw=Decimal(previous),
        distance_m=Decimal("120.5"),
        voltage=voltage,
        reliability=reliability,
    )


def test_power_is_filled_in_as_people_type_it() -> None:
    assert answers("fl-15")["p_new"] == "12,5"


def test_distance_is_filled_in_in_whole_metres() -> None:
    assert answers("fl-15")["distance_m"] == "121"


def test_earlier_power_comes_with_its_ground() -> None:
    found = answers("fl-150", previous="5")

    assert (found["p_old"], found["reason"]) == ("5", "more_power")


def test_without_earlier_power_the_ground_is_left_to_the_applicant() -> None:
    assert "reason" not in answers("fl-150")
    assert "p_old" not in answers("fl-150")


def test_voltage_that_the_kind_does_not_know_is_left_out() -> None:
    assert answers("ul-670", voltage="10")["voltage"] == "10"
    assert "voltage" not in answers("ul-670", voltage="110")


def test_reliability_is_filled_in_where_it_is_asked() -> None:
    assert answers("ul-670", reliability="II")["reliability"] == "II"
    assert "reliability" not in answers("ul-150", reliability="III")
