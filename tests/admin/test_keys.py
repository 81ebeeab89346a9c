import pytest

from lk.applications.models import Application, Document
from lk.config import settings
from lk.files import store
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
