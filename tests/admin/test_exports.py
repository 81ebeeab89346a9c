import csv
import io
import json
import os
import stat
import tracemalloc

import pytest
from openpyxl import load_workbook

from lk.applications.models import Application
from lk.db import new_public_id
from tests import factories


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_export_opens_in_a_russian_spreadsheet(runner, application):
    result = runner("applications", "export", "--personal")

    row = rows_of(result.stdout_bytes)[0]
    assert result.stdout_bytes.startswith(b"\xef\xbb\xbf")
    assert row["Номер"] == application.number
    assert row["Статус"] == "Заявка подана"
    assert row["Телефон"] == "8\N{NO-BREAK SPACE}(3822)\N{NO-BREAK SPACE}999-718"


def test_personal_data_leave_only_when_they_are_asked_for(runner, refused, application):
    plain = runner("applications", "export").stdout_bytes.decode("utf-8-sig")
    said = refused("applications", "export", "--columns", "number,applicant,answer.passport")

    assert application.number in plain
    assert not any(word in plain for word in ("Щербакова", "Заявитель", "ivanova", "999"))
    assert "applicant, answer.passport" in said
    assert "--personal" in said


def test_answers_about_the_connection_are_not_personal(runner, application):
    result = runner("applications", "export", "--columns", "number,answer.reliability")

    assert result.exit_code == 0
    assert len(rows_of(result.stdout_bytes)) == 1


def test_personal_export_leaves_its_line_before_the_data(ok, application, audit_lines):
    audit_lines()

    ok("applications", "export", "--personal", "--columns", "number,phone", "--comment", "Обзвон")

    lines = audit_lines()
    assert [line.event for line in lines] == [
        "office.personal_exported",
        "office.applications_exported",
    ]
    assert lines[0].details == {"columns": "number,phone", "count": 1, "comment": "Обзвон"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_export_guards_the_spreadsheet_from_formulas(runner, application, session, start):
    application.object_address = f"{start}HYPERLINK(1)"
    session.commit()

    data = runner("applications", "export", "--personal").stdout_bytes

    assert rows_of(data)[0]["Адрес объекта"] == f"'{start}HYPERLINK(1)"


def test_export_goes_to_a_file_of_the_owner_alone(ok, application, tmp_path):
    target = tmp_path / "out.csv"

    ok("applications", "export", "--to", str(target))

    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert rows_of(target.read_bytes())[0]["Номер"] == application.number
    assert list(tmp_path.iterdir()) == [target]


def test_export_writes_over_a_file_only_by_force(ok, refused, application, tmp_path):
    target = tmp_path / "out.csv"
    target.write_text("важное")

    said = refused("applications", "export", "--output", str(target))
    kept = target.read_text()
    ok("applications", "export", "--output", str(target), "--force")

    assert "уже есть" in said
    assert kept == "важное"
    assert rows_of(target.read_bytes())[0]["Номер"] == application.number


def test_export_that_breaks_leaves_nothing(runner, application, tmp_path, monkeypatch):
    target = tmp_path / "out.csv"
    target.write_text("важное")
    monkeypatch.setattr("lk.admin.export.to_row", lambda *_: 1 / 0)

    result = runner("applications", "export", "--output", str(target), "--force")

    assert isinstance(result.exception, ZeroDivisionError)
    assert target.read_text() == "важное"
    assert list(tmp_path.iterdir()) == [target]


def test_export_where_nothing_can_be_written_is_refused_in_words(refused, application, tmp_path):
    said = refused("applications", "export", "--output", str(tmp_path / "no" / "out.csv"))

    assert "не записать" in said


def test_workbook_holds_strings_dates_and_numbers(clock, ok, application, session, tmp_path):
    target = tmp_path / "out.xlsx"
    application.object_address = "=HYPERLINK(\x0b1)"
    session.commit()

    ok("applications", "export", "--output", str(target), "--personal")

    sheet = load_workbook(target)["Заявки"]
    titles, cells = ([cell for cell in row] for row in sheet.iter_rows())
    by_title = {title.value: cell for title, cell in zip(titles, cells, strict=True)}
    assert by_title["Номер"].value == application.number
    assert by_title["Адрес объекта"].value == "=HYPERLINK(1)"
    assert by_title["Адрес объекта"].data_type == "s"
    assert by_title["Адрес объекта"].quotePrefix
    assert by_title["Подана"].value.isoformat() == "2026-11-24T12:04:00"
    assert sheet.freeze_panes == "A2"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_workbook_has_no_place_in_the_standard_output(refused, application):
    assert "--output" in refused("applications", "export", "--format", "xlsx")


def test_export_for_programs_is_a_line_an_application(ok, consumer):
    numbers = [factories.an_application(consumer).number for _ in range(2)]

    lines = ok("applications", "export", "--json").splitlines()

    assert [json.loads(line)["number"] for line in lines] == numbers[::-1]
    assert "applicant" not in json.loads(lines[0])


def test_whole_cases_are_personal_and_only_for_programs(ok, refused, application):
    facts = json.loads(ok("applications", "export", "--whole", "--personal"))

    assert facts["answers"]["passport"] == application.submitted["passport"]
    assert facts["history"][0]["status"] == "submitted"
    assert "--personal" in refused("applications", "export", "--whole")
    assert "jsonl" in refused("applications", "export", "--whole", "--personal", "--format", "csv")


def test_export_to_a_file_tells_programs_how_many(as_json, application, tmp_path):
    target = tmp_path / "out.jsonl"

    found = as_json("applications", "export", "--output", str(target))

    assert found == {"count": 1, "file": str(target), "format": "jsonl"}
    assert json.loads(target.read_text())["number"] == application.number


def test_export_takes_the_filters_of_the_list(runner, consumer):
    number = factories.an_application(consumer, "need_docs").number
    factories.an_application(consumer)

    data = runner("applications", "export", "--turn", "consumer", "--group", "fl").stdout_bytes

    assert [row["Номер"] for row in rows_of(data)] == [number]


def many_applications(session, application, count):
    """Rows of the table alone, as many as a busy company has in a year."""
    session.execute(
        Application.__table__.insert(),
        [
            {
                "public_id": new_public_id(),
                "user_id": application.user_id,
                "kind": application.kind_code,
                "status": "review",
                "final_answers": os.urandom(4000),
                "sealed_with": "k1",
                "object_address": f"г. Томск, ул. Мира, {number}",
                "reason": "new",
                "applicant_name": "Щербакова Аграфена Вячеславовна",
                "lookup_names": [],
                "created_at": application.created_at,
                "saved_at": application.created_at,
                "submitted_at": application.submitted_at,
                "number": f"2026-11-24-{number}-x",
                "running_number": number,
                "consents": [],
                "search_key": "",
                "assigned_to": "",
            }
            for number in range(10_000, 10_000 + count)
        ],
    )
    session.commit()


def peak_of(command, *options):
    tracemalloc.start()
    command("applications", "export", "--personal", *options)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@pytest.mark.parametrize(
    ("suffix", "few", "many"),
    [("csv", 1000, 5000), ("jsonl", 1000, 5000), ("xlsx", 1000, 2500)],
)
def test_long_export_needs_no_more_memory_than_a_short_one(
    ok, application, session, tmp_path, suffix, few, many
):
    many_applications(session, application, few)
    first = peak_of(ok, "--output", str(tmp_path / f"first.{suffix}"))
    session.execute(Application.__table__.delete().where(Application.running_number >= 10_000))
    many_applications(session, application, many)

    second = peak_of(ok, "--output", str(tmp_path / f"second.{suffix}"))

    assert second < 1.5 * first
    assert (tmp_path / f"second.{suffix}").stat().st_size > 2 * (
        tmp_path / f"first.{suffix}"
    ).stat().st_size


def test_pages_of_an_export_follow_each_other_without_gaps(
    ok, application, session, tmp_path, monkeypatch
):
    many_applications(session, application, 23)
    monkeypatch.setattr("lk.admin.export.BATCH", 6)

    lines = ok("applications", "export", "--json", "--columns", "number").splitlines()

    numbers = [json.loads(line)["number"] for line in lines]
    assert len(numbers) == len(set(numbers)) == 24
