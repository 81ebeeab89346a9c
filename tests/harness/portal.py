"""The portal under test: one application per worker, emptied before each test."""

import base64
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask

from lk.app import create_app
from lk.applications.routes.sharing import WRONG_LINKS
from lk.config import Settings
from lk.db import db
from lk.mail import init_mail
from tests.servers import databases

HOST = "lk.test"
URL = f"https://{HOST}"


def plain_settings(instance: Path, database_url: str) -> dict[str, str]:
    """What production needs to start; keys differ in every byte so that nothing calls them weak."""
    return {
        "LK_MODE": "production",
        "LK_INSTANCE": str(instance),
        "LK_DATABASE_URL": database_url,
        "LK_SECRET_KEY": "tests-only-0123456789abcdefghijklmnopqrstuv",
        "LK_DATA_KEYS": f"k1:{base64.b64encode(bytes(range(32))).decode()}",
        "LK_EXTERNAL_URL": URL,
        "LK_MAIL_SENDER": f"noreply@{HOST}",
    }


class Portal:
    """Application, database and instance folder of one worker."""

    def __init__(self, folder: Path) -> None:
        self.instance = folder / "instance"
        self.instance.mkdir(mode=0o700)
        self.database = databases.start(folder)
        self.environ = plain_settings(self.instance, self.database.url)
        self.app = create_app(self.environ)
        self.database.prepare(self.app)

    def reset(self) -> None:
        with self.app.app_context():
            db.engine.dispose()
        self.database.reset()
        WRONG_LINKS.forget()  # counted in the process, not in the database
        shutil.rmtree(self.instance)
        self.instance.mkdir(mode=0o700)

    def stop(self) -> None:
        with self.app.app_context():
            db.engine.dispose()
        self.database.stop()


@contextmanager
def changed_settings(app: Flask, **changes: Any) -> Iterator[Settings]:
    """The application with other settings, e.g. registration="manual" or proxies=1."""
    before: Settings = app.config["LK"]
    app.config["LK"] = replace(before, **changes)
    init_mail(app, app.config["LK"])
    try:
        yield app.config["LK"]
    finally:
        app.config["LK"] = before
        init_mail(app, before)
