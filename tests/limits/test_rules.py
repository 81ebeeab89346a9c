from datetime import UTC, datetime, timedelta

import pytest

from lk.limits.rules import Limit, Tally, after_try, wait_for, without_try

START = datetime(2026, 11, 24, 5, 4, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FIVE = Limit("five", tries=5, per=15 * MINUTE)
FLAT = Limit("flat", tries=3, per=60 * MINUTE, is_flat=True)


def tried(limit, times, every=timedelta(0)):
    """The tally after so many tries, and the moment of the last one."""
    tally, at = None, START
    for number in range(times):
        at = START + number * every
        tally = after_try(limit, tally, at)
    return tally, at


@pytest.mark.parametrize(
    ("tries", "minutes"),
    [
        (1, 0),
        (4, 0),
        (5, 1),
        (6, 2),
        (7, 4),
        (8, 8),
        (9, 16),
        (10, 32),
        (11, 60),
        (12, 60),
        (40, 60),
    ],
)
def test_delay_doubles_from_a_minute_to_an_hour(tries, minutes):
    tally, at = tried(FIVE, tries)

    assert wait_for(tally, at) == (minutes * MINUTE or None)


@pytest.mark.parametrize(("tries", "minutes"), [(2, 0), (3, 60), (9, 60)])
def test_flat_limit_waits_for_the_end_of_its_period(tries, minutes):
    tally, at = tried(FLAT, tries)

    assert wait_for(tally, at) == (minutes * MINUTE or None)


def test_nobody_waits_for_ever():
    tally, at = tried(FIVE, 1000)

    assert wait_for(tally, at + timedelta(hours=1)) is None


def test_waiting_is_over_exactly_at_its_moment():
    tally, at = tried(FIVE, 5)

    assert wait_for(tally, at + MINUTE - timedelta(seconds=1)) == timedelta(seconds=1)
    assert wait_for(tally, at + MINUTE) is None


@pytest.mark.parametrize(
    ("rest", "count"), [(15 * MINUTE - timedelta(seconds=1), 5), (15 * MINUTE, 1)]
)
def test_tries_are_forgotten_after_the_period(rest, count):
    tally, at = tried(FIVE, 4)

    assert after_try(FIVE, tally, at + rest).count == count


def test_the_delayed_are_forgotten_only_after_as_long_a_rest():
    tally, at = tried(FIVE, 6)
    free_again = at + 2 * MINUTE

    soon = after_try(FIVE, tally, free_again + 14 * MINUTE)
    later = after_try(FIVE, tally, free_again + 15 * MINUTE)

    assert (soon.count, later.count) == (7, 1)


def test_clock_set_back_frees_nobody():
    tally, at = tried(FIVE, 6)

    assert wait_for(tally, at - timedelta(hours=1)) > 2 * MINUTE


@pytest.mark.parametrize(("tries", "waits"), [(5, False), (6, True)])
def test_try_that_was_no_failure_is_given_back(tries, waits):
    tally, at = tried(FIVE, tries)

    given_back = without_try(FIVE, tally)

    assert given_back.count == tries - 1
    assert (wait_for(given_back, at) is not None) == waits


def test_nothing_known_is_nothing_to_wait_for():
    assert wait_for(None, START) is None
    assert wait_for(Tally(0, START, None), START) is None
