import os
import subprocess
import sys

import pytest

from lk import limits
from lk.clock import now
from lk.config import ROOT
from tests.limits.try_many import LIMIT

PROCESSES, TRIES, THREADS = 4, 50, 8


def start(environ):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.limits.try_many", str(TRIES), str(THREADS)],
        cwd=ROOT,
        env=os.environ | environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.asvs("6.3.1")
def test_two_hundred_tries_of_four_processes_pass_exactly_the_limit(app, portal):
    processes = [start(portal.environ) for _ in range(PROCESSES)]

    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    passed = [int(process.communicate(timeout=120)[0]) for process in processes]

    assert sum(passed) == LIMIT.tries
    assert limits.take([(LIMIT, "ivanova")], now()) is not None
