"""An export that is killed: the next one makes the same file, and nothing goes twice."""

import csv
import io
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from lk.config import ROOT
from lk.db import db
from lk.meters.models import Reading, ReadingFile
from tests.factories import a_contract, a_meter, a_reading
from tests.servers.processes import end_with_tests

KILLED = 9
# The process ends itself before or after one of its own steps, as SIGKILL would: nothing is closed.
SCRIPT = """
import importlib, os, sys
module, name, moment, *command = sys.argv[1:]
place = importlib.import_module(module)
step = getattr(place, name)
def killed(*args, **kwargs):
    if moment == "before":
        os._exit(9)
    if moment == "within":
        return half(step(*args, **kwargs))
    step(*args, **kwargs)
    os._exit(9)
def half(rows):
    for some in rows:
        yield some
        os._exit(9)
setattr(place, name, killed)
from wsgi import app
result = app.test_cli_runner().invoke(args=["admin", *command])
print(result.output)
sys.exit(result.exit_code)
"""
EXPORTING, FILES = "lk.meters.service.exporting", "lk.admin.meters_files"
# Where it is killed, and how many readings have been taken into file 1 by then.
MOMENTS = {
    "nothing is committed": (EXPORTING, "make_file", "after", 0),
    "taken, no byte is written": (FILES, "new_file", "before", 2),
    "half a file": (FILES, "lines_of", "within", 2),
    "in its place, not noted": (EXPORTING, "mark_written", "before", 2),
    "noted, not committed": (EXPORTING, "mark_written", "after", 2),
}


@pytest.fixture
def export(app: Any, portal: Any, tmp_path: Path) -> Any:
    """`export(module, step, moment)`: the command in a process that ends there; its exit code."""
    folder = tmp_path / "billing"
    folder.mkdir()

    def run(module: str, name: str, moment: str) -> int:
        db.session.commit()
        command = ["meters", "export", "--to", str(folder), "--by", "Петрова"]
        return subprocess.run(
            [sys.executable, "-c", SCRIPT, module, name, moment, *command],
            cwd=ROOT,
            env=os.environ | portal.environ,
            capture_output=True,
            timeout=60,
            check=False,
            preexec_fn=end_with_tests,
        ).returncode

    run.folder = folder  # type: ignore[attr-defined]
    return run


@pytest.fixture
def two(app: Any, consumer: Any) -> list[Reading]:
    contract = a_contract(consumer)
    return [a_reading(a_meter(contract), consumer, value) for value in (100, 200)]


def exported(folder: Path) -> Counter[str]:
    """How often each reading stands in the files."""
    found: Counter[str] = Counter()
    for file in folder.glob("readings-*.csv"):
        text = io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")
        found.update(row["id"] for row in csv.DictReader(text, delimiter=";"))
    return found


@pytest.mark.parametrize("name", MOMENTS)
def test_killed_export_is_made_again_whole_and_once(
    export: Any, ok: Any, two: list[Reading], consumer: Any, name: str
) -> None:
    module, step, moment, taken = MOMENTS[name]

    killed = export(module, step, moment)
    db.session.expire_all()
    states = Counter(each.state for each in two)
    later = a_reading(a_meter(a_contract(consumer)), consumer, 300)
    ok("meters", "export", "--to", str(export.folder))

    assert killed == KILLED
    assert states == ({"exported": 2} if taken else {"sent": 2})
    assert exported(export.folder) == {str(each.id): 1 for each in (*two, later)}
    db.session.expire_all()
    files = db.session.query(ReadingFile).order_by(ReadingFile.id).all()
    assert [each.id for each in files] == ([1, 2] if taken else [1])
    assert all(each.written_at for each in files)
    assert [each.name for each in export.folder.iterdir() if each.name.startswith(".")] == []


def test_file_made_again_has_the_bytes_of_the_first(
    export: Any, ok: Any, two: list[Reading]
) -> None:
    export(EXPORTING, "mark_written", "before")
    first = (export.folder / "readings-000001.csv").read_bytes()

    ok("meters", "export", "--to", str(export.folder))

    assert (export.folder / "readings-000001.csv").read_bytes() == first


def test_export_that_is_killed_again_and_again_loses_nothing(
    export: Any, ok: Any, two: list[Reading]
) -> None:
    codes = [export(*MOMENTS[name][:3]) for name in list(MOMENTS)[1:]]

    ok("meters", "export", "--to", str(export.folder))

    assert codes == [KILLED] * 4
    assert exported(export.folder) == {str(each.id): 1 for each in two}


def test_two_exports_at_once_make_one_file(
    app: Any, portal: Any, tmp_path: Path, two: list[Reading]
) -> None:
    folder = tmp_path / "billing"
    folder.mkdir()
    db.session.commit()
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "admin", "meters", "export"]

    both = [
        subprocess.Popen(
            [*command, "--to", str(folder), "--by", "Петрова"],
            cwd=ROOT,
            env=os.environ | portal.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=end_with_tests,  # noqa: PLW1509  # it is one system call
        )
        for _ in range(2)
    ]
    said = "".join(each.communicate(timeout=60)[0].decode() for each in both)

    assert [each.returncode for each in both] == [0, 0]
    assert "Файл № 1: " in said
    assert "Новых показаний нет" in said
    assert exported(folder) == {str(each.id): 1 for each in two}
