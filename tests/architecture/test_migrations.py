"""Migrations lead from nothing to the models and back, on the database of this run."""

from itertools import count

import pytest
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError

from lk import audit
from lk.app import create_app
from lk.audit.models import AuditEntry
from lk.clock import now
from lk.db import Base, db
from tests.harness.portal import plain_settings

_numbers = count(1)


@pytest.fixture
def empty(portal, tmp_path):
    """An application on a database without tables; its context is pushed."""
    url = portal.database.another(f"migrations{next(_numbers)}")
    fresh = create_app(plain_settings(tmp_path, url))
    with fresh.app_context():
        yield fresh
        db.session.remove()
        db.engine.dispose()


def tables():
    return set(inspect(db.engine).get_table_names())


def test_upgrade_makes_every_table_of_the_models(empty):
    upgrade()

    assert tables() == set(Base.metadata.tables) | {"alembic_version"}


def test_models_hold_nothing_that_migrations_do_not(empty):
    upgrade()

    assert check() is None  # it exits where there is a difference


def test_downgrade_leaves_nothing_behind(empty):
    upgrade()

    downgrade(revision="base")

    assert tables() <= {"alembic_version"}


def test_up_down_and_up_again_gives_the_same_schema(empty):
    upgrade()
    before = schema()

    downgrade(revision="base")
    upgrade()

    assert schema() == before


def test_upgrade_of_an_up_to_date_database_changes_nothing(empty):
    upgrade()
    before = schema()

    upgrade()

    assert schema() == before


def schema():
    look = inspect(db.engine)
    return {
        name: (
            [
                (column["name"], str(column["type"]), column["nullable"])
                for column in look.get_columns(name)
            ],
            sorted(index_words(index) for index in look.get_indexes(name)),
            sorted(str(each) for each in look.get_unique_constraints(name)),
            sorted(str(each) for each in look.get_foreign_keys(name)),
        )
        for name in look.get_table_names()
    }


def index_words(index):
    """A condition of a partial index is an object: two of the same words are not equal."""
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return str(dict(index) | {"dialect_options": options})


@pytest.mark.parametrize("act", ["UPDATE audit SET actor = 'nobody'", "DELETE FROM audit"])
def test_database_itself_keeps_the_audit_from_changes(app, act):
    audit.record("test.done", actor="anyone", subject="test", at=now())
    db.session.commit()

    with pytest.raises(DatabaseError):
        db.session.execute(text(act))

    db.session.rollback()
    assert db.session.query(AuditEntry).count() == 1
    assert audit.verify() is None
