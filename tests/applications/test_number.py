from datetime import date
from itertools import pairwise

import pytest

from lk.applications import number

DAYS = [date(2020, 1, 10), date(2026, 11, 24), date(2031, 12, 31)]
RUNNING = [1, 9, 10, 99, 702, 7020, 90909, 123456, 999_999]
NUMBERS = [number.make(day, running) for day in DAYS for running in RUNNING]


def test_the_number_of_the_manual_fits():
    made = number.make(date(2020, 1, 10), 702)

    assert made == "2020-01-10-702-5"


def test_check_sign_of_ten_is_a_small_letter():
    checks = {number.make(date(2026, 11, 24), running)[-1] for running in range(1, 200)}

    assert checks == set("0123456789x")


@pytest.mark.parametrize("made", NUMBERS)
def test_number_reads_back_as_it_was_made(made):
    found = number.parse(made)

    assert str(found) == made
    assert number.make(found.day, found.running) == made
    assert number.is_valid(made)


@pytest.mark.parametrize("made", NUMBERS)
def test_every_single_wrong_digit_is_caught(made):
    wrong = [
        made[:place] + digit + made[place + 1 :]
        for place, sign in enumerate(made)
        if sign != "-"
        for digit in "0123456789x"
        if digit != sign
    ]

    assert [text for text in wrong if number.is_valid(text)] == []


@pytest.mark.parametrize("made", NUMBERS)
def test_every_swap_of_neighbours_is_caught(made):
    places = [place for place, sign in enumerate(made) if sign != "-"]
    wrong = []
    for here, there in pairwise(places):
        signs = list(made)
        signs[here], signs[there] = signs[there], signs[here]
        wrong.append("".join(signs))
    changed = [text for text in wrong if text != made]

    assert [text for text in changed if number.is_valid(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        " 2020-01-10-702-5 ",
        "2020 - 01 - 10 - 702 - 5",
        "2020–01—10‑702−5",
        "№ 2020-01-10-702-5",
        "2020-01-10-702-5\u00a0",
    ],
)
def test_spaces_and_dashes_do_not_matter(text):
    assert str(number.parse(text)) == "2020-01-10-702-5"


def test_letter_is_read_in_any_case_and_alphabet():
    made = next(text for n in range(1, 200) if (text := number.make(DAYS[0], n)).endswith("x"))

    read = {str(number.parse(made[:-1] + sign)) for sign in "xXхХ"}

    assert read == {made}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "2020-01-10-702",
        "2020-01-10-702-s",
        "2020-01-10-702-",
        "2020-01-10-0702-5",
        "2020-01-10-1234567-5",
        "2020-1-10-702-5",
        "２０20-01-10-702-5",
        "2020-01-10-702-5\x00",
        "\ud800",
        "2020-01-10-70\n2-55",
        "2020-13-45-1-" + number._check("202013451"),
    ],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(number.WrongNumber):
        number.parse(text)


@pytest.mark.parametrize("running", [0, -1, 1_000_000])
def test_running_number_has_bounds(running):
    with pytest.raises(ValueError, match="out of"):
        number.make(DAYS[0], running)
