import csv
import hashlib
import io
import json
import stat

import pytest

from tests import factories


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_export_opens_in_a_russian_spreadsheet(runner, application):
    result = runner("applications", "export")

    row = rows_of(result.stdout_bytes)[0]
    assert result.stdout_bytes.startswith(b"\xef\xbb\xbf")
    assert row["Номер"] == application.number
    assert row["Статус"] == "Заявка подана"
    assert row["Телефон"] == "8\N{NO-BREAK SPACE}(3822)\N{NO-BREAK SPACE}999-718"


def test_export_guards_the_spreadsheet_from_formulas(runner, consumer):
    factories.an_application(consumer, obj_addr="=HYPERLINK(1), г. Томск, ул. Ленина, 1")

    row = rows_of(runner("applications", "export").stdout_bytes)[0]

    assert row["Адрес объекта"].startswith("'=HYPERLINK")


def test_export_goes_to_a_file_of_the_owner_alone(ok, application, tmp_path):
    target = tmp_path / "out.csv"

    ok("applications", "export", "--to", str(target))

    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert rows_of(target.read_bytes())[0]["Номер"] == application.number


def test_export_writes_over_nothing(refused, application, tmp_path):
    target = tmp_path / "out.csv"
    target.write_text("важное")

    assert "уже есть" in refused("applications", "export", "--to", str(target))
    assert target.read_text() == "важное"


def test_export_for_programs_masks_what_is_personal(ok, application):
    found = json.loads(ok("applications", "export", "--json"))[0]

    assert found["number"] == application.number
    assert "*" in found["answers"]["passport"]
    assert found["answers"]["obj_addr"] == application.submitted["obj_addr"]


def test_documents_come_out_readable_with_their_sums(ok, application, tmp_path):
    folder = tmp_path / "case"

    ok("applications", "files", application.number, "--to", str(folder))

    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["number"] == application.number
    assert manifest["files"]
    for each in manifest["files"]:
        data = (folder / each["file"]).read_bytes()
        assert data.startswith(b"%PDF")
        assert hashlib.sha256(data).hexdigest() == each["sha256"]
        assert f"{each['sha256']}  {each['file']}" in (folder / "SHA256SUMS").read_text()


def test_documents_are_the_owners_alone(ok, application, tmp_path):
    folder = tmp_path / "case"

    ok("applications", "files", application.number, "--to", str(folder))

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()} == {0o600}


def test_taking_documents_twice_writes_over_nothing(ok, refused, application, tmp_path):
    ok("applications", "files", application.number, "--to", str(tmp_path / "case"))

    said = refused("applications", "files", application.number, "--to", str(tmp_path / "case"))

    assert "уже есть" in said


def test_taking_documents_leaves_one_line(ok, application, tmp_path, audit_lines):
    audit_lines()

    ok("applications", "files", application.number, "--to", str(tmp_path / "case"))

    assert [(line.event, line.subject) for line in audit_lines()] == [
        ("office.files_taken", application.number)
    ]


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "a\x1b[31m/b.pdf", ".hidden", "CON.pdf"])
def test_name_of_a_file_leads_nowhere(ok, application, session, tmp_path, name):
    session.refresh(application, ["documents"])
    application.documents[0].name = name
    session.commit()

    ok("applications", "files", application.number, "--to", str(tmp_path / "case"))

    assert list(tmp_path.iterdir()) == [tmp_path / "case"]
    assert all(each.is_file() for each in (tmp_path / "case").iterdir())
