"""Bars of long work go to a terminal alone."""

import os
import pty
import subprocess
import sys

SCRIPT = """
from lk.admin.progress import counted
print(sum(counted(list(range(5)), "Заявки")))
"""


def run(stderr: int) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, stderr=stderr, check=True
    )


def test_terminal_sees_how_far_the_work_has_come():
    here, there = pty.openpty()

    ended = run(there)

    os.close(there)
    assert "Заявки" in os.read(here, 10_000).decode()
    assert ended.stdout == b"10\n"
    os.close(here)


def test_pipe_gets_nothing_of_the_bar():
    ended = run(subprocess.PIPE)

    assert ended.stderr == b""
    assert ended.stdout == b"10\n"
