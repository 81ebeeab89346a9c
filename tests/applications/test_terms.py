from datetime import date

import pytest

from lk.applications import terms
from lk.applications.terms import Case
from lk.applications.working_days import Calendar

TUESDAY = date(2026, 11, 24)

# By hand from the rules' deadlines: status, categories, length, last day when counted from
# Tuesday, 24.11.2026. 04.01–08.01.2027 and 31.12.2026 are days off.
BY_HAND = """
submitted    | 15 150 670 670p tmp | 3 рабочих дня    | 2026-11-27
registered   | 15 150 670 670p tmp | 3 рабочих дня    | 2026-11-27
review       | 15 150 tmp          | 10 рабочих дней  | 2026-12-08
review       | 670 670p            | 20 рабочих дней  | 2026-12-22
need_docs    | 15 150 670 670p tmp | 20 рабочих дней  | 2026-12-22
offer_posted | 15 150              | 5 рабочих дней   | 2026-12-01
offer_posted | 670 670p tmp        | 10 рабочих дней  | 2026-12-08
contract     | tmp                 | 15 рабочих дней  | 2026-12-15
contract     | 15 150              | 6 месяцев        | 2027-05-24
contract     | 670                 | 1 год            | 2027-11-24
contract     | 670p                | 2 года           | 2028-11-24
"""
WHOSE = {"need_docs": "consumer", "offer_posted": "consumer"}
ROWS = [[cell.strip() for cell in line.split("|")] for line in BY_HAND.strip().splitlines()]
CASES = [
    (status, category, length, last)
    for status, categories, length, last in ROWS
    for category in categories.split()
]


def a_case(category: str = "150", **facts: object) -> Case:
    return Case(category=category, submitted_on=facts.pop("submitted_on", TUESDAY), **facts)


def last_day(case: Case, status: str, start: date, **more: object) -> date:
    found = terms.due(case, status, {status: start, "submitted": start}, **more)
    assert found is not None
    return found.due_on


@pytest.mark.parametrize(("status", "category", "length", "last"), CASES)
def test_each_category_has_the_terms_of_the_table(status, category, length, last):
    found = terms.due(a_case(category), status, {status: TUESDAY, "submitted": TUESDAY})

    assert found is not None
    assert found.row.length.replace("\xa0", " ") == length
    assert found.due_on == date.fromisoformat(last)
    assert found.row.whose == WHOSE.get(status, "company")


@pytest.mark.parametrize("status", ["connected", "closed", "annulled", "rejected", "cancelled"])
def test_what_the_rules_are_silent_on_has_no_term(status):
    assert terms.due(a_case(), status, {status: TUESDAY}) is None


@pytest.mark.parametrize("status", ["contract", "works", "ready"])
def test_the_connection_is_counted_from_the_contract_in_all_its_statuses(status):
    starts = {"submitted": date(2026, 9, 1), "contract": TUESDAY, status: date(2027, 2, 1)}
    found = terms.due(a_case(), status, starts | {"contract": TUESDAY})

    assert found is not None
    assert found.counted_from == TUESDAY
    assert found.due_on == date(2027, 5, 24)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"construction": "none", "voltage": "0.4"}, "connection-border"),
        ({"construction": "none", "voltage": "10"}, "connection-150"),
        (
            {"construction": "no", "distance_m": 300, "settlement": "city"},
            "connection-near",
        ),
        ({"construction": "no", "distance_m": 301, "settlement": "city"}, "connection-150"),
        ({"construction": "no", "distance_m": 500, "settlement": "rural"}, "connection-near"),
        ({"construction": "no", "settlement": "rural"}, "connection-150"),
        ({"construction": "yes", "distance_m": 10, "settlement": "city"}, "connection-150"),
        ({"distance_m": 10, "settlement": "city", "voltage": "0.4"}, "connection-150"),
    ],
)
def test_distance_and_construction_choose_the_term_of_the_connection(facts, code):
    found = terms.due(a_case(**facts), "contract", {"contract": TUESDAY})

    assert found is not None
    assert found.row.code == code


def test_near_and_without_building_even_670_have_four_months():
    case = a_case("670", construction="no", distance_m=120, settlement="city")

    assert last_day(case, "contract", TUESDAY) == date(2027, 3, 24)


@pytest.mark.parametrize(
    ("submitted_on", "length"),
    [
        (date(2022, 6, 30), "30\xa0дней"),
        (date(2022, 7, 1), "10\xa0рабочих дней"),
        (TUESDAY, "10\xa0рабочих дней"),
    ],
)
def test_the_edition_is_that_of_the_day_of_submission(submitted_on, length):
    case = a_case(submitted_on=submitted_on)
    found = terms.due(case, "review", {"submitted": submitted_on})

    assert found is not None
    assert found.row.length == length


def test_before_the_first_edition_there_is_no_term():
    case = a_case(submitted_on=date(2004, 12, 26))

    assert terms.due(case, "review", {"submitted": date(2004, 12, 26)}) is None


def test_a_mended_application_is_counted_anew():
    starts = terms.starts_of(
        [
            ("draft", "submitted", date(2026, 11, 2)),
            ("submitted", "registered", date(2026, 11, 3)),
            ("registered", "review", date(2026, 11, 5)),
            ("review", "need_docs", date(2026, 11, 9)),
            ("need_docs", "review", TUESDAY),
        ]
    )
    found = terms.due(a_case(), "review", starts)

    assert found is not None
    assert found.counted_from == TUESDAY
    assert found.due_on == date(2026, 12, 8)


def test_a_report_of_works_does_not_begin_anything_anew():
    starts = terms.starts_of(
        [
            ("offer_posted", "contract", date(2026, 11, 2)),
            ("contract", "works", date(2026, 11, 9)),
            ("works", "works", TUESDAY),
        ]
    )

    assert starts == {"contract": date(2026, 11, 2), "works": date(2026, 11, 9)}


def test_a_protocol_of_disagreements_is_answered_in_ten_working_days():
    found = terms.due(a_case(), "offer_posted", {"event": TUESDAY}, event="disagreed")

    assert found is not None
    assert found.row.whose == "company"
    assert found.due_on == date(2026, 12, 8)
    assert terms.due(a_case(), "offer_posted", {"event": TUESDAY}, event="paid") is None


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2026, 12, 24), date(2027, 1, 11)),  # 25, 28, 29, 30 December, then 11 January
        (date(2026, 12, 30), date(2027, 1, 15)),
        (date(2027, 2, 15), date(2027, 2, 20)),  # a working Saturday
        (date(2027, 2, 16), date(2027, 2, 24)),  # Monday the 22nd is off instead of it
        (date(2027, 4, 30), date(2027, 5, 11)),  # 3 and 10 May are off
        (date(2027, 6, 10), date(2027, 6, 18)),  # 14 June for the 12th
        (date(2027, 10, 29), date(2027, 11, 9)),  # 4 and 5 November
        (date(2027, 12, 29), date(2028, 1, 13)),  # 31 December is off
    ],
)
def test_five_working_days_go_over_holidays_and_the_end_of_the_year(start, last):
    assert last_day(a_case(), "offer_posted", start) == last


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2026, 8, 31), date(2027, 3, 1)),  # 28 February is the month's last, a Sunday
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 11, 4), date(2027, 5, 4)),
        (date(2026, 11, 9), date(2027, 5, 11)),  # 9 and 10 May are off
        (date(2027, 7, 1), date(2028, 1, 10)),  # 1 January
    ],
)
def test_months_end_on_a_working_day(start, last):
    assert last_day(a_case(), "contract", start) == last


def test_days_of_the_company_are_stronger_than_the_common_calendar():
    own = Calendar().also([(date(2026, 11, 30), False), (date(2026, 11, 28), True)])
    holiday = Calendar().also([(date(2026, 11, 30), False)])

    assert last_day(a_case(), "offer_posted", TUESDAY, calendar=own) == date(2026, 12, 1)
    assert last_day(a_case(), "offer_posted", TUESDAY, calendar=holiday) == date(2026, 12, 2)


def test_the_law_is_named_only_where_the_number_is_certain():
    rows = terms.shipped().rows
    certain = [row for row in rows if row.certainty == "confirmed"]

    assert [row.code for row in certain] == ["connection-670"]
    assert all(row.law_words == row.law_ref for row in certain)
    assert all(row.law_words == terms.BY_THE_RULES for row in rows if row not in certain)


def test_every_row_says_where_it_is_from():
    rows = terms.shipped().rows

    assert all(row.source and row.law_ref and row.what for row in rows)
    assert {category for row in rows for category in row.categories} == {
        "15", "150", "670", "670p", "tmp",
    }  # fmt: skip
