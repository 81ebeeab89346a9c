"""`make run` as a subprocess, on a port of its own and in a folder of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environ(instance: Path, **more: str) -> dict[str, str]:
    """The surroundings of a newcomer: nothing of the tests' own LK_ settings."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LK_")}
    return plain | {"LK_INSTANCE": str(instance), "LK_WORKERS": "1"} | more


def launch(instance: Path, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "lk.server.launch"],
        cwd=ROOT,
        env=environ(instance, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def refusal(instance: Path, **more: str) -> tuple[int, str]:
    """Exit code and words of a launch that is expected to refuse."""
    process = launch(instance, **more)
    _, words = process.communicate(timeout=SECONDS)
    return process.returncode, words


class Portal:
    """A launched portal that has printed its welcome."""

    def __init__(self, process: subprocess.Popen[str], port: int, instance: Path) -> None:
        self.process, self.port, self.instance = process, port, instance
        self.welcome = self._read_welcome()

    def _read_welcome(self) -> str:
        out, lines = self.process.stdout, []
        assert out is not None
        for line in out:
            lines.append(line)
            if "Ctrl+C" in line:
                break
        else:
            raise AssertionError(f"no welcome: {self.process.communicate()[1]}")
        return "".join(lines)

    def get(self, path: str) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer.status, body

    def answers(self) -> bool:
        try:
            return self.get("/healthz")[0] == 200
        except (OSError, HTTPException):
            return False

    def children(self) -> list[int]:
        """Processes that the launcher has started."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text().split()]

    def child(self, name: str, *, but: int = 0) -> int:
        """The one that `ps` calls so (another one than `but`), as soon as it runs."""
        for _ in range(SECONDS * 10):
            for pid in self.children():
                if _name(pid) == name and pid != but:
                    return pid
            time.sleep(0.1)
        raise AssertionError(f"{name} does not run")

    def flask(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.python("-m", "flask", *arguments)

    def python(self, *arguments: str, words: str = "") -> subprocess.CompletedProcess[str]:
        """A program of the root, with nothing set but the instance's folder."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environ(self.instance),
            input=words,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )

    def stop(self, name: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(name)
        return self.process.wait(timeout=SECONDS)


@contextmanager
def portal(instance: Path, **more: str) -> Iterator[Portal]:
    port = free_port()
    process = launch(instance, LK_BIND=f"127.0.0.1:{port}", **more)
    try:
        yield Portal(process, port, instance)
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=SECONDS)


def _name(pid: int) -> str:
    path = Path(f"/proc/{pid}/comm")
    return path.read_text().strip() if path.exists() else ""


def is_alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and not re.search(r"\) Z ", state.read_text())


def wait_until_gone(pids: list[int]) -> bool:
    for _ in range(SECONDS * 10):
        if not any(is_alive(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False
