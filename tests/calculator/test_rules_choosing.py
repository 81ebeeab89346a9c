"""Which figure of a tariff is taken when several fit."""

from datetime import date
from decimal import Decimal

from lk.calculator.rules import Estimate, Question, calculate
from tests.calculator.by_hand_tariffs import rate, tariff


def line_of(rates, **asked):
    """The line of С2 under a tariff of these rates, for 30 kW and a kilometre at 0,4 kV."""
    common = {"power_kw": Decimal(30), "distance_m": Decimal(1000), "voltage": "0.4"}
    question = Question(**{**common, "reliability": "III", "on": date(2024, 5, 1), **asked})
    version = tariff("any", "2024-01-01", "", "none 0", [rate("C1", "1"), *rates])
    counted = calculate(question, version).standard
    return counted.lines[1] if isinstance(counted, Estimate) else None


def value_of(rates, **asked):
    line = line_of(rates, **asked)
    return line and str(line.rate)


def test_the_exact_voltage_goes_before_its_class_and_the_class_before_any():
    rates = [rate("C2", "1"), rate("C2", "2", voltage="1-20"), rate("C2", "3", voltage="10")]

    assert value_of(rates, voltage="0.4") == "1"
    assert value_of(rates, voltage="20") == "2"
    assert value_of(rates, voltage="6") == "3"
    assert value_of([*rates, rate("C2", "4", voltage="6")], voltage="6") == "4"


def test_a_rate_for_04_kv_is_for_220_volts_too():
    assert value_of([rate("C2", "5", voltage="0.4")], voltage="0.22") == "5"
    assert value_of([rate("C2", "5", voltage="0.22")], voltage="0.4") is None


def test_the_territory_named_by_a_rate_goes_before_any():
    rates = [rate("C2", "1"), rate("C2", "2", territory="rural")]

    assert value_of(rates, territory="rural") == "2"
    assert value_of(rates, territory="city") == "1"


def test_the_scheme_named_by_a_rate_goes_before_any():
    rates = [rate("C2", "1"), rate("C2", "2", scheme="temporary")]

    assert value_of(rates, scheme="temporary", builds_line=True) == "2"
    assert value_of(rates) == "1"


def test_a_band_of_power_holds_its_upper_bound_and_not_its_lower():
    rates = [rate("C2", "1", up_to=30), rate("C2", "2", above=30, up_to=60)]

    assert value_of(rates) == "1"
    assert value_of(rates, power_kw=Decimal("30.001")) == "2"
    assert value_of(rates, power_kw=Decimal(60)) == "2"
    assert value_of(rates, power_kw=Decimal("60.001")) is None


def test_a_rate_for_a_band_goes_before_one_for_any_power():
    assert value_of([rate("C2", "1"), rate("C2", "2", up_to=30)]) == "2"
    assert value_of([rate("C2", "1", above=10), rate("C2", "2", above=10, up_to=30)]) == "2"


def test_bands_go_by_the_power_asked_for_not_by_the_whole():
    rates = [rate("C2", "1", up_to=30), rate("C2", "2", above=30)]

    assert value_of(rates, previous_kw=Decimal(500)) == "1"


def test_of_several_kinds_the_cheapest_is_taken_and_it_says_so():
    line = line_of([rate("C2", "3", kind="дорогой"), rate("C2", "2", kind="простой")])

    assert str(line.rate) == "2"
    assert line.words == "воздушная линия, простой"
    assert "взята самая низкая ставка, «простой»" in line.why[0]


def test_the_kind_that_was_chosen_goes_before_the_cheapest():
    rates = [rate("C2", "3", kind="дорогой"), rate("C2", "2", kind="простой"), rate("C2", "1")]

    line = line_of(rates, line_kind="дорогой")

    assert str(line.rate) == "3"
    assert line.why == ()


def test_where_the_chosen_kind_has_no_rate_the_one_for_any_kind_serves():
    rates = [
        rate("C2", "3", kind="СИП", territory="rural"),
        rate("C2", "2"),
        rate("C2", "1", kind="голый"),
    ]

    assert value_of(rates, line_kind="СИП") == "2"


def test_the_chosen_kind_is_not_replaced_by_another():
    rates = [rate("C2", "3", kind="СИП", territory="rural"), rate("C2", "1", kind="голый")]

    assert value_of(rates, line_kind="СИП") is None


def test_a_kind_that_the_tariff_does_not_know_is_as_none_and_it_says_so():
    line = line_of([rate("C2", "3", kind="СИП")], line_kind="траншея")

    assert str(line.rate) == "3"
    assert line.why == ("У ставки С2 в тарифе нет вида «траншея».",)


def test_one_kind_alone_needs_no_words_about_choosing():
    assert line_of([rate("C2", "3", kind="СИП")]).why == ()
