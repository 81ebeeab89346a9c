"""The office's side: `flask admin …` in a process of its own, as an operator would run it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from lk.config import ROOT


def office(environ: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LK_")}
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "admin", *arguments],
        cwd=ROOT,
        env=plain | dict(environ) | {"LK_OPERATOR": "maltseva"},
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )


def moved(environ: Mapping[str, str], number: str, code: str, *more: str) -> None:
    said = office(environ, "applications", "status", number, code, *more)
    assert said.returncode == 0, said.stderr


def listed(environ: Mapping[str, str], *arguments: str) -> Any:
    """What a program gets: the same command with --json."""
    said = office(environ, *arguments, "--json")
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)
