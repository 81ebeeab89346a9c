"""Where the fee jumps or falls, and why: the places where it is not monotone, and the bounds."""

from dataclasses import replace
from decimal import Decimal

from lk.calculator.rules import LastMile, Reduced, Unavailable, calculate
from tests.calculator.by_hand import ask, case
from tests.calculator.by_hand_tariffs import BANDS, DEMO, FREE, HALF, SMALL, WHOLE, rate


def answer_to(tariff, *args, **more):
    asked = case("", tariff, ask(*args, **more)).question
    return calculate(asked, tariff)


def plain(texts):
    return " ".join(texts).replace("\u00a0", " ")


def test_a_lower_band_of_the_rate_per_kw_lets_the_fee_fall_with_power():
    """15 kW at 1000 roubles cost more than 16 kW at 400: so the order has set it."""
    few, more = answer_to(BANDS, "15", "0"), answer_to(BANDS, "16", "0")

    assert more.per_kw.total < few.per_kw.total


def test_one_watt_above_the_bound_the_reduced_fee_is_gone():
    at_bound = answer_to(DEMO, "15", "100")
    above = answer_to(DEMO, "15.001", "100")

    assert at_bound.reduced.amount == 550
    assert above.reduced.amount is None
    assert above.per_kw.total > at_bound.reduced.amount


def test_one_centimetre_beyond_the_bound_the_reduced_fee_is_gone():
    assert answer_to(DEMO, "15", "300").reduced.amount == 550
    assert answer_to(DEMO, "15", "300.01").reduced.amount is None


def test_far_beyond_its_bounds_the_reduced_fee_is_not_spoken_of():
    assert answer_to(DEMO, "15", "360").reduced.reason
    assert answer_to(DEMO, "15", "361").reduced is None
    assert answer_to(DEMO, "18", "100").reduced.reason
    assert answer_to(DEMO, "18.001", "100").reduced is None
    assert answer_to(DEMO, "15.5", "301").reduced is None


def test_past_the_bound_of_the_small_the_whole_line_comes_in_at_once():
    small, big = answer_to(FREE, "150", "1000"), answer_to(FREE, "150.001", "1000")

    assert small.standard.lines[1].amount == 0
    assert big.standard.lines[1].amount == 1250000


def test_paid_by_kilowatts_a_line_costs_the_same_however_long():
    near, far = answer_to(WHOLE, "100", "1"), answer_to(WHOLE, "100", "9000")

    assert near.per_kw.total == far.per_kw.total
    assert answer_to(WHOLE, "100", "0").per_kw.total < near.per_kw.total


def test_the_rate_per_kw_ends_at_its_bound_of_power():
    assert isinstance(answer_to(FREE, "8900", "0", "10").per_kw, Unavailable)
    assert not isinstance(answer_to(FREE, "8899.999", "0", "10").per_kw, Unavailable)


def test_that_bound_goes_by_the_power_asked_for():
    asked = answer_to(FREE, "8000", "0", "10", previous_kw="2000")

    assert not isinstance(asked.per_kw, Unavailable)


def test_why_says_what_freed_the_small_from_the_line():
    line = answer_to(DEMO, "15", "100").standard.lines[1]

    assert plain(line.why) == (
        "Первые 150 м линии бесплатны, а до сетей 100 м. Мощность не больше 150 кВт: строительство "
        "сетей до вас в плату не входит, и расстояние не имеет значения."
    )


def test_why_speaks_of_earlier_power_where_there_is_some():
    line = answer_to(HALF, "100", "200", previous_kw="50").standard.lines[1]

    assert plain(line.why).startswith(
        "Мощность вместе с ранее присоединенной не больше 150 кВт, поэтому в плату входит 50 %"
    )


def test_why_says_that_the_big_pay_the_whole():
    line = answer_to(HALF, "151", "200", line_kind="СИП до 50 мм²").standard.lines[1]

    assert plain(line.why) == (
        "Мощность больше 150 кВт, поэтому строительство входит в плату целиком."
    )


def test_why_counts_the_metres_that_are_left_to_pay():
    line = answer_to(SMALL, "30", "100.5").standard.lines[1]

    assert plain(line.why) == "Первые 25 м линии бесплатны, к оплате остается 75,5 м."


def test_metres_say_nothing_where_kilowatts_are_paid():
    free = replace(BANDS, last_mile=LastMile(free_m=Decimal(25)))

    paid, unpaid = (answer_to(free, "10", way).per_kw.lines[1] for way in ("26", "25"))

    assert paid.why == ()
    assert unpaid.amount == 0
    assert plain(unpaid.why) == "Первые 25 м линии бесплатны, а до сетей 25 м."


def test_what_costs_nothing_needs_neither_a_rate_nor_an_index():
    free = replace(FREE, long_work=WHOLE.long_work)

    answer = answer_to(free, "50", "100", substation="чужая", is_long=True)

    assert answer.standard.total == answer_to(FREE, "50", "0").standard.total
    assert len(answer.standard.lines[1].why) == 2
    assert "индекс" not in plain(answer.standard.lines[1].why)


def test_a_substation_that_has_no_rates_is_named_in_words():
    answer = answer_to(SMALL, "30", "0", substation="C6")

    assert answer.standard.reason == (
        "Подстанции «распределительная трансформаторная подстанция» в тарифе нет. "
        "Выберите подстанцию из списка."
    )


def test_members_count_for_a_partnership_alone():
    assert answer_to(DEMO, "15", "100", group="usual", members=5).reduced.amount == 550


def test_two_ways_of_one_price_are_equal():
    flat = replace(SMALL, rates=(rate("C1", "1000"), rate("CMAX1", "100")))

    assert answer_to(flat, "10", "0").cheaper == "equal"
    assert answer_to(flat, "11", "0").cheaper == "standard"


def test_notes_tell_of_what_has_no_line_because_it_costs_nothing():
    answer = answer_to(DEMO, "15", "100")

    assert plain(answer.per_kw.notes).startswith("Воздушная линия в сумму не входит. Первые 150 м")
    assert answer.standard.notes == ()


def test_a_note_for_both_sources_is_told_once():
    assert len(answer_to(DEMO, "50", "100", reliability="II").per_kw.notes) == 1


def test_a_substation_chosen_by_its_code_is_of_any_kind():
    line = answer_to(WHOLE, "200", "0", "10", substation="C5").standard.lines[1]

    assert line.rate == Decimal("3650.40")
    assert plain(line.why).startswith("Видов в тарифе несколько")


def test_a_reduced_fee_without_a_figure_is_no_reduced_fee():
    silent = replace(DEMO, reduced=Reduced("min_per_kw"))

    assert answer_to(silent, "15", "100").reduced is None
    assert "льготной платы нет" in answer_to(silent, "15", "100", group="usual").reduced.reason


def test_a_note_tells_why_a_temporary_connection_builds_nothing():
    answer = answer_to(FREE, "50", "100", scheme="temporary")

    assert "от готовых сетей" in plain(answer.standard.notes)
    assert answer.standard.notes == answer.per_kw.notes


def test_long_works_say_how_prices_grow_or_that_the_order_is_silent():
    known = answer_to(WHOLE, "300", "100", is_long=True).standard.lines[1]
    unknown = answer_to(SMALL, "300", "100", is_long=True).standard.lines[1]

    assert known.index == Decimal("1.065")
    assert "по индексу цен" in plain(known.why)
    assert unknown.index == 1
    assert "В этом тарифе индексов нет" in plain(unknown.why)


def test_lines_of_two_sources_are_told_apart():
    lines = answer_to(WHOLE, "100", "50", "10", "II").standard.lines

    assert [line.words.split(", ")[-1] for line in lines[1:]] == [
        "первый источник",
        "второй источник",
    ]


def test_the_reduced_fee_says_how_it_was_found():
    by_kw = answer_to(WHOLE, "15", "100").reduced
    cheaper = answer_to(WHOLE, "15", "0").reduced
    no_rate = answer_to(HALF, "10", "100", group="social").reduced
    many = answer_to(DEMO, "30", "100", group="partnership", members=4).reduced

    assert plain([by_kw.words]) == "5 000 руб./кВт × 15 кВт, с НДС."
    assert plain([cheaper.words]) == (
        "По стандартизированным ставкам: это меньше, чем 5 000 руб./кВт × 15 кВт, с НДС."
    )
    assert plain([no_rate.words]).endswith("с НДС. Отдельной ставки для вашей группы в тарифе нет.")
    assert plain([many.words]) == "550 руб. × 4 (по числу членов), с НДС."
    assert answer_to(DEMO, "15", "100").reduced.words == "За все присоединение, с НДС."


def test_a_company_without_vat_names_none_in_the_reduced_fee():
    without = replace(DEMO, vat_mode="none", vat_percent=Decimal(0))

    assert answer_to(without, "15", "100").reduced.words == "За все присоединение."
