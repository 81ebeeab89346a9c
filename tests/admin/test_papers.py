"""The application and its receipts, on paper, in a folder of the office."""

import stat

import pytest

from lk.applications import service
from lk.applications.service import receipts
from lk.clock import now
from lk.db import db
from tests.factories import a_draft
from tests.harness.writing import start_writing


@pytest.fixture
def received(application):
    start_writing()
    receipts.issue(application=application, documents=service.documents_of(application), at=now())
    db.session.commit()
    return application


def test_papers_come_out_for_the_owner_alone(as_json, received, tmp_path):
    folder = tmp_path / "papers"

    found = as_json("applications", "pdf", received.number, "--to", str(folder))

    names = [f"Заявка {received.number}.pdf", f"Квитанция 1 к заявке {received.number}.pdf"]
    assert [each["file"] for each in found["files"]] == names
    for name in names:
        assert (folder / name).read_bytes().startswith(b"%PDF")
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600


def test_that_papers_were_taken_stands_in_the_audit(ok, received, audit_lines, tmp_path):
    ok("applications", "pdf", received.number, "--to", str(tmp_path / "papers"))

    assert [(line.event, line.actor) for line in audit_lines()] == [
        ("office.papers_taken", "office:Мальцева")
    ]


def test_papers_are_written_over_only_by_force(ok, refused, received, tmp_path):
    command = ["applications", "pdf", received.number, "--to", str(tmp_path / "papers")]
    ok(*command)

    said = refused(*command)

    assert "уже есть" in said
    assert "Файлов: 2" in ok(*command, "--force")


def test_draft_has_no_paper_for_the_office(refused, consumer, tmp_path):
    draft = a_draft(consumer)

    said = refused("applications", "pdf", draft.public_id, "--to", str(tmp_path / "papers"))

    assert said
    assert not (tmp_path / "papers").exists()
