"""A long file takes no more memory than a short one: measured in a process of its own."""

import subprocess
import sys

import pytest

from tests.servers.databases import kind

# Both files bring months of the same meters; the peak after each of them, in MB, and the changes.
CHILD = """
import sys
from datetime import date
from itertools import chain
from pathlib import Path

from lk.app import create_app
from lk.clock import now
from lk.db import begin_write, db
from lk.meters.exchange.kinds import understand
from lk.meters.service.importing import import_table
from lk.tables import open_table
from tests.harness.portal import plain_settings

folder, METERS = Path(sys.argv[1]), 5_000


def take(name, heading, rows):
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8") as out:
        out.writelines(f"{row}\\n" for row in chain([heading], rows))
    begin_write()
    with open_table(path.name, path) as table:
        layout = understand(table.heading, kind="", own_names={})
        found = import_table(table=table, layout=layout, by="A", at=now(), on=date(2026, 11, 24))
        db.session.commit()
    told = Path("/proc/self/status").read_text().split()  # ru_maxrss begins with the parent's
    peak = int(told[told.index("VmHWM:") + 1]) // 1024
    return found.counts.added + found.counts.changed, peak


def history(months, more):
    for month in range(months):
        for each in range(METERS):
            period = f"{2015 + month // 12}-{month % 12 + 1:02}"
            yield f"{each};{period};{100 + month + more};{1 + more};actual;{period}-25"


with create_app(plain_settings(folder, f"sqlite:///{folder / 'lk.sqlite3'}")).app_context():
    db.create_all()
    take("contracts", "contract_no;holder;kind;may_send", ["1;x;person;1"])
    heading = "contract_no;meter_no;type;tariff;digits;address"
    take("meters", heading, (f"1;{each};РИМ;Общий;6;г. Томск" for each in range(METERS)))
    heading = "meter_no;period;reading;consumption;method;reading_date"
    for months, more in ((4, 0), (40, 0), (40, 1)):
        print(*take("history", heading, history(months, more)))
"""


@pytest.mark.skipif(kind() != "sqlite", reason="the memory of PostgreSQL is its own")
def test_ten_times_the_rows_take_the_same_memory(tmp_path):
    ended = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path)],
        capture_output=True, check=True, text=True, timeout=60,
    )  # fmt: skip

    lines = [line.split() for line in ended.stdout.splitlines()]
    assert [int(changes) for changes, _ in lines] == [20_000, 180_000, 200_000]
    short, *long = (int(peak) for _, peak in lines)
    assert max(long) - short < 20  # the caches fill up: 12
