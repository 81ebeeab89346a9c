"""`flask admin applications document`: single documents accepted or rejected."""

import io
import json

import pytest

from lk.applications import service
from lk.applications.models import Document
from lk.clock import now
from tests.harness import photos

REASON = "Нет второй страницы"


@pytest.fixture
def judged(ok, application):
    def run(*words):
        return ok("applications", "document", application.number, *words)

    return run


def right(session):
    session.rollback()
    return session.query(Document).filter_by(slot="own").one()


def test_document_is_rejected_with_a_reason(judged, session, letters, consumer):
    said = judged("own", "reject", "--comment", REASON)

    assert "«Документ о праве на объект или участок» не принят" in said
    assert "Письмо потребителю" in said
    assert right(session).verdict_comment == REASON
    assert right(session).verdict_by == "Мальцева"
    assert REASON in letters.to(consumer.email)[-1].text


def test_document_is_accepted_without_a_letter(judged, session, letters, consumer):
    before = len(letters.to(consumer.email))

    said = judged("own", "accept")

    assert "«Документ о праве на объект или участок» принят." in said
    assert right(session).is_accepted
    assert len(letters.to(consumer.email)) == before


def test_rejection_without_a_reason_is_refused(refused, application, session):
    said = refused("applications", "document", application.number, "own", "reject")

    assert "--comment" in said
    assert right(session).verdict == ""


def test_trial_changes_nothing_and_tells_of_the_letter(as_json, application, session, letters):
    before = len(letters.all)

    told = as_json(
        "applications", "document", application.number, "own", "reject",
        "--comment", REASON, "--dry-run",
    )  # fmt: skip

    assert told["letters"][0]["purpose"] == "applications.document_rejected"
    assert right(session).verdict == ""
    assert len(letters.all) == before


def test_answer_for_programs_names_slot_and_files(as_json, application):
    told = as_json("applications", "document", application.number, "plan", "accept")

    assert (told["slot"], told["verdict"]) == ("plan", "accepted")
    assert [each["name"] for each in told["files"]] == ["plan-0.pdf"]


@pytest.mark.parametrize("file", ["1", "own-0.pdf"])
def test_one_file_is_named_by_its_place_or_name(judged, session, file):
    judged("own", "reject", "--file", file, "--comment", REASON)

    assert right(session).is_rejected


def test_unknown_document_is_answered_with_the_list(refused, application):
    said = refused("applications", "document", application.number, "visa", "accept")

    assert "passport — Копия паспорта" in said


def test_unknown_verdict_is_misunderstood(misunderstood, application):
    said = misunderstood("applications", "document", application.number, "own", "maybe")

    assert "accept" in said


def test_verdict_leaves_its_line(judged, audit_lines):
    audit_lines()

    judged("own", "reject", "--comment", REASON)

    (line,) = audit_lines()
    assert (line.event, line.actor) == ("application.document_rejected", "office:Мальцева")


def test_manifest_tells_verdicts_and_pages(judged, ok, application, tmp_path):
    judged("own", "reject", "--comment", REASON)

    ok("applications", "files", application.number, "--to", str(tmp_path / "case"))

    manifest = json.loads((tmp_path / "case" / "manifest.json").read_text())
    (found,) = [each for each in manifest["files"] if each["slot"] == "own"]
    assert (found["verdict"], found["verdict_comment"]) == ("rejected", REASON)
    assert found["replaced"] is False


def test_small_pictures_open_with_the_new_key_alone(
    ok, application, consumer, session, settings_changed
):
    judged = service.judge(
        application=application, slot="own", verdict="rejected", comment=REASON,
        by="Мальцева", at=now(),
    )  # fmt: skip
    chosen = [service.Chosen("own", "a.heic", io.BytesIO(photos.heic()))]
    taken = service.prepare_files(service.folder_of(application, at=now()), chosen)
    service.attach(application=application, user=consumer, ready=taken.ready, at=now())
    session.commit()
    before = settings_changed().data_keys
    settings_changed(data_keys={"k2": bytes(reversed(range(32))), **before})

    ok("keys", "rotate")

    settings_changed(data_keys={"k2": bytes(reversed(range(32)))})
    session.rollback()
    new = session.query(Document).filter_by(name="a.jpg").one()
    assert judged.is_told
    assert (new.open_thumbnail() or b"").startswith(b"\xff\xd8\xff")
