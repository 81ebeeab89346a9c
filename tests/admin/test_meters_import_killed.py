"""An import that is killed outright: nothing of the file stands, the next one takes it whole."""

import os
import signal
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from lk.config import ROOT
from lk.db import db
from lk.meters.models import BillingPeriod
from tests.meters.importing import HISTORY, METERS, a_file, take_all, two_contracts
from tests.servers.processes import end_with_tests

# It kills itself at one of its own steps: no destructor, no rollback, no goodbye to the database.
SCRIPT = """
import importlib, os, signal, sys
module, name, *command = sys.argv[1:]
place = importlib.import_module(module)
step = getattr(place, name)
def dead():
    os.kill(os.getpid(), signal.SIGKILL)
def killed(*args, **kwargs):
    found = step(*args, **kwargs)
    return half(found) if hasattr(found, "__next__") else dead()
def half(rows):
    for number, row in enumerate(rows):
        yield row
        if number == 5000:
            dead()
setattr(place, name, killed)
from wsgi import app
result = app.test_cli_runner().invoke(args=["admin", *command])
print(result.output)
sys.exit(result.exit_code)
"""
FILES = "lk.meters.service.importing.files"
MOMENTS = {
    "while rows are read": ("lk.tables.reading", "_rows"),
    "staged, not judged": (FILES, "_load"),
    "judged, not merged": (FILES, "_judge"),
    "merged, not committed": (FILES, "_merge"),
}
ROWS = 6_000


@pytest.fixture
def data():
    months = [f"{2000 + n // 12}-{n % 12 + 1:02}" for n in range(300)]
    rows = [
        f"A;{number};{month};{n};1" for number in range(100, 120) for n, month in enumerate(months)
    ]
    return a_file(f"contract_no;{HISTORY}", *rows)


@pytest.fixture(autouse=True)
def meters(session):
    two_contracts()
    rows = (f"A;{number};РИМ 614.01;Общий тариф;5;г. Томск" for number in range(100, 120))
    take_all(a_file(METERS, *rows))


def months():
    db.session.rollback()
    return db.session.scalar(select(func.count(BillingPeriod.id)))


@pytest.mark.parametrize("moment", MOMENTS)
def test_nothing_of_a_killed_import_stands(app, portal, ok, file, data, moment):
    path = file(data, "history.csv")
    db.session.commit()

    killed = subprocess.run(
        [sys.executable, "-c", SCRIPT, *MOMENTS[moment], "meters", "import", path, "--by", "Он"],
        cwd=ROOT, env=os.environ | portal.environ, capture_output=True, timeout=120, check=False,
        preexec_fn=end_with_tests,
    )  # fmt: skip

    assert killed.returncode == -signal.SIGKILL, killed.stdout
    assert months() == 0
    assert f"новых {ROWS}," in ok("meters", "import", path)
    assert months() == ROWS
