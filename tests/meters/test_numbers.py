from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lk.meters.rules.numbers import NotANumber, parse_value, shown


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("74525", "74525"),
        ("74 525", "74525"),
        ("74\N{NO-BREAK SPACE}525", "74525"),
        ("1\N{THIN SPACE}234\N{NARROW NO-BREAK SPACE}567", "1234567"),
        (" 74525 ", "74525"),
        ("00742", "742"),
        ("0", "0"),
        ("0,234", "0.234"),
        ("12345,678", "12345.678"),
        ("1 234,567", "1234.567"),
        ("74525.0000", "74525"),
        ("0,0001", "0.0001"),
    ],
)
def test_reading_is_understood_as_people_write_it(typed, meant):
    assert parse_value(typed) == Decimal(meant)


def test_acceptance_15_comma_and_dot_are_equal_and_a_mark_before_three_digits_is_ambiguous():
    assert parse_value("1234,5") == parse_value("1234.5") == Decimal("1234.5")

    for typed in ("1,234", "1.234"):
        with pytest.raises(NotANumber) as refused:
            parse_value(typed)

        assert refused.value.code == "ambiguous"
        assert "напишите 1234 или 1,2340" in refused.value.message


def test_both_readings_of_the_advice_are_taken():
    assert (parse_value("1234"), parse_value("1,2340")) == (Decimal(1234), Decimal("1.234"))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        (" \t ", "empty"),
        ("-5", "sign"),
        ("−5", "sign"),
        ("+5", "sign"),
        ("abc", "other"),
        ("1e999", "other"),
        ("NaN", "other"),
        ("Infinity", "other"),
        ("٣٤", "other"),
        ("①", "other"),
        ("5\0", "other"),
        ("74525 74600", "other"),
        ("745 25", "other"),
        ("1,2,3", "other"),
        ("1.234,5", "other"),
        ("5,", "other"),
        (",5", "other"),
        ("0x10", "other"),
        ("1_000", "other"),
        ("1,23456", "places"),
        ("9" * 41, "long"),
        ("9" * 1_000_000, "long"),
    ],
)
def test_what_is_no_reading_is_refused_in_words(typed, code):
    with pytest.raises(NotANumber) as refused:
        parse_value(typed)

    assert (refused.value.code, len(refused.value.message) < 150) == (code, True)


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_is_refused(text):
    try:
        found = parse_value(text)
    except NotANumber as why:
        found = why

    assert isinstance(found, NotANumber) or (found >= 0 and found.is_finite())


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_what_is_shown_can_be_typed_again(value):
    text = shown(value)

    has_three = "," in text and len(text.rpartition(",")[2]) == 3 and value < 1000
    assert has_three or parse_value(text) == value
