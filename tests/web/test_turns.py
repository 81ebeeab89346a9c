"""Who writes waits for the one before, not longer than five seconds, and not for its page."""

import threading

import pytest
from sqlalchemy.exc import OperationalError

import lk.sqlite
from lk.clock import now
from lk.db import begin_write, commit_and_keep, db, short_transaction
from lk.home.models import Misprint
from lk.web.access import open_to_all
from lk.web.transactions import let_others_write, writes
from tests.client import Client
from tests.factories import a_draft
from tests.servers.databases import kind

only_sqlite = pytest.mark.skipif(kind() != "sqlite", reason="PostgreSQL locks rows")


def a_misprint(words="слово"):
    return Misprint(words=words, page="/lk/", comment="", at=now())


@only_sqlite
def test_second_writer_begins_when_the_first_has_ended(app):
    begin_write()
    db.session.add(a_misprint("первое"))
    begun = threading.Event()

    def second():
        with app.app_context(), short_transaction() as session:
            session.add(a_misprint("второе"))
            session.flush()
            begun.set()

    thread = threading.Thread(target=second)
    thread.start()
    waited = not begun.wait(0.2)
    db.session.commit()
    thread.join(30)

    assert waited
    assert [each.words for each in db.session.query(Misprint).order_by(Misprint.id)] == [
        "первое",
        "второе",
    ]


@only_sqlite
def test_who_waits_in_vain_is_refused_and_the_next_one_is_not(app, monkeypatch):
    monkeypatch.setattr(lk.sqlite, "BUSY_SECONDS", 0.05)
    begin_write()

    with pytest.raises(OperationalError, match="locked"), short_transaction() as session:
        session.connection()
    db.session.rollback()

    with short_transaction() as session:
        session.add(a_misprint())
    assert db.session.query(Misprint).count() == 1


@only_sqlite
def test_who_waits_in_vain_for_another_process_is_refused(app, monkeypatch):
    monkeypatch.setattr(lk.sqlite, "BUSY_SECONDS", 0.05)
    other = lk.sqlite.sqlite_module().connect(db.engine.url.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(OperationalError, match="locked"):
        begin_write()
    other.close()

    begin_write()
    db.session.add(a_misprint())
    db.session.commit()
    assert db.session.query(Misprint).count() == 1


def test_one_connection_may_write_twice_before_it_is_given_back(app):
    with db.engine.execution_options(**lk.sqlite.IMMEDIATE).connect() as connection:
        for _ in range(2):
            with connection.begin():
                connection.execute(Misprint.__table__.insert(), VALUES | {"at": now()})

    assert db.session.query(Misprint).count() == 2


VALUES = {"words": "слово", "page": "/lk/", "comment": ""}


def test_what_was_read_stays_at_hand_after_a_commit_that_keeps(app, queries):
    begin_write()
    misprint = a_misprint()
    db.session.add(misprint)
    commit_and_keep()
    before = len(queries.all)

    words = misprint.words

    assert (words, len(queries.all)) == ("слово", before)


def test_others_may_write_while_the_answer_is_drawn(app, client, monkeypatch):
    @writes()
    @open_to_all
    def view():
        db.session.add(a_misprint("страница"))
        let_others_write()
        with short_transaction() as session:  # as another window would
            session.add(a_misprint("другое окно"))
        return ""

    monkeypatch.setitem(app.view_functions, "home.misprint", view)
    page = client.open("home.misprint_form")
    proof = page.soup.find("input", attrs={"name": "csrf_token"})["value"]

    client.ask(
        "POST",
        client.url("home.misprint"),
        data={"csrf_token": proof},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert db.session.query(Misprint).count() == 2


@only_sqlite
def test_refused_step_is_saved_first_and_drawn_without_the_lock(app, consumer):
    client = Client(app).sign_in_as(consumer)
    page = client.open("applications.step", public_id=a_draft(consumer).public_id, step="object")

    refused = page.submit("Далее", follow=False, obj_name="")

    begins = [sql for sql in refused.statements.all if sql.startswith("BEGIN")]
    assert (refused.status, begins[-2:]) == (422, ["BEGIN IMMEDIATE", "BEGIN"])
