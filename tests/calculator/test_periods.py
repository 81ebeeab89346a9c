"""On each day one version counts: what stands beside what, as pure days."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lk.calculator.orders import Period, clashes, timeline


def period(code, begins, ends=None, supersedes=""):
    return Period(
        code,
        date.fromisoformat(begins),
        date.fromisoformat(ends) if ends else None,
        supersedes,
    )


FIRST = period("a", "2020-01-01", "2021-12-31")
OPEN = period("a", "2020-01-01")


def days(periods):
    return [
        (each.code, str(each.begins), str(each.ends) if each.ends else None)
        for each in timeline(periods)
    ]


def test_open_version_counts_until_the_next_begins():
    assert days([period("b", "2022-07-01"), OPEN]) == [
        ("a", "2020-01-01", "2022-06-30"),
        ("b", "2022-07-01", None),
    ]


def test_corrected_version_counts_until_its_correction():
    assert days([FIRST, period("b", "2021-03-01", "2021-12-31", "a")]) == [
        ("a", "2020-01-01", "2021-02-28"),
        ("b", "2021-03-01", "2021-12-31"),
    ]


def test_version_corrected_from_its_first_day_has_no_day():
    corrections = [
        period("b", "2020-01-01", "2021-12-31", "a"),
        period("c", "2020-01-01", None, "b"),
    ]

    assert days([FIRST, *corrections]) == [("c", "2020-01-01", None)]


def test_correction_of_a_correction_counts_for_the_first_one_too():
    chain = [
        period("b", "2021-06-01", "2021-12-31", "a"),
        period("c", "2021-03-01", "2021-12-31", "b"),
    ]

    assert days([FIRST, *chain]) == [
        ("a", "2020-01-01", "2021-02-28"),
        ("c", "2021-03-01", "2021-12-31"),
    ]


@pytest.mark.parametrize(
    ("new", "others"),
    [
        (FIRST, []),
        (period("b", "2022-01-01"), [FIRST]),
        (period("b", "2022-01-01"), [OPEN]),
        (period("b", "2019-01-01", "2019-12-31"), [FIRST]),
        (period("b", "2019-01-01"), [FIRST]),
        (period("b", "2020-01-01", "2021-12-31", "a"), [FIRST]),
        (period("b", "2020-01-01", None, "a"), [FIRST]),
        (period("b", "2020-01-01", "2021-12-31", "a"), [FIRST, period("c", "2022-01-01")]),
        (period("b", "2021-03-01", None, "a"), [OPEN]),
        (OPEN, [FIRST]),  # the draft itself, loaded once more
    ],
)
def test_versions_that_stand_well_together(new, others):
    assert clashes(new, others) == []


@pytest.mark.parametrize(
    ("new", "others", "field", "said"),
    [
        (period("b", "2021-06-01"), [FIRST], "effective_from", "пересекается с версией «a»"),
        (period("b", "2020-01-01"), [OPEN], "effective_from", "с того же дня"),
        (period("b", "2022-02-01"), [FIRST], "effective_from", "с 01.01.2022 по 31.01.2022"),
        (period("b", "2022-01-02"), [FIRST], "effective_from", "01.01.2022 тарифа нет"),
        (period("b", "2019-01-01", "2020-01-01"), [OPEN], "effective_to", "пересекается"),
        (period("b", "2018-01-01", "2018-12-31"), [OPEN], "effective_to", "пропуск перед версией"),
        (period("b", "2020-01-01", None, "x"), [FIRST], "supersedes", "версии «x» нет"),
        (
            period("c", "2023-01-01", None, "a"),
            [OPEN, period("b", "2022-01-01")],
            "effective_from",
            "действовала лишь до 31.12.2021",
        ),
        (
            period("c", "2020-01-01", None, "a"),
            [FIRST, period("b", "2020-01-01", "2021-12-31", "a")],
            "supersedes",
            "уже исправила другая",
        ),
        (
            period("b", "2020-01-01", "2021-06-30", "a"),
            [FIRST, period("c", "2022-01-01")],
            "effective_to",
            "с 01.07.2021 по 31.12.2021 тарифа нет",
        ),
        (
            period("b", "2020-01-01", "2021-06-30", "a"),
            [OPEN],
            "effective_to",
            "после 30.06.2021 тарифа не будет",
        ),
        (
            period("b", "2020-06-01", "2020-09-30", "a"),
            [FIRST],
            "effective_to",
            "после 30.09.2020 тарифа не будет",
        ),
    ],
)
def test_versions_that_do_not(new, others, field, said):
    found = clashes(new, others)

    assert [each.field for each in found] == [field]
    assert said in found[0].reason


DAYS = some.dates(date(2019, 12, 1), date(2020, 2, 1))


@given(some.lists(some.tuples(DAYS, some.none() | DAYS, some.booleans())))
def test_whatever_is_let_in_never_has_two_versions_on_a_day(drawn):
    known: list[Period] = []
    for number, (begins, ends, corrects) in enumerate(drawn):
        after = str(known[-1].code) if known and corrects else ""
        new = Period(f"v{number}", begins, ends if ends and ends >= begins else None, after)
        if not clashes(new, known):
            known.append(new)

    row = timeline(known)

    for one, two in pairwise(row):
        assert one.begins <= one.ends < two.begins
    assert (row == []) == (known == [])
