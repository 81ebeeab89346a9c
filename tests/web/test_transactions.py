"""Writing views: the lock before the first SELECT, one commit at the end, nothing by half."""

import threading

import pytest
from flask import abort

from lk.applications.models import Application
from lk.clock import now
from lk.db import db
from lk.home.models import Misprint
from lk.web.access import open_to_all
from lk.web.transactions import Stop, discard, writes
from tests.client import Client
from tests.factories import a_draft
from tests.harness.world import a_world, address, rules_of
from tests.servers.databases import kind

WRITERS = 32
only_sqlite = pytest.mark.skipif(kind() != "sqlite", reason="PostgreSQL has no BEGIN IMMEDIATE")


@pytest.fixture
def answering(app, monkeypatch):
    """`home.misprint` adds a row and then does this."""

    def become(act, prepare=None):
        @writes(prepare=prepare)
        @open_to_all
        def view():
            db.session.add(Misprint(words="слово", page="/lk/", comment="", at=now()))
            db.session.flush()
            return act()

        monkeypatch.setitem(app.view_functions, "home.misprint", view)

    return become


def press(client):
    page = client.open("home.misprint_form")
    return client.ask(
        "POST",
        client.url("home.misprint"),
        data={"csrf_token": page.soup.find("input", attrs={"name": "csrf_token"})["value"]},
        headers={"Sec-Fetch-Site": "same-origin"},
    )


def kept(app):
    return db.session.query(Misprint).count()


@pytest.mark.parametrize("status", [200, 303, 422, 409])
def test_whatever_the_status_a_view_that_returns_commits(app, client, answering, status):
    answering(lambda: ("", status))

    press(client)

    assert kept(app) == 1


def test_discarded_view_commits_nothing_though_it_answers(app, client, answering):
    answering(lambda: (discard(), ("", 200))[1])

    answer = press(client)

    assert (answer.status_code, kept(app)) == (200, 0)


@pytest.mark.parametrize("code", [400, 404, 413, 503])
def test_aborted_view_commits_nothing(app, client, answering, code):
    answering(lambda: abort(code))

    answer = press(client)

    assert (answer.status_code, kept(app)) == (code, 0)


def test_broken_view_commits_nothing(app, client, answering):
    answering(lambda: 1 / 0)

    answer = press(client)

    assert (answer.status_code, kept(app)) == (500, 0)


def test_stopped_before_the_lock_nothing_is_begun(app, client, answering, queries):
    def stop():
        raise Stop(("ждите", 429))

    answering(lambda: "", prepare=stop)
    press(client)
    before = len(queries.all)

    answer = client.ask("POST", client.url("home.misprint"))

    assert answer.status_code in {400, 429}
    assert "BEGIN IMMEDIATE" not in queries.all[before:]


@only_sqlite
def test_nothing_is_written_but_behind_begin_immediate(app, client):
    world = a_world()
    client.sign_in_as(world.user)
    client.checks_pages = False  # only the order of the statements counts here
    for rule in rules_of(app, unsafe=True):
        page = client.open_path("/lk/help")
        proof = page.soup.find("input", attrs={"name": "csrf_token"})["value"]

        answer = client.post(
            address(client, rule, world.values(rule)), [("csrf_token", proof)], follow=False
        )

        begun = transactions(answer.statements.all)
        assert {first for first, sql in begun if is_write(sql)} <= {"BEGIN IMMEDIATE"}, rule
        # What is refused, or has nothing to write, may be so before the lock.
        if answer.status == 303 and any(is_write(sql) for _, sql in begun):
            assert last_session_read(begun) in {None, "BEGIN IMMEDIATE"}, rule
        client.sign_in_as(world.user)


def last_session_read(begun):
    reads = [first for first, sql in begun if "FROM sessions JOIN" in sql]
    return reads[-1] if reads else None


def transactions(statements):
    """Each statement with the BEGIN that it came after."""
    begin, found = "", []
    for sql in statements:
        if sql.startswith("BEGIN"):
            begin = sql
        else:
            found.append((begin, sql))
    return found


def is_write(sql):
    return sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE"))


@only_sqlite
def test_pages_are_read_without_the_write_lock(signed_in):
    page = signed_in.open("home.front")

    assert "BEGIN IMMEDIATE" not in page.statements.all


def test_thirty_two_writers_at_once_all_get_an_answer(app, consumer):
    drafts = [a_draft(consumer, files=False) for _ in range(4)]
    clients = [Client(app).sign_in_as(consumer) for _ in range(WRITERS)]
    pages = [
        client.open("applications.step", public_id=drafts[i % 4].public_id, step="object")
        for i, client in enumerate(clients)
    ]
    db.session.remove()
    answers, together = [], threading.Barrier(WRITERS)

    def save(number):
        together.wait(30)
        try:
            page = pages[number].submit("Далее", follow=False, obj_name=f"дом {number}")
            answers.append(page.status)
        except Exception as error:  # told below
            answers.append(repr(error))

    threads = [threading.Thread(target=save, args=[number]) for number in range(WRITERS)]
    [each.start() for each in threads]
    [each.join(120) for each in threads]

    assert len(answers) == WRITERS
    assert set(answers) <= {303, 409}, answers
    assert db.session.query(Application).count() == 4
