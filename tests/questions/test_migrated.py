"""Threads from before: who waited goes on waiting, and what was written is sealed."""

from datetime import UTC, datetime
from itertools import count

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import MetaData, insert, make_url, select

from lk.app import create_app
from lk.config import settings
from lk.crypto import keyring
from lk.db import db
from lk.questions.models import Message, Thread
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


WORDS = "Муж в больнице, подпись поставить некому"


@pytest.fixture
def asked(before):
    """A question of a revision that kept its words in clear."""
    known = tables()
    put(known["users"], id=1, login="a", login_key="a", public_id="u")
    put(known["threads"], id=1, public_id="t1", user_id=1, title=WORDS[:20], unread_by_office=1)
    put(known["messages"], thread_id=1, number=1, author="consumer", text=WORDS, at=moment(1))
    db.session.commit()


def test_what_was_written_before_is_read_as_it_was(asked):
    upgrade()

    thread, message = db.session.query(Thread).one(), db.session.query(Message).one()
    assert (thread.title, message.text) == (WORDS[:20], WORDS)
    assert {thread.sealed_with, message.sealed_with} == {keyring().current}


def test_nothing_that_was_written_before_lies_in_clear(asked):
    upgrade()

    found = tables()
    rows = [db.session.execute(select(found[name])).all() for name in ("threads", "messages")]
    assert WORDS[:20] not in str(rows)
    assert "text" not in found["messages"].c
    assert "title" not in found["threads"].c


def test_file_of_the_database_forgets_the_words_too(asked):
    url = make_url(settings().database_url)
    if url.get_backend_name() != "sqlite":
        pytest.skip("PostgreSQL's files are the server's")

    upgrade()

    db.session.remove()
    db.engine.dispose()
    with open(url.database, "rb") as file:
        assert WORDS[:20].encode() not in file.read()


def test_way_back_brings_the_words_back(asked):
    upgrade()

    downgrade(revision="0003")

    found = tables()
    assert db.session.scalar(select(found["messages"].c.text)) == WORDS
    assert db.session.scalar(select(found["threads"].c.title)) == WORDS[:20]
