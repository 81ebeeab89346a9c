import json

import pytest
from sqlalchemy import select

from lk.audit.models import AuditEntry
from tests import factories
from tests.calculator.ordering import json_file


@pytest.fixture(autouse=True)
def operator(monkeypatch, clock):
    """Who gives the commands of these tests when `--by` does not say it; time stands still."""
    monkeypatch.setenv("LK_OPERATOR", "Мальцева")


@pytest.fixture
def application(consumer):
    return factories.an_application(consumer)


@pytest.fixture
def audit_lines(session):
    """`audit_lines()`: events since the fixture was asked for, or the last call."""
    seen = 0

    def new():
        nonlocal seen
        session.rollback()
        query = select(AuditEntry).where(AuditEntry.id > seen).order_by(AuditEntry.id)
        found = list(session.scalars(query))
        seen = found[-1].id if found else seen
        return found

    new()
    return new


@pytest.fixture
def ok(runner):
    """A command that must succeed: what it printed."""

    def run(*arguments):
        result = runner(*arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    return run


@pytest.fixture
def as_json(ok):
    def run(*arguments):
        return json.loads(ok(*arguments, "--json"))

    return run


@pytest.fixture
def refused(runner):
    """A command that a rule refuses (exit code 1): what it said."""

    def run(*arguments):
        result = runner(*arguments)
        assert result.exit_code == 1, result.output
        return result.stderr

    return run


@pytest.fixture
def misunderstood(runner):
    """A command that cannot be understood (exit code 2): what it said."""

    def run(*arguments):
        result = runner(*arguments)
        assert result.exit_code == 2, result.output
        return result.stderr

    return run


@pytest.fixture
def file(tmp_path):
    """`file(bytes, "x.csv")`: the path of a file with them."""

    def write(data, name="tariff.json"):
        path = tmp_path / name
        path.write_bytes(data)
        return str(path)

    return write


@pytest.fixture
def in_force(ok, file):
    """A version of the tariff that counts from 2020 on."""
    ok("tariffs", "import", file(json_file()), "--write")
    return ok("tariffs", "activate", "t-2020")
