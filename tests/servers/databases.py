"""An empty, migrated database for each test, fast: SQLite by default, else LK_TEST_DATABASE."""

import os
import shutil
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, text

from lk.db import Base, db
from lk.sqlite import sqlite_module
from tests.servers.postgres import Cluster

KINDS = ("sqlite", "postgresql")


def kind() -> str:
    """`sqlite` or `postgresql`."""
    wanted = os.environ.get("LK_TEST_DATABASE") or "sqlite"
    if wanted not in KINDS:
        raise RuntimeError(f"LK_TEST_DATABASE={wanted}: нужно sqlite или postgresql")
    return wanted


def create_schema(app: Flask) -> None:
    """By the migrations, as in life."""
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()


class SqliteDatabase:
    """A file; `reset` copies the migrated one over it."""

    def __init__(self, folder: Path) -> None:
        self.file, self._template = folder / "lk.sqlite3", folder / "template.sqlite3"
        self.url = f"sqlite:///{self.file}"

    def prepare(self, app: Flask) -> None:
        create_schema(app)
        with sqlite_module().connect(self.file) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        shutil.move(self.file, self._template)

    def reset(self) -> None:
        for suffix in ("-wal", "-shm", "-journal"):
            Path(f"{self.file}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self._template, self.file)

    def another(self, name: str) -> str:
        """The address of one more database, empty and without tables."""
        return f"sqlite:///{self.file.with_name(f'{name}.sqlite3')}"

    def stop(self) -> None:
        """Nothing runs."""


class PostgresDatabase:
    """One database on a server of its own; `reset` empties the tables that have rows.

    Triggers and foreign keys rest meanwhile, so that the audit's prohibition does not hold.
    """

    def __init__(self) -> None:
        self.cluster = Cluster()
        self.cluster.run("CREATE DATABASE lk")
        self.url = self.cluster.url("lk")
        self._engine = create_engine(self.url)

    def prepare(self, app: Flask) -> None:
        create_schema(app)
        tables = [f'"{name}"' for name in Base.metadata.tables]
        probes = " UNION ALL ".join(
            f"SELECT '{t}' WHERE EXISTS (SELECT 1 FROM {t})" for t in tables
        )
        self._which_have_rows = text(probes)
        with self._engine.begin() as connection:
            seeded = list(connection.scalars(self._which_have_rows))
        assert not seeded, f"migrations put rows into {seeded}: tell PostgresDatabase.reset of them"

    def reset(self) -> None:
        with self._engine.begin() as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            for table in list(connection.scalars(self._which_have_rows)):
                connection.execute(text(f"DELETE FROM {table}"))
            connection.execute(
                text(
                    "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) "
                    "FROM pg_sequences WHERE last_value IS NOT NULL"
                )
            )

    def another(self, name: str) -> str:
        """The address of one more database, empty and without tables."""
        self.cluster.run(f'CREATE DATABASE "{name}"')
        return self.cluster.url(name)

    def stop(self) -> None:
        self._engine.dispose()
        self.cluster.stop()


def start(folder: Path) -> SqliteDatabase | PostgresDatabase:
    return SqliteDatabase(folder) if kind() == "sqlite" else PostgresDatabase()
