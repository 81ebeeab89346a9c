"""The order of a quite different company: loaded as a file, put in force and calculated by."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lk.calculator import rules, service
from lk.db import db
from tests.calculator.by_hand_arithmetic import to_kopecks, worked_out
from tests.calculator.ordering import NORTH

MARCH = date(2024, 3, 1)
AIR = rules.Question(
    Decimal(100),
    Decimal(250),
    "0.4",
    "III",
    MARCH,
    line_kind="опоры железобетонные, СИП 3х70",
)
CABLE = replace(
    AIR,
    power_kw=Decimal(200),
    line="cable",
    line_kind="траншея, два кабеля 95 кв. мм",
    substation="киоск, один трансформатор",
    is_long=True,
)
# What is asked, the way, and its sum with VAT of 20 % by hand.
BY_HAND = [
    (AIR, "standard", "(11873.46 + 1561909.84 * 0.25) * 1.2"),
    (AIR, "per_kw", "(791.56 + 7905.44) * 100 * 1.2"),
    (
        CABLE,
        "standard",
        "(24905.18 + (4406950.02 * 0.25 + 5402.28 * 200) * (0.5 * 1.052 + 0.5 * 1.104)) * 1.2",
    ),
    (
        CABLE,
        "per_kw",
        "(124.53 * 200 + (9118.03 + 6215.99) * 200 * (0.5 * 1.052 + 0.5 * 1.104)) * 1.2",
    ),
    (
        replace(AIR, reliability="II", second_distance_m=Decimal(400)),
        "standard",
        "(11873.46 + 1561909.84 * 0.25 + 1561909.84 * 0.4) * 1.2",
    ),
    (
        replace(
            AIR,
            meter_kind="трехфазный полукосвенного включения",
            territory="rural",
            line_kind="опоры деревянные, СИП 3х70",
        ),
        "standard",
        "(11873.46 + 1248115.09 * 0.25 + 47990.01) * 1.2",
    ),
    (replace(AIR, scheme="temporary"), "standard", "9204.33 * 1.2"),
    (replace(AIR, power_kw=Decimal(150)), "per_kw", "(791.56 + 7905.44) * 150 * 1.2"),
    (replace(AIR, power_kw=Decimal("150.5")), "per_kw", "(124.53 + 7905.44) * 150.5 * 1.2"),
    (
        replace(
            AIR,
            voltage="6",
            line_kind="опоры железобетонные, СИП-3 1х70",
            sections=2,
            section_kind="реклоузер",
        ),
        "standard",
        "(11873.46 + 2011450.06 * 0.25 + 1204339.50 * 2) * 1.2",
    ),
]


@pytest.fixture
def north(app, runner):
    """By the commands that the office gives."""
    for command in (("import", str(NORTH), "--write"), ("activate", "north-2024")):
        result = runner("tariffs", *command)
        assert result.exit_code == 0, result.output
    db.session.rollback()
    return service.tariff_on(MARCH)


@pytest.mark.parametrize(("question", "method", "by_hand"), BY_HAND)
def test_order_that_was_only_a_file_is_calculated_by(north, question, method, by_hand):
    estimate = getattr(rules.calculate(question, north), method)

    assert estimate.total == to_kopecks(by_hand)
    assert estimate.without_vat + estimate.vat == estimate.total


def test_reduced_fee_is_the_least_of_the_two_and_has_a_social_group(north):
    small = replace(AIR, power_kw=Decimal(15), territory="rural", group="usual")

    usual = rules.calculate(replace(small, line_kind=""), north).reduced
    social = rules.calculate(replace(small, group="social"), north).reduced

    assert usual.amount == worked_out("5319.00 * 15")
    assert social.amount == worked_out("1064.00 * 15")


def test_form_offers_what_the_order_has(north):
    offered = rules.options(north)

    assert (offered.has_social, offered.has_long_work, offered.has_sections) == (True,) * 3
    assert len(offered.line_kinds["air"]) == 8
    assert {each.value for each in offered.meters} > {"однофазный прямого включения"}


def test_days_outside_of_the_order_have_no_tariff(north):
    assert service.tariff_on(date(2023, 12, 31)) is None
    assert service.tariff_on(date(2024, 12, 31)) == north
    assert service.tariff_on(date(2025, 1, 1)) is None
