"""The portal and the anchor behind the same gunicorn settings, and what they cost in CPU time."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "zamer-skorosti-7"  # of a database that lives as long as the measurement
# A worker that is renewed in the middle would count against the faster page. Each request has a
# connection of its own: kept alive, all eight may lie in one worker for a whole round while the
# other one idles.
SAME = {"LK_WORKERS": "2", "GUNICORN_CMD_ARGS": "--max-requests 0 --keep-alive 0"}
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """CPU time that the server's processes have used so far; the letters' worker is apart."""
        return sum(_cpu(pid) for pid in _tree(self.pid) if _serves_pages(pid))


@contextmanager
def portal(instance: Path) -> Iterator[Server]:
    """The demo, with limits lifted: a thousand pages a second are nobody's consumer."""
    more = {"LK_INSTANCE": str(instance), "LK_LIMITS": "off", "LK_DEMO_PASSWORD": PASSWORD}
    command = [sys.executable, "-m", "lk.server.launch"]
    with _running(command, more, "/healthz") as server:
        yield server


@contextmanager
def bare() -> Iterator[Server]:
    settings = ROOT / "lk" / "server" / "gunicorn_conf.py"
    command = [sys.executable, "-m", "gunicorn", "--config", str(settings), "tests.bench.bare:app"]
    with _running(command, {"LK_MODE": "demo"}, "/") as server:
        yield server


@contextmanager
def django(folder: Path, module: str = "tests.bench.wizard_django") -> Iterator[Server]:
    """The peer's pages, its wizard unless another is named, on a SQLite of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    more = {"LK_MODE": "demo", "LK_BENCH_FOLDER": str(folder)}
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LK_")}
    make = f"from {module} import prepare; prepare()"
    subprocess.run([sys.executable, "-c", make], cwd=ROOT, env=plain | more, check=True)
    settings = ROOT / "lk" / "server" / "gunicorn_conf.py"
    command = [sys.executable, "-m", "gunicorn", "--config", str(settings), f"{module}:app"]
    with _running(command, more, "/") as server:
        yield server


def run_in(instance: Path, module: str, *options: str) -> str:
    """What a module prints that works on the database of this instance."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LK_")}
    command = [sys.executable, "-m", module, *options]
    environment = plain | {"LK_INSTANCE": str(instance)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


@contextmanager
def _running(command: list[str], more: dict[str, str], path: str) -> Iterator[Server]:
    port = _free_port()
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LK_")}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=plain | more | SAME | {"LK_BIND": f"127.0.0.1:{port}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port, path, process)
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _wait(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            pass
        finally:
            connection.close()
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit(f"{path}: the server does not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _tree(pid: int) -> Iterator[int]:
    yield pid
    children = Path(f"/proc/{pid}/task/{pid}/children")
    for child in children.read_text().split() if children.exists() else ():
        yield from _tree(int(child))


def _serves_pages(pid: int) -> bool:
    name, command = (Path(f"/proc/{pid}/{file}").read_text() for file in ("comm", "cmdline"))
    return name.strip() == "lk-pages" or "gunicorn" in command


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15])) / TICKS  # its own and that of its ended workers
