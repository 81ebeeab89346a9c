"""The history of charges from a file into SQLite, against the bare minimum of the same work.

python -m tests.bench.bench_import             # 100 000 and 1 000 000 rows, into RESULTS-IMPORT.md
python -m tests.bench.bench_import 200000      # other sizes, only printed
"""

import csv
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from flask_migrate import upgrade

from lk.app import create_app
from lk.clock import now
from lk.db import begin_write, db
from lk.meters.exchange.kinds import understand
from lk.meters.service.importing import import_table
from lk.sqlite import sqlite_module
from lk.tables import open_table
from tests.harness.portal import plain_settings
from tests.servers.processes import ROOT

SIZES, ROUNDS, MONTHS = (100_000, 1_000_000), 3, 14
TODAY = date(2026, 11, 24)
RESULTS = Path(__file__).with_name("RESULTS-IMPORT.md")
HISTORY = "contract_no;meter_no;period;tariff_zone;reading;consumption;method;reading_date"
METERS = "contract_no;meter_no;type;tariff;digits;address"
# As the portal opens its database; with so much cache the bare upsert is at its fastest.
PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "cache_size = -65536", "secure_delete = ON",
           "foreign_keys = ON")  # fmt: skip


def write_files(folder: Path, rows: int) -> None:
    """Contracts of three meters; the history by months, so that no meter's rows stand together."""
    count = rows // MONTHS + 1
    contracts = (f"{38_000_000 + n};Иванова;person;да" for n in range(count // 3 + 1))
    _write(folder / "contracts.csv", "contract_no;holder;kind;may_send", contracts)
    meters = (
        f"{38_000_000 + n // 3};{7_000_000 + n};РИМ 614.01;Общий тариф;6;г. Томск, ул. Мира, д. {n}"
        for n in range(count)
    )
    _write(folder / "meters.csv", METERS, meters)
    _write(folder / "history.csv", HISTORY, _history(count, rows))


def _history(count: int, rows: int) -> Iterator[str]:
    for row in range(rows):
        month, n = divmod(row, count)
        period = f"{2025 + (month + 8) // 12}-{(month + 8) % 12 + 1:02}"
        used = f"{100 + n % 37},5" if n % 10 == 0 else 100 + n % 37
        numbers = f"{38_000_000 + n // 3};{7_000_000 + n}"
        yield f"{numbers};{period};1;{1000 + month * 140};{used};actual;{period}-25"


def _write(path: Path, heading: str, rows: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"{row}\r\n" for row in (heading, *rows))


def take(folder: Path, name: str) -> dict[str, Any]:
    """The import as the command does it: its seconds, and what it says it did."""
    begin_write()
    begun = time.perf_counter()
    path = folder / name
    with open_table(name, path) as table:
        layout = understand(table.heading, kind="", own_names={})
        outcome = import_table(table=table, layout=layout, by="bench", at=now(), on=TODAY)
        db.session.commit()
    if outcome.bad:
        raise SystemExit(f"{name}: {next(outcome.faults())}")
    return {"seconds": time.perf_counter() - begun, "added": outcome.counts.added}


def take_raw(folder: Path, database: Path) -> dict[str, Any]:
    """csv.reader, a staging table, one upsert in the order of the key: no checks, no owners.

    The meter's id is worked out from its number, which no billing allows.
    """
    connection = sqlite_module().connect(database, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    begun = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("CREATE TEMP TABLE raw (m INTEGER, p TEXT, z INTEGER, r, c, k TEXT, d TEXT)")
    with (folder / "history.csv").open(encoding="utf-8", newline="") as text:
        rows = csv.reader(text, delimiter=";")
        next(rows)
        connection.executemany(
            "INSERT INTO raw VALUES (?, ?, ?, ?, ?, ?, ?)", (r[1:] for r in rows)
        )
    connection.execute(
        "INSERT INTO billing_periods"
        " (meter_id, period, zone, reading, consumption, method, reading_date)"
        " SELECT m - 6999999, p, z, r, c, k, d FROM raw WHERE true ORDER BY 1, 2, 3"
        " ON CONFLICT (meter_id, period, zone) DO UPDATE SET reading = excluded.reading,"
        " consumption = excluded.consumption, method = excluded.method,"
        " reading_date = excluded.reading_date"
    )
    connection.execute("COMMIT")
    seconds = time.perf_counter() - begun
    added = connection.execute("SELECT count(*) FROM billing_periods").fetchone()[0]
    connection.close()
    return {"seconds": seconds, "added": added}


def in_portal(instance: Path, act: Callable[[], Any]) -> Any:
    settings = plain_settings(instance, f"sqlite:///{instance / 'lk.sqlite3'}")
    with create_app(settings).app_context():
        return act()


def prepare(folder: Path, instance: Path) -> None:
    instance.mkdir(mode=0o700)

    def fill() -> None:
        upgrade()
        take(folder, "contracts.csv")
        take(folder, "meters.csv")

    in_portal(instance, fill)


def child(way: str, folder: Path, instance: Path) -> None:
    """One measurement in a process of its own, for its peak of memory is its own then."""
    if way == "raw":
        found = take_raw(folder, instance / "lk.sqlite3")
    else:
        found = in_portal(instance, lambda: take(folder, "history.csv"))
    sys.stdout.write(json.dumps(found | {"peak": _peak_mb()}) + "\n")


def _peak_mb() -> float:
    """Of this process alone: what `getrusage` tells outlives the fork and counts the parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024  # type: ignore[index]


def measure(way: str, folder: Path, instance: Path) -> dict[str, Any]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LK_")}
    command = [sys.executable, "-m", "tests.bench.bench_import", way, str(folder), str(instance)]
    done = subprocess.run(command, cwd=ROOT, env=plain, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def one_size(rows: int) -> list[str]:
    with tempfile.TemporaryDirectory() as place:
        folder, filled = Path(place), Path(place) / "filled"
        write_files(folder, rows)
        prepare(folder, filled)
        found: dict[str, list[dict[str, Any]]] = {"raw": [], "import": [], "again": []}
        for number in range(ROUNDS):
            for way in ("raw", "import"):
                own = folder / f"{way}{number}"
                shutil.copytree(filled, own)
                found[way].append(measure(way, folder, own))
            found["again"].append(measure("import", folder, own))
            for way in ("raw", "import"):
                shutil.rmtree(folder / f"{way}{number}")
        for way in ("raw", "import"):
            counted = {each["added"] for each in found[way]}
            if counted != {rows}:
                raise SystemExit(f"{way}: {counted} rows instead of {rows}")
        return _lines(rows, found)


def _lines(rows: int, found: dict[str, list[dict[str, Any]]]) -> list[str]:
    names = {"raw": "голый upsert", "import": "загрузка", "again": "тот же файл еще раз"}
    shares = [
        ours["seconds"] and raw["seconds"] / ours["seconds"]
        for raw, ours in zip(found["raw"], found["import"], strict=True)
    ]
    lines = []
    for way, name in names.items():
        seconds = statistics.median(each["seconds"] for each in found[way])
        peak = max(each["peak"] for each in found[way])
        share = f"{statistics.median(shares):.0%}" if way == "import" else ""
        count = f"{rows:,}".replace(",", " ")
        lines.append(f"| {count} | {name} | {rows / seconds:,.0f} | {share} | {peak:.0f} |")
    return lines


def main(sizes: tuple[int, ...]) -> None:
    lines = [
        "# Замер загрузки истории",
        "",
        f"`python -m tests.bench.bench_import`, {platform.python_version()},"
        f" SQLite {sqlite_module().sqlite_version}; {ROUNDS} раунда вперемежку, медианы. «Голый"
        " upsert» — csv.reader, временная таблица и один INSERT … ON CONFLICT без единой проверки:"
        " доля считается от него, в том же раунде.",
        "",
        "| Строк | Что | строк/с | от голого | память, МБ |",
        "|--:|---|--:|--:|--:|",
    ]
    for rows in sizes:
        lines += one_size(rows)
    text = "\n".join(lines) + "\n"
    sys.stdout.write(f"{text}\n")
    if sizes == SIZES:
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] in (["raw"], ["import"]):
        child(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(tuple(map(int, sys.argv[1:])) or SIZES)
