from datetime import timedelta

import pytest

from lk import limits
from lk.clock import now
from lk.db import db
from lk.limits import Limit
from lk.limits.models import Attempts

LOGIN = Limit("login", tries=3, per=timedelta(minutes=15))
ADDRESS = Limit("address", tries=5, per=timedelta(minutes=5), is_flat=True)


def test_free_tries_pass_and_the_next_one_waits(app, clock):
    passed = [limits.take([(LOGIN, "ivanova")], clock.now) for _ in range(3)]

    waiting = limits.take([(LOGIN, "ivanova")], clock.now)

    assert (passed, waiting) == ([None] * 3, timedelta(minutes=1))


def test_another_subject_is_not_held_up(app, clock):
    for _ in range(4):
        limits.take([(LOGIN, "ivanova")], clock.now)

    assert limits.take([(LOGIN, "petrov")], clock.now) is None


def test_refused_try_is_not_counted_anywhere(app, clock):
    for _ in range(3):
        limits.take([(LOGIN, "ivanova")], clock.now)

    for _ in range(10):
        limits.take([(LOGIN, "ivanova"), (ADDRESS, "192.0.2.1")], clock.now)

    assert limits.take([(ADDRESS, "192.0.2.1")], clock.now) is None
    assert {row.count for row in db.session.query(Attempts)} == {3, 1}


def test_longest_wait_is_told(app, clock):
    for _ in range(5):
        limits.take([(ADDRESS, "192.0.2.1")], clock.now)
    for _ in range(3):
        limits.take([(LOGIN, "ivanova")], clock.now)

    waiting = limits.take([(LOGIN, "ivanova"), (ADDRESS, "192.0.2.1")], clock.now)

    assert waiting == timedelta(minutes=5)


def test_waiting_ends_with_the_time(app, clock):
    for _ in range(3):
        limits.take([(LOGIN, "ivanova")], clock.now)

    clock.forward(minutes=1)

    assert limits.take([(LOGIN, "ivanova")], clock.now) is None


def test_right_person_is_free_again(app, clock):
    for _ in range(3):
        limits.take([(LOGIN, "ivanova")], clock.now)

    limits.clear([(LOGIN, "ivanova")])

    assert limits.take([(LOGIN, "ivanova")], clock.now) is None


def test_given_back_try_does_not_count(app, clock):
    for _ in range(20):
        limits.take([(ADDRESS, "192.0.2.1")], clock.now)
        limits.release([(ADDRESS, "192.0.2.1")])

    assert limits.take([(ADDRESS, "192.0.2.1")], clock.now) is None


@pytest.mark.parametrize("spelling", ["IVANOVA", "Ivanova"])
def test_spelling_in_capitals_is_the_same_subject(app, clock, spelling):
    for _ in range(3):
        limits.take([(LOGIN, "ivanova")], clock.now)

    assert limits.take([(LOGIN, spelling)], clock.now) is not None


def test_neither_logins_nor_addresses_lie_in_the_table(app):
    limits.take([(LOGIN, "ivanova"), (ADDRESS, "192.0.2.1")], now())

    kept = " ".join(row.subject for row in db.session.query(Attempts))

    assert "ivanova" not in kept
    assert "192.0.2.1" not in kept


def test_old_rows_go_and_those_that_still_count_stay(app, clock):
    for _ in range(3):
        limits.take([(LOGIN, "ivanova")], clock.now)
    clock.forward(minutes=10)
    limits.take([(LOGIN, "petrov")], clock.now)

    clock.forward(minutes=21)
    limits.forget_old(clock.now)

    assert db.session.query(Attempts).count() == 1


def test_switched_off_nothing_is_counted(app, settings_changed):
    settings_changed(limits_on=False)

    waits = [limits.take([(LOGIN, "ivanova")], now()) for _ in range(50)]

    assert set(waits) == {None}
    assert db.session.query(Attempts).count() == 0
