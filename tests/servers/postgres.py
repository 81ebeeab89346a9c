"""A real PostgreSQL of the tests' own: a cluster in a temporary folder, behind a unix socket."""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from tests.servers.processes import end_with_tests, last_lines

OLDEST = 15
# PostgreSQL refuses to run as root.
SERVER_USER = "postgres"
SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "log_min_messages": "warning",
}


class NoPostgres(RuntimeError):
    """What is missing and how to get it."""


def programs() -> Path:
    """The folder of `initdb` and `postgres`, the newest version first; raises NoPostgres."""
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    folders = sorted(installed, key=lambda folder: float(folder.parent.name), reverse=True)
    if found := shutil.which("postgres"):
        folders.append(Path(found).resolve().parent)
    for folder in folders:
        if (folder / "initdb").exists() and _version(folder) >= OLDEST:
            return folder
    raise NoPostgres(
        f"Нет PostgreSQL {OLDEST} или новее: apt-get install postgresql "
        "(или положите папку с initdb и postgres в PATH)."
    )


def _version(folder: Path) -> int:
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    )
    found = re.search(r"\d+", said.stdout)
    return int(found.group()) if found else 0


class Cluster:
    """A running server with one superuser; `stop` removes all of it."""

    def __init__(self) -> None:
        self.programs = programs()
        self.user = SERVER_USER if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.folder = Path(tempfile.mkdtemp(prefix="lk-pg-"))
        self.log = self.folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._initialise()
        self.start()

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{self.user}@/{database}?host={self.folder}"

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder],
                stdout=log,
                stderr=log,
                preexec_fn=end_with_tests,  # noqa: PLW1509  # it is one system call
                start_new_session=True,
                **self._identity(),
            )
        self._wait_until_ready()

    def stop(self, *, remove: bool = True) -> None:
        """SIGINT is PostgreSQL's fast shutdown: sessions are ended, nothing is lost."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(2)
            self._process.wait(30)
        if remove:
            shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, sql: str, database: str = "postgres") -> str:
        """What psql prints for these statements."""
        command = [self.programs / "psql", "-h", self.folder, "-U", self.user, "-d", database]
        said = subprocess.run(
            [*command, "-v", "ON_ERROR_STOP=1", "-AtXqc", sql],
            capture_output=True,
            text=True,
            check=False,
        )
        if said.returncode:
            raise RuntimeError(said.stderr)
        return said.stdout.strip()

    def _initialise(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, self.user, self.user)
        command = [self.programs / "initdb", "-D", self.folder / "data", "-U", self.user]
        options = ["-E", "UTF8", "--locale=C.UTF-8", "--auth=trust", "--no-sync"]
        said = subprocess.run(
            command + options,
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            **self._identity(),
        )
        if said.returncode:
            raise NoPostgres(f"initdb: {said.stderr}")
        # In the file, so that a test may change them by ALTER SYSTEM.
        with (self.folder / "data" / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in SETTINGS.items())

    def _identity(self) -> dict[str, object]:
        if os.geteuid() != 0:
            return {}
        return {"user": self.user, "group": self.user, "extra_groups": []}

    def _wait_until_ready(self) -> None:
        for _ in range(300):
            if self._process is None or self._process.poll() is not None:
                break
            ask = [self.programs / "pg_isready", "-q", "-h", self.folder, "-U", self.user]
            if subprocess.run(ask, check=False).returncode == 0:
                return
            time.sleep(0.05)
        raise NoPostgres(f"PostgreSQL не поднялся:\n{last_lines(self.log)}")
