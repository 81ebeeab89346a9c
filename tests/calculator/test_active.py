"""The tariff of a day, remembered by each process and forgotten when another one changes it."""

from datetime import date
from itertools import pairwise

import pytest

from lk.app import create_app
from lk.calculator import rules, service
from lk.db import db
from tests.calculator.ordering import AT, C1, in_force, order, value_of
from tests.harness.portal import plain_settings

pytestmark = pytest.mark.usefixtures("app")


def code_on(day):
    found = service.tariff_on(date.fromisoformat(day))
    return found.code if found else None


@pytest.fixture
def history(app):
    """Three orders one after another, the middle one corrected from its half."""
    in_force(
        order(effective_to="2020-12-31"),
        order(code="t-2021", effective_from="2021-01-01", effective_to="2021-12-31"),
        order(code="t-2022", effective_from="2022-01-01"),
        order(
            code="t-2021-1",
            effective_from="2021-07-01",
            effective_to="2021-12-31",
            supersedes="t-2021",
        ),
        order(code="t-2024", effective_from="2024-01-01", effective_to="2024-12-31"),
    )
    db.session.commit()


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2019-12-31", None),
        ("2020-01-01", "t-2020"),
        ("2020-12-31", "t-2020"),
        ("2021-01-01", "t-2021"),
        ("2021-06-30", "t-2021"),
        ("2021-07-01", "t-2021-1"),
        ("2021-12-31", "t-2021-1"),
        ("2023-12-31", "t-2022"),
        ("2024-12-31", "t-2024"),
        ("2025-01-01", None),
    ],
)
@pytest.mark.usefixtures("history")
def test_each_day_has_its_version(day, code):
    assert code_on(day) == code


@pytest.mark.usefixtures("history")
def test_days_of_versions_are_told_in_their_order():
    days = service.version_days()

    assert [each.code for each in days] == ["t-2020", "t-2021", "t-2021-1", "t-2022", "t-2024"]
    assert [(each.ends - each.begins).days > 0 for each in days] == [True] * 5
    assert all((two.begins - one.ends).days == 1 for one, two in pairwise(days))
    assert service.tariff_on(date(2023, 1, 1)).effective_to == date(2023, 12, 31)


def test_nothing_is_in_force_in_an_empty_database():
    service.import_order(order=order(), by="Мальцева", at=AT)

    assert code_on("2020-01-01") is None
    assert service.version_days() == []


@pytest.mark.usefixtures("history")
def test_remembered_tariff_costs_one_select_and_is_the_same_object(queries):
    first = service.tariff_on(date(2020, 1, 1))
    before = len(queries.selects)

    again = service.tariff_on(date(2020, 1, 1))

    assert again is first
    assert len(queries.selects) == before + 1


def test_activation_that_is_rolled_back_is_forgotten():
    in_force(order())
    seen = code_on("2020-01-01")

    db.session.rollback()

    assert (seen, code_on("2020-01-01")) == ("t-2020", None)


@pytest.fixture
def another_process(portal, tmp_path):
    """A second application on the same database: it has its own pool and session."""
    other = create_app(plain_settings(tmp_path, portal.database.url))
    yield other
    with other.app_context():
        db.session.remove()
        db.engine.dispose()


def test_what_one_process_puts_in_force_the_other_counts_by(another_process):
    in_force(order())
    db.session.commit()
    assert code_on("2022-05-05") == "t-2020"
    db.session.rollback()

    with another_process.app_context():
        in_force(order([C1 | {"value": "7"}], code="t-2022", effective_from="2022-01-01"))
        unseen_before = code_on("2022-05-05")
        db.session.commit()

    assert unseen_before == "t-2022"
    assert code_on("2022-05-05") == "t-2022"
    assert value_of(service.tariff_on(date(2022, 5, 5))) == 7


def test_what_another_process_has_not_committed_is_not_seen(another_process):
    in_force(order())
    db.session.commit()

    with another_process.app_context():
        in_force(order(code="t-2022", effective_from="2022-01-01"))
        db.session.rollback()

    assert code_on("2022-05-05") == "t-2020"


def test_ready_tariff_is_what_the_file_said():
    given = order(reduced__mode="fixed", reduced__amount="550", notes__reduced="Слова")
    in_force(given)

    found = service.tariff_on(date(2020, 1, 1))

    assert found == given.tariff
    assert isinstance(found, rules.Tariff)
