"""The portal as it runs in life: gunicorn with its workers, and the letters' worker beside it."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.servers.processes import ROOT, end_with_tests, free_port, last_lines

SECONDS = 30


@dataclass
class Live:
    """Addresses and processes; `environ` is what `flask admin` needs as well."""

    environ: Mapping[str, str]
    folder: Path
    port: int = field(default_factory=free_port)
    with_worker: bool = True
    workers: int = 2

    def __post_init__(self) -> None:
        plain = {name: value for name, value in os.environ.items() if not name.startswith("LK_")}
        settings = {
            **self.environ,
            "LK_MODE": "demo",
            "LK_BIND": f"127.0.0.1:{self.port}",
            "LK_EXTERNAL_URL": self.url,
            "LK_WORKERS": str(self.workers),
            "PYTHONUNBUFFERED": "1",
        }
        self.environ = plain | settings
        self._processes: list[subprocess.Popen[bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "live.log"

    def start(self) -> "Live":
        configuration = str(ROOT / "lk" / "server" / "gunicorn_conf.py")
        self._run([sys.executable, "-m", "gunicorn", "--config", configuration])
        if self.with_worker:
            self._run([sys.executable, "-m", "flask", "--app", "wsgi", "worker"])
        self._wait()
        return self

    def stop(self) -> None:
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            try:
                process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._processes.clear()
        # pytest shows this beside a test that failed.
        sys.stderr.writelines(f"live: {line}\n" for line in self.errors)

    @property
    def errors(self) -> list[str]:
        """Lines of the log that tell of an error."""
        lines = self.log.read_text("utf-8", "replace").splitlines() if self.log.exists() else []
        return [line for line in lines if '"level": "ERROR"' in line or "Error" in line]

    def flask(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`flask …` in a process of its own, with the same settings."""
        return subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *arguments],
            cwd=ROOT,
            env=dict(self.environ),
            capture_output=True,
            check=False,
            text=True,
            timeout=SECONDS,
        )

    def _run(self, command: list[str]) -> None:
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=dict(self.environ),
                stdout=log,
                stderr=log,
                preexec_fn=end_with_tests,  # noqa: PLW1509  # it is one system call
                start_new_session=True,
            )
        self._processes.append(process)

    def _wait(self) -> None:
        for _ in range(SECONDS * 20):
            if self._processes[0].poll() is not None:
                break
            if self._answers():
                return
            time.sleep(0.05)
        raise AssertionError(f"gunicorn does not answer:\n{last_lines(self.log)}")

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()
