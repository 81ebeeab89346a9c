"""A month of the billing by four commands: import, remind, export, and its verdicts back."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from lk.meters.models import Reading
from tests.client import Client
from tests.factories import a_contract, a_meter
from tests.meters.linking import FIELD, SEND

HISTORY = (
    "contract_no;meter_no;period;tariff_zone;reading;consumption;method\r\n"
    "38005843;720099;2026-09;1;74345;780;actual\r\n"
    "38005843;720099;2026-10;1;75125;780;actual\r\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "billing"
    found.mkdir()
    return found


def judged(sent: Path, target: Path, verdict: str, reason: str) -> str:
    """The file that was exported, with two columns more: so the billing answers."""
    text = io.StringIO(sent.read_bytes().decode("utf-8-sig"), newline="")
    rows = list(csv.DictReader(text, delimiter=";"))
    with target.open("w", encoding="cp1251", newline="") as out:
        writer = csv.DictWriter(out, [*rows[0], "verdict", "reason"], delimiter=";")
        writer.writeheader()
        writer.writerows({**row, "verdict": verdict, "reason": reason} for row in rows)
    return str(target)


@pytest.mark.parametrize(
    ("verdict", "reason", "state", "subjects"),
    [
        ("accepted", "", "accepted", []),
        ("rejected", "Не видно цифр", "rejected", ["Показание не принято: счетчик № 720099"]),
    ],
)
def test_month_goes_round_by_four_commands(
    ok: Any,
    file: Any,
    folder: Path,
    consumer: Any,
    letters: Any,
    client: Client,
    session: Any,
    verdict: str,
    reason: str,
    state: str,
    subjects: list[str],
) -> None:
    a_meter(a_contract(consumer, "38005843"), "720099")
    ok("meters", "import", file(HISTORY.encode(), "history.csv"))
    ok("meters", "remind")
    (reminder,) = letters.to(consumer.email)
    (path,) = [each for each in reminder.paths if each.startswith("/lk/meters/link/")]
    client.open_path(path).submit(SEND, **{FIELD: "75900"})
    ok("meters", "export", "--to", str(folder))

    answer = judged(folder / "readings-000001.csv", folder / "answer.csv", verdict, reason)
    said = [ok("meters", "import", answer), ok("meters", "import", answer)]

    session.rollback()
    (reading,) = session.query(Reading).all()
    assert (reading.state, reading.reason) == (state, reason)
    assert [each.subject for each in letters.to(consumer.email)[1:]] == subjects
    assert said[0] != said[1]
