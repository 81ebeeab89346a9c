"""Files of a case in a folder of the office."""

import hashlib
import json
import stat

import pytest

from lk.config import settings
from lk.questions.models import Message
from tests.harness.papers import pdf


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


def test_card_may_put_the_files_into_a_folder_as_well(as_json, application, tmp_path):
    folder = tmp_path / "case"

    found = as_json("applications", "show", application.number, "--files", str(folder))

    assert {each["file"] for each in found["files"]} < {each.name for each in folder.iterdir()}


def test_documents_are_the_owners_alone(ok, application, tmp_path):
    folder = tmp_path / "case"

    ok("applications", "files", application.number, "--to", str(folder))

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()} == {0o600}


def test_taking_documents_twice_writes_over_them_only_by_force(ok, refused, application, tmp_path):
    command = ["applications", "files", application.number, "--to", str(tmp_path / "case")]
    ok(*command)

    said = refused(*command)
    ok(*command, "--force")

    assert "уже есть" in said
    assert (tmp_path / "case" / "manifest.json").exists()
    assert not [each for each in (tmp_path / "case").iterdir() if each.suffix == ".part"]


def test_folder_that_cannot_be_made_is_refused_in_words(refused, application, tmp_path):
    (tmp_path / "file").write_text("x")

    said = refused("applications", "files", application.number, "--to", str(tmp_path / "file"))

    assert "не создать" in said


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


@pytest.fixture
def stored():
    """How many files lie in the store."""
    return lambda: sum(path.is_file() for path in settings().files_folder.rglob("*"))


def test_answer_goes_with_a_file_that_comes_out_again(ok, application, tmp_path):
    letter = tmp_path / "Схема.pdf"
    letter.write_bytes(pdf("Схема"))

    ok("applications", "answer", application.number, "Посмотрите схему", "--file", str(letter))

    ok("applications", "files", application.number, "--to", str(tmp_path / "case"))
    manifest = json.loads((tmp_path / "case" / "manifest.json").read_text())
    assert [each["name"] for each in manifest["files"] if each["slot"] == "message"] == [
        "Схема.pdf"
    ]


def test_file_that_consumers_may_not_send_the_office_may_not_send_either(
    refused, application, session, tmp_path, stored
):
    script = tmp_path / "run.exe"
    script.write_bytes(b"MZ")
    before = stored()

    said = refused("applications", "answer", application.number, "Вот", "--file", str(script))

    assert "run.exe" in said
    assert stored() == before
    assert session.query(Message).count() == 0


def test_file_that_is_not_there_is_told_in_words(refused, application, tmp_path):
    said = refused(
        "applications", "answer", application.number, "Вот", "--file", str(tmp_path / "x")
    )

    assert "не прочитать" in said


@pytest.mark.parametrize("more", [["--dry-run"], []])
def test_trial_and_refusal_leave_no_file_behind(runner, application, tmp_path, stored, more):
    letter = tmp_path / "Схема.pdf"
    letter.write_bytes(pdf("Схема"))
    before = stored()

    number = application.number if more else "2026-11-24-9-0"
    runner("applications", "answer", number, "Вот схема", "--file", str(letter), *more)

    assert stored() == before
