import io

import pytest

from lk.applications.models import Application, CaseEvent, CaseFile, Document
from lk.clock import now
from lk.config import settings
from lk.crypto import keyring
from lk.db import new_public_id
from lk.files import store
from lk.files.columns import file_context
from lk.questions import service as questions
from lk.questions.models import Message, MessageFile, Thread
from tests import factories

NEW = bytes(reversed(range(32)))


@pytest.fixture
def two_keys(application, consumer, settings_changed):
    """The new key first, the old one second, as before a rotation."""
    factories.a_draft(consumer)
    return settings_changed(data_keys={"k2": NEW, **settings().data_keys})


def test_everything_opens_with_the_new_key_alone(
    ok, two_keys, application, session, settings_changed, tmp_path
):
    passport = application.submitted["passport"]

    ok("keys", "rotate")

    settings_changed(data_keys={"k2": NEW})
    session.rollback()
    assert application.submitted["passport"] == passport
    assert all(each.typed for each in session.query(Application))
    assert {each.sealed_with for each in session.query(Document)} == {"k2"}
    for each in session.query(Document):
        assert b"".join(store().open(each.storage_key, each.context)).startswith(b"%PDF")
    ok("applications", "files", application.number, "--to", str(tmp_path / "case"))


def test_old_files_are_gone_after_it(ok, two_keys, session):
    before = {each.storage_key for each in session.query(Document)}

    ok("keys", "rotate")

    session.rollback()
    names = {path.name for path in settings().files_folder.rglob("*") if path.is_file()}
    assert names == {each.storage_key for each in session.query(Document)}
    assert not names & before


def test_second_rotation_has_nothing_to_do(as_json, two_keys):
    first = as_json("keys", "rotate", "--batch", "1")

    second = as_json("keys", "rotate")

    assert first["count"] > 2
    assert second == {"key": "k2", "count": 0}


def test_rotation_leaves_one_line(ok, two_keys, audit_lines):
    audit_lines()

    ok("keys", "rotate", "--batch", "1", "--comment", "По плану")

    lines = audit_lines()
    assert [(line.event, line.subject) for line in lines] == [("keys.rotated", "key:k2")]
    assert lines[0].details["comment"] == "По плану"


def test_rotation_without_the_old_key_is_refused_in_words(refused, application, settings_changed):
    settings_changed(data_keys={"k2": NEW})

    assert "LK_DATA_KEYS" in refused("keys", "rotate")


def test_trial_of_a_rotation_counts_and_changes_nothing(as_json, two_keys, session, audit_lines):
    audit_lines()

    found = as_json("keys", "rotate", "--dry-run")

    assert found["dry_run"] is True
    assert found["count"] > 2
    assert {each.sealed_with for each in session.query(Document)} == {"k1"}
    assert audit_lines() == []


def test_notes_and_files_of_the_case_and_the_thread_open_with_the_new_key_alone(
    ok, as_json, application, consumer, session, settings_changed
):
    ok("applications", "note", application.number, "Звонила соседка")
    thread = factories.a_thread(
        consumer, "Когда подключат?", application_id=application.id, title="Заявка 1"
    )
    for each in (a_case_file(application), a_message_file(thread)):
        session.add(each)
    session.commit()
    settings_changed(data_keys={"k2": NEW, **settings().data_keys})

    ok("keys", "rotate")

    settings_changed(data_keys={"k2": NEW})
    session.rollback()
    assert session.query(CaseEvent).one().details == {"text": "Звонила соседка"}
    assert session.query(Thread).one().title == "Заявка 1"
    assert session.query(Message).one().text == "Когда подключат?"
    for each in (*session.query(CaseFile), *session.query(MessageFile)):
        assert b"".join(store().open(each.storage_key, each.context)).startswith(b"%PDF")
    assert as_json("keys", "rotate")["count"] == 0


def a_stored_file(table, **facts):
    public_id = new_public_id()
    kept = store().save(io.BytesIO(b"%PDF-1.7"), file_context(public_id))
    return table(
        public_id=public_id,
        name="Договор.pdf",
        content_type="application/pdf",
        size=kept.size,
        stored_size=kept.size,
        sha256_original=kept.sha256_original,
        sha256_stored=kept.sha256_stored,
        storage_key=kept.key,
        sealed_with=keyring().current,
        created_at=now(),
        **facts,
    )


def a_case_file(application):
    return a_stored_file(
        CaseFile,
        application_id=application.id,
        user_id=application.user_id,
        side="office",
        code="contract",
        title="Договор",
        by="Петрова",
    )


def a_message_file(thread):
    message = questions.messages(thread=thread)[0]
    return a_stored_file(
        MessageFile, thread_id=thread.id, message_id=message.id, user_id=thread.user_id
    )
