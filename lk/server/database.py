"""`make db`: SQL by hand. psql for PostgreSQL; for SQLite the portal's own library.

Not the system's `sqlite3`: an old one can damage a database in WAL mode that others write to.
"""

import importlib
import os
import shutil
import sys
from typing import Any

from flask import Flask
from rich.console import Console
from rich.table import Table
from sqlalchemy import make_url

from lk.config import settings
from lk.db import db

MOST_ROWS = 200


def main() -> int:
    app: Flask = importlib.import_module("wsgi").app
    with app.app_context():
        url = make_url(settings().database_url)
        if url.get_backend_name() == "postgresql":
            return _psql(url.set(drivername="postgresql").render_as_string(hide_password=False))
        sys.stdout.write(f"{url.database}\nЗапрос оканчивается на «;». Выход: Ctrl+D.\n")
        connection = db.engine.raw_connection()
        try:
            _talk(connection)
        finally:
            connection.close()
    return 0


def _psql(url: str) -> int:
    program = shutil.which("psql")
    if program:
        os.execv(program, [program, url])  # noqa: S606  # no shell in between
    sys.stderr.write("Нет psql. В Debian и Ubuntu: apt-get install postgresql-client\n")
    return 1


def _talk(connection: Any) -> None:
    """Read statements and show their rows, until the end of the input."""
    statement = ""
    while True:
        try:
            line = input("lk> " if not statement else "  > ")
        except EOFError:
            return
        statement += f"{line}\n"
        if line.rstrip().endswith(";"):
            _run(connection, statement)
            statement = ""


def _run(connection: Any, statement: str) -> None:
    console = Console()
    try:
        cursor = connection.cursor()
        cursor.execute(statement)
        rows = cursor.fetchmany(MOST_ROWS)
    except connection.driver_connection.Error as error:
        console.print(str(error), style="red", markup=False)
        return
    if cursor.description is None:
        console.print(f"Строк изменено: {max(cursor.rowcount, 0)}")
        return
    table = Table(*(column[0] for column in cursor.description))
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row))
    console.print(table)


if __name__ == "__main__":
    raise SystemExit(main())
