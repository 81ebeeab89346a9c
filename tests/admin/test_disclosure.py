"""Publication of the six stages: PP 24, п. 19 «л»."""

import csv
import io
import json
import stat

import pytest

from lk.applications.models import StatusChange
from lk.db import db
from tests import factories

PERIOD = ("--from", "2026-11-01", "--to", "30.11.2026")


def as_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


@pytest.fixture
def three(consumer):
    return [
        factories.an_application(consumer, status) for status in ("submitted", "works", "closed")
    ]


def test_each_application_is_a_row_with_its_stages(three, ok):
    first, second, third = as_rows(ok("applications", "disclosure", *PERIOD))

    assert [row["Номер заявки"] for row in (first, second, third)] == [c.number for c in three]
    assert first["1. Поступление заявки, дата"] == "24.11.2026"
    assert first["2. Направление договора и ТУ, дата"] == ""
    assert second["3. Заключение договора, дата"] == "24.11.2026"
    assert second["4. Ход выполнения, %"] == "40"
    assert second["5. Фактическое присоединение, дата"] == ""
    assert third["6. Документы о присоединении, дата"] == "24.11.2026"
    assert third["1. Регистрационный номер"] == "14-2026"
    assert third["Состояние"] == "Документы о технологическом присоединении подписаны"
    assert {row["Сроки сетевой организации соблюдены"] for row in (first, second, third)} == {"да"}


def test_totals_count_what_has_reached_each_stage(three, ok):
    found = json.loads(ok("applications", "disclosure", *PERIOD, "--format", "json"))

    assert (found["from"], found["to"]) == ("2026-11-01", "2026-11-30")
    assert found["totals"] == {
        "applications": 3,
        "late": 0,
        "stages": {"1": 3, "2": 2, "3": 2, "4": 2, "5": 1, "6": 1},
    }
    assert found["applications"][0]["is_in_time"] is True
    assert found["applications"][2]["closed_on"] == "2026-11-24"


def test_json_has_the_flag_of_all_other_commands(three, ok):
    found = json.loads(ok("applications", "disclosure", *PERIOD, "--json"))

    assert found == json.loads(ok("applications", "disclosure", *PERIOD, "--format", "json"))
    assert len(found["applications"]) == 3


def test_late_step_of_the_company_is_published(three, ok, clock):
    clock.forward(days=9)

    found = json.loads(ok("applications", "disclosure", *PERIOD, "--format", "json"))

    assert [row["is_in_time"] for row in found["applications"]] == [False, True, True]
    assert found["totals"]["late"] == 1


def test_days_are_those_of_the_company_and_both_count(consumer, ok, clock):
    case = factories.an_application(consumer)
    day = ("--from", "24.11.2026", "--to", "24.11.2026")

    there = as_rows(ok("applications", "disclosure", *day))
    before = as_rows(ok("applications", "disclosure", "--from", "01.11.2026", "--to", "23.11.2026"))
    after = as_rows(ok("applications", "disclosure", "--from", "25.11.2026", "--to", "26.11.2026"))

    assert [row["Номер заявки"] for row in there] == [case.number]
    assert before == after == []


def test_nothing_personal_leaves_and_nothing_runs_in_a_spreadsheet(consumer, ok, session):
    case = factories.an_application(consumer, "registered")
    change = session.query(StatusChange).filter_by(status="registered").one()
    change.facts = change.facts | {"number": "=HYPERLINK(1)"}
    db.session.commit()

    text = ok("applications", "disclosure", *PERIOD)

    assert "'=HYPERLINK(1)" in text
    for secret in (case.applicant_name, case.object_address, "ivanova", "Щербакова"):
        assert secret not in text


def test_drafts_are_not_published(consumer, ok):
    factories.a_draft(consumer)

    assert as_rows(ok("applications", "disclosure", *PERIOD)) == []


def test_file_is_whole_opens_in_excel_and_is_its_owners_alone(three, ok, tmp_path):
    target = tmp_path / "stages.csv"

    ok("applications", "disclosure", *PERIOD, "--output", str(target))

    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert len(as_rows(target.read_text("utf-8-sig"))) == 3
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_totals_are_said_beside_the_table(three, runner):
    run = runner("applications", "disclosure", *PERIOD)

    assert "Заявок: 3, с нарушением срока: 0. Поступление заявки — 3;" in run.stderr


def test_period_that_ends_before_it_begins_is_wrong_use(runner):
    run = runner("applications", "disclosure", "--from", "2026-12-01", "--to", "2026-11-01")

    assert run.exit_code == 2
    assert "раньше" in run.stderr


def test_disclosure_reads_by_one_select_however_many_there_are(three, ok, queries):
    before = [each for each in queries.selects if "status_changes" in each]

    ok("applications", "disclosure", *PERIOD)

    after = [each for each in queries.selects if "status_changes" in each]
    assert len(after) - len(before) == 1
