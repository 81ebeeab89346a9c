"""`flask worker` as a process: killed at the worst moment, and by SIGTERM."""

import os
import signal
import subprocess
import sys
import time

import pytest

from lk.config import ROOT
from lk.db import db
from lk.outbox import Letter
from tests.harness.writing import start_writing
from tests.servers.processes import end_with_tests

SECONDS = 30


@pytest.fixture
def worker(app, portal, mail_server, tmp_path):
    """`worker()` starts `flask worker` against the test's database and mail server."""
    started = []
    mail = {"LK_MAIL_SERVER": "127.0.0.1", "LK_MAIL_PORT": str(mail_server.port)}

    def start():
        db.session.commit()
        log = (tmp_path / "worker.log").open("ab")
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "flask", "--app", "wsgi", "worker"],
                cwd=ROOT,
                env=os.environ | portal.environ | mail,
                stdout=log,
                stderr=log,
                preexec_fn=end_with_tests,  # noqa: PLW1509  # it is one system call
            )
        )
        log.close()
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def wait_until(is_true):
    for _ in range(SECONDS * 20):
        if is_true():
            return True
        time.sleep(0.05)
    return False


def states():
    db.session.rollback()
    return [letter.state for letter in db.session.query(Letter)]


def test_worker_sends_within_five_seconds(put, worker, mail_server):
    worker()
    put(to="first@example.ru")
    assert wait_until(lambda: len(mail_server.letters) == 1)
    put(to="second@example.ru")
    at = time.monotonic()

    arrived = wait_until(lambda: len(mail_server.letters) == 2)

    assert arrived
    assert time.monotonic() - at < 5


def test_worker_ends_at_once_when_it_is_told_to(put, worker, mail_server):
    process = worker()
    put()
    wait_until(lambda: mail_server.letters)

    process.send_signal(signal.SIGTERM)

    assert process.wait(5) == 0


def test_killed_between_the_answer_and_the_mark_it_repeats_one_letter_at_most(
    put, worker, mail_server
):
    for number in range(3):
        put(to=f"a{number}@example.ru")
    victim = []
    mail_server.before_answer = lambda: victim and victim.pop().kill()
    victim.append(worker())
    assert wait_until(lambda: not victim)
    forget_leases()

    worker()

    assert wait_until(lambda: states() == ["sent"] * 3)
    identities = [letter.id for letter in mail_server.letters]
    assert len(set(identities)) == 3
    assert len(identities) <= 4


def forget_leases():
    """As if the two minutes of the dead worker's lease were over."""
    start_writing()
    db.session.query(Letter).update({"leased_until": None})
    db.session.commit()
