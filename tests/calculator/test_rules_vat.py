"""НДС in three modes: each sum is rounded once, from the exact one."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lk.calculator.rules import calculate
from tests.calculator.by_hand import ask, case
from tests.calculator.by_hand_tariffs import SMALL, rate


def counted(mode, percent, power):
    """A kopeck for each kW: exact sums have parts of a kopeck."""
    rates = (rate("C1", "1"), rate("CMAX1", "0.01"))
    version = replace(SMALL, rates=rates, vat_mode=mode, vat_percent=Decimal(percent))
    return calculate(case("", version, ask(power, "0")).question, version).per_kw


@pytest.mark.parametrize(
    ("mode", "percent", "power", "total", "without", "vat", "rounding"),
    [
        # 0.145 × 1.2 = 0.174
        ("excluded", 20, "14.5", "0.17", "0.15", "0.02", "-0.004"),
        # 0.155 × 1.2 = 0.186
        ("excluded", 20, "15.5", "0.19", "0.16", "0.03", "0.004"),
        # 0.154 / 1.22 = 0.1262…, though 0.15 / 1.22 = 0.1229…
        ("included", 22, "15.4", "0.15", "0.13", "0.02", "-0.004"),
        # 0.125 goes up, not to the even 0.12
        ("none", 0, "12.5", "0.13", "0.13", "0.00", "0.005"),
    ],
)
def test_each_sum_is_rounded_once(mode, percent, power, total, without, vat, rounding):
    way = counted(mode, percent, power)

    assert way.exact == Decimal(power) * Decimal("0.01")
    assert way.total == Decimal(total)
    assert way.without_vat == Decimal(without)
    assert way.vat == Decimal(vat)
    assert way.rounding == Decimal(rounding)


@pytest.mark.parametrize(("mode", "percent"), [("included", 20), ("excluded", 20), ("none", 0)])
def test_sums_have_kopecks_even_when_they_are_whole(mode, percent):
    way = counted(mode, percent, "6000")

    assert {str(each)[-3] for each in (way.total, way.without_vat, way.vat)} == {"."}
