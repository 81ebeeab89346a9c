"""Fixtures for all tests: see each one's docstring. The suite runs on SQLite and PostgreSQL."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import scoped_session

from lk.db import db
from tests import factories
from tests.client import Client
from tests.harness.clock import START, Clock, stopped_at
from tests.harness.letters import Letters
from tests.harness.logs import LogLines, caught_lines
from tests.harness.portal import Portal, changed_settings
from tests.harness.statements import Statements, watching

pytest_plugins = ["tests.servers.fixtures"]


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The one portal of this worker; tests take `app`, which is emptied first."""
    found = Portal(tmp_path_factory.mktemp("portal"))
    yield found
    found.stop()


@pytest.fixture
def app(portal: Portal) -> Iterator[Flask]:
    """The application on an empty database, its context pushed: services and `db` work at once."""
    portal.reset()
    with portal.app.app_context():
        yield portal.app
        db.session.rollback()


@pytest.fixture
def session(app: Flask) -> scoped_session[Any]:
    """`db.session` of the test; what it holds is committed before the client's next request."""
    return db.session


@pytest.fixture
def client(app: Flask) -> Client:
    """A browser that nobody has signed in with."""
    return Client(app)


@pytest.fixture
def another_client(app: Flask) -> Client:
    """A second browser, at another address."""
    return Client(app, address="192.0.2.7")


@pytest.fixture
def consumer(app: Flask) -> Any:
    """The account `ivanova`, a person; its password is `factories.PASSWORD`."""
    return factories.a_consumer()


@pytest.fixture
def signed_in(client: Client, consumer: Any) -> Client:
    """`client` with `consumer` signed in a moment ago."""
    return client.sign_in_as(consumer)


@pytest.fixture
def letters(app: Flask) -> Letters:
    """Letters that the portal sends: `letters.to("a@b.ru")[-1].subject`."""
    return Letters(app)


@pytest.fixture
def clock() -> Iterator[Clock]:
    """The clock stands at 24.11.2026 12:04 in Tomsk; `clock.forward(minutes=31)` moves it."""
    with stopped_at(START) as traveller:
        yield Clock(traveller)


@pytest.fixture
def queries() -> Iterator[Statements]:
    """SQL of the test so far: `queries.selects`, `queries.written`, `queries.all`."""
    with watching() as statements:
        yield statements


@pytest.fixture
def settings_changed(app: Flask) -> Iterator[Any]:
    """`settings_changed(registration="manual")`: other settings until the test ends."""
    opened = []

    def change(**changes: Any) -> Any:
        opened.append(changed_settings(app, **changes))
        return opened[-1].__enter__()

    yield change
    for each in reversed(opened):
        each.__exit__(None, None, None)


@pytest.fixture
def log_lines(app: Flask) -> Iterator[LogLines]:
    """What the portal logs, line by line, as it would be written."""
    with caught_lines() as lines:
        yield lines
