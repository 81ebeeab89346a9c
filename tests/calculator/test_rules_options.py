"""The form offers what its tariff tells apart, and explains when distance matters."""

from dataclasses import replace
from decimal import Decimal

from lk.calculator.rules import LastMile, distance_rule, options
from tests.calculator.by_hand_tariffs import BANDS, DEMO, HALF, SMALL, WHOLE


def plain(text):
    return text.replace("\u00a0", " ")


def values(choices):
    return [each.value for each in choices]


def test_the_form_offers_the_kinds_of_the_tariff():
    offered = options(WHOLE)

    assert offered.lines == ("air", "cable")
    assert values(offered.line_kinds["air"]) == [
        "СИП 50–100 мм²",
        "СИП до 50 мм²",
        "СИП-3",
        "стальные опоры",
    ]
    assert values(offered.section_kinds) == ["переключательный пункт", "реклоузер"]
    assert values(offered.substations) == [
        "КТП 250–400 кВА",
        "КТП до 250 кВА",
        "РТП",
        "ПС 35/10 кВ",
    ]
    assert values(offered.meters) == ["однофазный", "трехфазный"]
    assert offered.has_sections
    assert offered.has_long_work
    assert offered.has_social


def test_a_kind_for_one_voltage_alone_says_which():
    offered = options(WHOLE)

    assert [plain(each.words) for each in offered.line_kinds["air"]] == [
        "СИП 50–100 мм², 0,4 кВ",
        "СИП до 50 мм², 0,4 кВ",
        "СИП-3, 10 кВ",
        "стальные опоры, 35 кВ",
    ]
    assert [plain(each.words) for each in offered.line_kinds["cable"]] == ["ГНБ, 0,4 кВ", "траншея"]
    assert [each.words for each in offered.meters] == ["однофазный", "трехфазный"]
    assert plain(offered.section_kinds[1].words) == "реклоузер, 1–20 кВ"


def test_where_rates_have_no_kinds_the_code_is_chosen():
    offered = options(SMALL)

    assert values(offered.substations) == ["C5"]
    assert offered.substations[0].words == "трансформаторная подстанция 6(10)/0,4\u00a0кВ"
    assert values(offered.meters) == ["C8"]


def test_what_a_tariff_does_not_tell_apart_is_not_asked():
    offered = options(SMALL)

    assert offered.lines == ("air",)
    assert offered.line_kinds == {"air": ()}
    assert offered.territories == ()
    assert not offered.has_sections
    assert not offered.has_reduced
    assert not offered.has_social
    assert not offered.has_long_work


def test_territories_are_asked_where_the_reduced_fee_goes_by_them():
    assert options(BANDS).territories == ("city", "rural")


def test_schemes_are_those_that_have_a_rate_to_begin_with():
    permanent = tuple(each for each in DEMO.rates if each.scheme != "temporary")

    assert options(DEMO).schemes == ("permanent", "temporary")
    assert options(replace(DEMO, rates=permanent)).schemes == ("permanent",)
    assert options(SMALL).schemes == ("permanent", "temporary")


def test_one_kind_of_line_is_no_choice():
    assert options(DEMO).line_kinds["cable"] == ()


def test_the_rule_behind_the_hint_of_the_form_is_about_kilowatts():
    said = plain(distance_rule(DEMO))

    assert said.startswith("Правило зависит от мощности. До 150 кВт включительно")
    assert "расстояние не имеет значения" in said
    assert said.endswith("Первые 150 м линии бесплатны для всех.")


def test_the_rule_of_a_half_and_of_the_whole_is_told_in_its_own_words():
    assert "входит 50 % стоимости строительства" in plain(distance_rule(HALF))
    assert distance_rule(WHOLE).startswith("Чем дальше до сетей")


def test_free_metres_alone_are_told_alone():
    only_free = replace(WHOLE, last_mile=LastMile(free_m=Decimal("25.5")))

    assert plain(distance_rule(only_free)) == "Первые 25,5 м линии бесплатны для всех."
