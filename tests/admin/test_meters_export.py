"""`flask admin meters export`: numbered files for the billing, nothing lost and nothing twice."""

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lk.meters.models import Reading, ReadingFile
from tests.factories import a_contract, a_meter, a_reading

HEAD = [
    "id", "contract_no", "meter_no", "period", "zone", "value",
    "reading_date", "submitted_at", "channel", "answer", "answer_words",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "billing"
    found.mkdir()
    return found


@pytest.fixture
def reading(consumer: Any) -> Reading:
    meter = a_meter(a_contract(consumer, "38005843"), "720021")
    return a_reading(meter, consumer, "75000.5")


def rows_of(file: Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    text = file.read_bytes().decode(encoding)
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def files(session: Any) -> list[ReadingFile]:
    session.rollback()
    return list(session.query(ReadingFile).order_by(ReadingFile.id))


def test_first_file_has_what_was_sent(ok, folder, reading, session):
    said = ok("meters", "export", "--to", str(folder))

    (row,) = rows_of(folder / "readings-000001.csv")
    assert list(row) == HEAD
    assert row == {
        "id": str(reading.id),
        "contract_no": "38005843",
        "meter_no": "720021",
        "period": "2026-11",
        "zone": "1",
        "value": "75000,5",
        "reading_date": "24.11.2026",
        "submitted_at": "24.11.2026 12:04",
        "channel": "form",
        "answer": "",
        "answer_words": "",
    }
    assert "Файл № 1: 1 показание" in said.replace("\xa0", " ")
    (file,) = files(session)
    assert (file.readings, file.made_by, file.written_at is not None) == (1, "Мальцева", True)
    assert (reading.state, reading.file_id) == ("exported", 1)


def test_next_file_has_only_what_came_since(ok, folder, reading, consumer):
    ok("meters", "export", "--to", str(folder))
    later = a_reading(a_meter(a_contract(consumer)), consumer, 5)

    ok("meters", "export", "--to", str(folder))

    assert [row["id"] for row in rows_of(folder / "readings-000002.csv")] == [str(later.id)]


def test_nothing_to_export_makes_no_number(ok, as_json, folder, session):
    said = ok("meters", "export", "--to", str(folder))
    facts = as_json("meters", "export", "--to", str(folder))

    assert "Новых показаний нет" in said
    assert facts == {"files": []}
    assert (list(folder.iterdir()), files(session)) == ([], [])


def test_replaced_and_judged_readings_stay_out(ok, folder, consumer):
    meter = a_meter(a_contract(consumer))
    a_reading(meter, consumer, 1, state="replaced")
    kept = a_reading(meter, consumer, 2)

    ok("meters", "export", "--to", str(folder))

    assert [row["id"] for row in rows_of(folder / "readings-000001.csv")] == [str(kept.id)]


def test_each_zone_is_a_line_and_the_answer_goes_along(ok, folder, consumer):
    meter = a_meter(a_contract(consumer), zones=3)
    a_reading(meter, consumer, 100, "20.25", 3, answer="rollover", channel="link")

    ok("meters", "export", "--to", str(folder))

    rows = rows_of(folder / "readings-000001.csv")
    assert [(row["zone"], row["value"]) for row in rows] == [
        ("1", "100"),
        ("2", "20,25"),
        ("3", "3"),
    ]
    assert {(row["channel"], row["answer"], row["answer_words"]) for row in rows} == {
        ("link", "rollover", "Счетчик прошел через нули")
    }


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_file_of_a_number_is_the_same_however_often_it_is_made(
    ok, folder, tmp_path, reading, consumer, clock, audit_lines, format_
):
    ok("meters", "export", "--to", str(folder), "--format", format_)
    first = folder / f"readings-000001.{format_}"
    a_reading(a_meter(a_contract(consumer)), consumer, 5)
    clock.forward(days=40)
    audit_lines()

    ok("meters", "export", "--to", str(tmp_path / f"again.{format_}"), "--number", "1")

    assert (tmp_path / f"again.{format_}").read_bytes() == first.read_bytes()
    assert [line.event for line in audit_lines()] == ["meters.file_repeated"]


def test_repeated_file_stays_the_same_after_the_verdict_and_the_consumers_leave(
    ok, folder, tmp_path, reading, session
):
    ok("meters", "export", "--to", str(folder))
    reading.state, reading.user_id, reading.accepted1 = "corrected", None, Decimal(5)
    session.commit()

    ok("meters", "export", "--to", str(tmp_path / "again.csv"), "--number", "1")

    again = (tmp_path / "again.csv").read_bytes()
    assert again == (folder / "readings-000001.csv").read_bytes()


def test_trial_writes_nothing(ok, as_json, folder, reading, session, audit_lines):
    audit_lines()

    said = ok("meters", "export", "--to", str(folder), "--dry-run")
    facts = as_json("meters", "export", "--to", str(folder), "--dry-run")

    assert "Пробный запуск" in said
    assert "Файл № 1: 1 показание" in said.replace("\xa0", " ")
    assert (facts["dry_run"], facts["files"][0]["readings"]) == (True, 1)
    assert (list(folder.iterdir()), files(session), audit_lines()) == ([], [], [])
    assert reading.state == "sent"


def test_both_steps_leave_their_line(ok, folder, reading, audit_lines):
    audit_lines()

    ok("meters", "export", "--to", str(folder), "--by", "Петрова", "--comment", "за ноябрь")

    assert [(each.event, each.actor, each.subject, each.details) for each in audit_lines()] == [
        (event, "office:Петрова", "readings:000001", {"readings": 1, "comment": "за ноябрь"})
        for event in ("meters.file_made", "meters.file_written")
    ]


def test_program_reads_where_the_file_is(as_json, folder, reading):
    facts = as_json("meters", "export", "--to", str(folder))

    assert facts == {
        "files": [
            {
                "number": 1,
                "file": str(folder / "readings-000001.csv"),
                "readings": 1,
                "again": False,
            }
        ]
    }


def test_file_that_is_there_is_not_written_over(refused, ok, folder, reading, session):
    (folder / "readings-000001.csv").write_text("чужое")

    said = refused("meters", "export", "--to", str(folder))

    assert "уже есть" in said
    assert (reading.state, files(session)) == ("sent", [])
    ok("meters", "export", "--to", str(folder), "--force")
    assert rows_of(folder / "readings-000001.csv")


def test_folder_that_is_not_there_is_told(refused, folder, reading):
    assert "Создайте ее" in refused("meters", "export", "--to", str(folder / "нет"))


def test_unknown_number_is_told(refused, ok, folder, reading):
    ok("meters", "export", "--to", str(folder))

    said = refused("meters", "export", "--to", str(folder), "--number", "7")

    assert "Файла № 7 нет. Последний — № 1." in said


def test_disk_that_takes_nothing_leaves_a_file_for_the_next_time(
    refused, ok, folder, reading, session
):
    closed = folder / "inner"
    closed.write_text("не папка")

    said = refused("meters", "export", "--to", str(closed / "a.csv"))
    ok("meters", "export", "--to", str(folder))

    assert "не записать" in said
    assert [each.written_at is not None for each in files(session)] == [True]
    assert [row["id"] for row in rows_of(folder / "readings-000001.csv")] == [str(reading.id)]


def test_many_readings_go_page_by_page(ok, folder, consumer, monkeypatch):
    monkeypatch.setattr("lk.meters.service.exporting.BATCH", 3)
    contract = a_contract(consumer)
    sent = [a_reading(a_meter(contract), consumer, step) for step in range(7)]

    ok("meters", "export", "--to", str(folder))

    rows = rows_of(folder / "readings-000001.csv")
    assert [row["id"] for row in rows] == [str(each.id) for each in sent]
