"""The two programs behind `make run`: both run, or the whole thing ends."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

# gunicorn lets requests finish for 30 s.
STOP_SECONDS = 35.0
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0
_PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """A program of ours. `restarts`: start it again, further apart each time, when it ends."""

    title: str
    command: Sequence[str]
    folder: Path
    environ: Mapping[str, str]
    restarts: bool = False
    _process: subprocess.Popen[bytes] | None = None
    _started_at: float = 0.0
    _start_again_at: float | None = None
    _pause: float = field(default=0.5)

    def start(self) -> None:
        # A session of its own: Ctrl+C reaches us alone, and we tell the children in good order.
        self._process = subprocess.Popen(  # noqa: S603  # our own command
            self.command,
            cwd=self.folder,
            env=dict(self.environ),
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509  # this program has one thread
        )
        self._started_at, self._start_again_at = time.monotonic(), None

    def is_lost(self) -> bool:
        """Whether it ended and will not come back; one that restarts is started when it is time."""
        if self._process is None or self._process.poll() is None:
            return False
        if not self.restarts:
            return True
        if self._start_again_at is None:
            self._plan_restart(self._process.returncode)
        elif time.monotonic() >= self._start_again_at:
            self.start()
        return False

    def _plan_restart(self, code: int) -> None:
        was_steady = time.monotonic() - self._started_at > STEADY_SECONDS
        self._pause = 1.0 if was_steady else min(self._pause * 2, LONGEST_PAUSE)
        self._start_again_at = time.monotonic() + self._pause
        say(f"{self.title}: остановился (код {code}), запускаю снова.")

    def tell_to_end(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def end_by(self, deadline: float) -> None:
        """Wait until `deadline` (monotonic), then kill what is left of it."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


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
    say(f"{lost.title}: остановился сам, портал закрыт.")
    return 1


def end(children: Sequence[Child]) -> None:
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        child.tell_to_end()
    for child in children:
        child.end_by(deadline)


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _end_with_parent() -> None:
    """Linux ends the child when we are killed outright: no server is left behind on the port."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
