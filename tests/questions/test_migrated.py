"""Threads from before: who waited goes on waiting, since the first question without an answer."""

from datetime import UTC, datetime
from itertools import count

import pytest
from flask_migrate import upgrade
from sqlalchemy import MetaData, insert, select

from lk.app import create_app
from lk.db import db
from tests.harness.portal import plain_settings

_numbers = count(1)


@pytest.fixture
def before(portal, tmp_path):
    """A database of the revision before; its application's context is pushed."""
    url = portal.database.another(f"waiting{next(_numbers)}")
    fresh = create_app(plain_settings(tmp_path, url))
    with fresh.app_context():
        upgrade(revision="0002")
        yield fresh
        db.session.remove()
        db.engine.dispose()


def tables():
    found = MetaData()
    found.reflect(db.engine)
    return found.tables


def put(table, **facts):
    """A row whose other columns hold what their type calls nothing."""
    blank = {"BOOLEAN": False, "JSON": [], "INTEGER": 0, "BIGINT": 0}
    values = {
        each.name: moment(1) if each.name.endswith("_at") else blank.get(str(each.type), "")
        for each in table.columns
        if not each.nullable and each.name != "id"
    }
    db.session.execute(insert(table).values(values | facts))


def moment(day):
    return datetime(2026, 11, day, 5, 4, tzinfo=UTC)


def test_thread_waits_since_its_first_question_after_the_last_answer(before):
    known = tables()
    put(known["users"], id=1, login="a", login_key="a", public_id="u")
    for number, waits in ((1, 2), (2, 0)):
        put(known["threads"], id=number, public_id=f"t{number}", user_id=1, unread_by_office=waits)
        for place, author in enumerate(("consumer", "office", "consumer", "consumer"), start=1):
            put(
                known["messages"],
                thread_id=number,
                number=place,
                author=author,
                at=moment(place),
            )
    db.session.commit()

    upgrade()

    threads = tables()["threads"]
    rows = db.session.execute(select(threads.c.id, threads.c.waiting_since)).all()
    found = {row.id: row.waiting_since and row.waiting_since.day for row in rows}
    assert found == {1: 3, 2: None}
