import json

import pytest

from tests import factories


@pytest.fixture
def late(consumer, clock):
    """One late by the company, one by the applicant, one that is in time; a week has gone by."""
    company = factories.an_application(consumer, "registered")
    applicant = factories.an_application(consumer, "offer_posted")
    in_time = factories.an_application(consumer, "contract")
    clock.forward(days=9)
    return company, applicant, in_time


def test_overdue_cases_are_listed_the_longest_late_first(late, as_json):
    company, applicant, _ = late

    rows = as_json("applications", "overdue")

    assert [row["number"] for row in rows] == [company.number, applicant.number]
    assert [(row["whose"], row["due"], row["days_over"]) for row in rows] == [
        ("company", "2026-11-27", 4),
        ("consumer", "2026-12-01", 2),
    ]


@pytest.mark.parametrize(("whose", "place"), [("company", 0), ("consumer", 1)])
def test_overdue_is_narrowed_to_one_side(late, as_json, whose, place):
    (row,) = as_json("applications", "overdue", "--whose", whose)

    assert row["number"] == late[place].number


def test_overdue_is_a_table_for_people(late, ok):
    out = ok("applications", "overdue")

    assert "Рабочих дней сверх срока" in out
    assert "заявитель" in out
    assert late[2].number not in out


def test_nothing_overdue_is_said_so(consumer, ok):
    factories.an_application(consumer)

    assert "Просроченного нет." in ok("applications", "overdue")


def test_wrong_side_is_wrong_use(runner):
    run = runner("applications", "overdue", "--whose", "nobody")

    assert run.exit_code == 2
    assert "company, consumer" in run.stderr


def test_looking_leaves_a_line_in_the_audit(late, ok, audit_lines):
    audit_lines()

    ok("applications", "overdue")

    assert [line.event for line in audit_lines()] == ["office.overdue_listed"]


def test_empty_list_is_json_too(runner):
    run = runner("applications", "overdue", "--json")

    assert json.loads(run.stdout) == []
