"""The two programs behind `make run`: both run, or the whole thing ends.

They are forked from a process that has the application loaded: each would spend a second on
loading it again, and a start is meant to be quick.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.context import ForkProcess

STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
# gunicorn lets requests finish for 30 s.
STOP_SECONDS = 35.0
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0
_PR_SET_PDEATHSIG, _PR_SET_NAME = 1, 15


@dataclass
class Child:
    """A program of ours; `name` is how `ps` and `top` call it, `title` how we do.

    `restarts`: start it again, further apart each time, when it ends.
    """

    name: str
    title: str
    run: Callable[[], object]
    restarts: bool = False
    _process: ForkProcess | None = None
    _started_at: float = 0.0
    _start_again_at: float | None = None
    _pause: float = 0.5

    def start(self) -> None:
        process = multiprocessing.get_context("fork").Process(target=_become, args=(self,))
        # A signal between the fork and the child's first line would meet our handler, in there.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
        process.start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
        self._process = process
        self._started_at, self._start_again_at = time.monotonic(), None

    def is_lost(self) -> bool:
        """Whether it ended and will not come back; one that restarts is started when it is time."""
        if self._process is None or self._process.is_alive():
            return False
        if not self.restarts:
            return True
        if self._start_again_at is None:
            self._plan_restart(self._process.exitcode)
        elif time.monotonic() >= self._start_again_at:
            self.start()
        return False

    def _plan_restart(self, code: int | None) -> None:
        was_steady = time.monotonic() - self._started_at > STEADY_SECONDS
        self._pause = 1.0 if was_steady else min(self._pause * 2, LONGEST_PAUSE)
        self._start_again_at = time.monotonic() + self._pause
        say(f"{self.title}: остановлено (код {code}), запускаю снова.")

    def tell_to_end(self) -> None:
        if self._process:
            self._process.terminate()

    def end_by(self, deadline: float) -> None:
        """Wait until `deadline` (monotonic), then kill what is left of it."""
        if self._process is None:
            return
        self._process.join(max(0.1, deadline - time.monotonic()))
        if self._process.is_alive():
            os.killpg(self._process.pid or 0, signal.SIGKILL)
            self._process.join()


def watch(children: Sequence[Child], is_stopping: Callable[[float], bool]) -> int:
    """Wait until told to stop or until one is lost, then end them all; the exit code.

    `is_stopping(seconds)` waits that long at most and says whether it is time.
    """
    lost = None
    while not is_stopping(0.2) and lost is None:
        lost = next((child for child in children if child.is_lost()), None)
    end(children)
    if lost is None:
        return 0
    say(f"{lost.title}: остановлено само, портал закрыт.")
    return 1


def end(children: Sequence[Child]) -> None:
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        child.tell_to_end()
    for child in children:
        child.end_by(deadline)


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _become(child: Child) -> None:
    """The forked process turns into the program.

    A group of its own: Ctrl+C reaches the parent alone, which tells the children in good order.
    Linux ends it when the parent is killed outright: no server is left behind on the port.
    """
    os.setsid()
    for name in STOPPING:
        signal.signal(name, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    system = ctypes.CDLL(None)
    system.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    system.prctl(_PR_SET_NAME, child.name.encode())
    child.run()
