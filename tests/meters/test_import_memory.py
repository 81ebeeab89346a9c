"""A long file takes no more memory than a short one: measured in a process of its own."""

import subprocess
import sys

import pytest

from tests.servers.databases import kind

# A short file and long ones of one kind; of each the changes, the faults and the peak, in MB.
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
        faults = sum(1 for _ in found.faults())
        db.session.commit() if found.is_merged else db.session.rollback()
    told = Path("/proc/self/status").read_text().split()  # ru_maxrss begins with the parent's
    peak = int(told[told.index("VmHWM:") + 1]) // 1024
    return found.counts.added + found.counts.changed, faults, peak


def history(months, more):
    for month in range(months):
        for each in range(METERS):
            period = f"{2015 + month // 12}-{month % 12 + 1:02}"
            yield f"{each};{period};{100 + month + more};{1 + more};actual;{period}-25"


HISTORY = "meter_no;period;reading;consumption;method;reading_date"


def months():
    for count, more in ((4, 0), (40, 0), (40, 1)):
        yield take("history", HISTORY, history(count, more))


def twins():
    for count in (4, 40):
        yield take("history", HISTORY, chain(history(count, 0), history(count, 0)))


def replacements():
    for count in (20_000, 200_000):
        pairs = (f"n{each};{f'n{each - 1}' if each % 2 else ''}" for each in range(count))
        heading = "contract_no;meter_no;replaces;type;tariff;digits;address"
        yield take("meters", heading, (f"1;{pair};РИМ;Общий;6;г. Томск" for pair in pairs))


def unreadable_verdicts():
    for count in (20_000, 300_000):
        yield take("verdicts", "id;verdict", (f"{each + 1};maybe" for each in range(count)))


def refused_verdicts():
    for count in (20_000, 100_000):
        yield take("verdicts", "id;verdict", (f"{each + 1};accepted" for each in range(count)))


with create_app(plain_settings(folder, f"sqlite:///{folder / 'lk.sqlite3'}")).app_context():
    db.create_all()
    take("contracts", "contract_no;holder;kind;may_send", ["1;x;person;1"])
    heading = "contract_no;meter_no;type;tariff;digits;address"
    take("meters", heading, (f"1;{each};РИМ;Общий;6;г. Томск" for each in range(METERS)))
    for told in globals()[sys.argv[2]]():
        print(*told)
"""


@pytest.mark.skipif(kind() != "sqlite", reason="the memory of PostgreSQL is its own")
@pytest.mark.parametrize(
    ("files", "changes", "faults"),
    [
        ("months", [20_000, 180_000, 200_000], [0, 0, 0]),
        ("twins", [0, 0], [40_000, 400_000]),
        ("replacements", [20_000, 180_000], [0, 0]),
        ("unreadable_verdicts", [0, 0], [20_000, 300_000]),
        ("refused_verdicts", [0, 0], [20_000, 100_000]),
    ],
)
def test_many_times_the_rows_take_the_same_memory(files, changes, faults, tmp_path):
    ended = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path), files],
        capture_output=True, check=True, text=True, timeout=120,
    )  # fmt: skip

    lines = [[int(each) for each in line.split()] for line in ended.stdout.splitlines()]
    assert [each[0] for each in lines] == changes
    assert [each[1] for each in lines] == faults
    short, *long = (peak for _, _, peak in lines)
    assert max(long) - short < 20  # the caches fill up: 12
