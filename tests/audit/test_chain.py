from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from lk import audit
from lk.audit.models import AuditEntry
from lk.clock import now
from lk.db import db
from tests.servers.databases import kind

OFF = {
    "sqlite": "DROP TRIGGER {name}",
    "postgresql": "ALTER TABLE audit DISABLE TRIGGER {name}",
}


def add(*events):
    for event in events:
        audit.record(event, actor="consumer:ivanova", subject="user:ivanova", at=now(), step=event)
    db.session.commit()


def entries():
    return db.session.query(AuditEntry).order_by(AuditEntry.id)


def triggers():
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit'::regclass "
        "AND NOT tgisinternal",
    }
    return list(db.session.scalars(text(query[kind()])))


@pytest.fixture
def burgled(app, portal):
    """Somebody with the database's own rights takes the triggers away."""
    add("one", "two", "three")
    names = triggers()
    for name in names:
        db.session.execute(text(OFF[kind()].format(name=name)))
    db.session.commit()
    yield
    if kind() == "postgresql":
        for name in names:
            db.session.execute(text(f"ALTER TABLE audit ENABLE TRIGGER {name}"))
        db.session.commit()


def test_untouched_chain_is_whole(app):
    add("one", "two", "three")

    assert audit.verify() is None


def test_chain_is_whole_whatever_zone_the_writer_thought_in(app):
    at = now().astimezone(ZoneInfo("Asia/Tomsk"))
    audit.record("one", actor="anyone", subject="user:x", at=at)
    db.session.commit()
    db.session.expire_all()

    assert audit.verify() is None


def test_empty_chain_is_whole(app):
    assert audit.verify() is None


def test_each_entry_names_the_sum_of_the_one_before(app):
    add("one", "two")

    first, second = db.session.query(AuditEntry).order_by(AuditEntry.id)

    assert (first.previous, second.previous) == ("", first.sum)


@pytest.mark.parametrize(
    ("act", "found"),
    [
        ("UPDATE audit SET actor = 'nobody' WHERE event = 'two'", "two"),
        ("UPDATE audit SET details = '{}' WHERE event = 'one'", "one"),
        ("DELETE FROM audit WHERE event = 'two'", "three"),
        ("DELETE FROM audit WHERE event = 'one'", "two"),
    ],
)
def test_broken_chain_is_found_where_it_breaks(burgled, act, found):
    db.session.execute(text(act))
    db.session.commit()

    first_wrong = db.session.get(AuditEntry, audit.verify())

    assert first_wrong.event == found


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE audit SET actor = 'nobody'",
        "UPDATE audit SET at = at WHERE event = 'one'",
        "DELETE FROM audit WHERE event = 'one'",
        "DELETE FROM audit",
        "INSERT INTO audit (id, at, event, actor, subject, details, previous, sum) "
        "SELECT id, at, 'x', actor, subject, details, previous, sum FROM audit WHERE event = 'one'",
    ],
)
@pytest.mark.asvs("16.4.2")
def test_database_forbids_changes(app, act):
    add("one", "two")

    with pytest.raises(Exception, match=r"(?i)audit"):
        db.session.execute(text(act))

    db.session.rollback()
    assert [entry.event for entry in entries()] == ["one", "two"]


def test_entry_goes_with_the_act_that_is_rolled_back(app):
    add("one")
    audit.record("two", actor="anyone", subject="user:x", at=now())

    db.session.rollback()

    assert [entry.event for entry in entries()] == ["one"]
    assert audit.verify() is None


def test_refusal_stands_though_its_act_is_rolled_back(app):
    audit.record_apart("refused", actor="anyone", subject="user:x", at=now())

    db.session.rollback()

    assert [entry.event for entry in entries()] == ["refused"]


def test_long_names_are_cut_and_the_chain_holds(app):
    audit.record("one", actor="a" * 500, subject="ё" * 500, at=now(), note="\u2028 \N{SNOWMAN}")
    db.session.commit()
    db.session.expire_all()

    assert audit.verify() is None
