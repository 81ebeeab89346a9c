"""Limits of one process: no database, so that pages which only show may count failures."""

from datetime import UTC, datetime, timedelta

import pytest

from lk.limits import LocalLimit

AT = datetime(2026, 11, 24, 5, 4, tzinfo=UTC)
PER = timedelta(minutes=10)


@pytest.fixture
def limit(app):
    return LocalLimit(tries=3, per=PER, subjects=2)


def fail(limit, subject, times, at=AT):
    for _ in range(times):
        limit.count(subject, at)


def test_the_last_free_failure_makes_one_wait(limit):
    fail(limit, "a", 2)
    before = limit.wait("a", AT)
    fail(limit, "a", 1)

    assert before is None
    assert limit.wait("a", AT + timedelta(minutes=4)) == timedelta(minutes=6)
    assert limit.wait("b", AT) is None


def test_it_is_over_when_the_period_is(limit):
    fail(limit, "a", 3)

    assert limit.wait("a", AT + PER) is None
    fail(limit, "a", 1, AT + PER)
    assert limit.wait("a", AT + PER) is None


def test_only_the_latest_subjects_are_remembered(limit):
    for subject in "abc":
        fail(limit, subject, 3)

    assert [limit.wait(each, AT) is None for each in "abc"] == [True, False, False]


def test_limits_that_are_off_stop_nobody(limit, settings_changed):
    fail(limit, "a", 9)
    settings_changed(limits_on=False)

    assert limit.wait("a", AT) is None
