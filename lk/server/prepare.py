"""What stands before the demonstration opens: the newest schema and, once, the demo data."""

import os
from dataclasses import dataclass

from flask import Flask
from flask_migrate import upgrade

from lk import demo
from lk.clock import now
from lk.config import Settings
from lk.db import begin_write, db
from lk.server import secrets


@dataclass(frozen=True)
class SignIns:
    """What a newcomer needs to look around: logins, their one password, a contract to add."""

    logins: tuple[str, ...]
    password: str
    free_contract: str
    free_meter: str


def prepare(app: Flask, found: Settings, kept: dict[str, str]) -> SignIns | None:
    """Bring the database up to date and load the demo on the first start.

    `kept` is what stands in secrets.toml. Returns None where there are no demo sign-ins. No
    connection is left open: processes that are forked later must not share one.
    """
    with app.app_context():
        try:
            upgrade()
            return _demo(found, kept)
        finally:
            db.session.remove()
            db.engine.dispose()


def _demo(found: Settings, kept: dict[str, str]) -> SignIns | None:
    password = os.environ.get("LK_DEMO_PASSWORD") or kept.get("demo_password") or demo.PASSWORD
    is_changed = password != kept.get("demo_password", demo.PASSWORD)
    begin_write()
    if demo.is_loaded():
        if is_changed:
            demo.change_password(password)
    elif os.environ.get("LK_DEMO") == "0" or not demo.is_empty():
        db.session.rollback()
        return None
    else:
        demo.load(password, now())
    db.session.commit()
    if is_changed:
        secrets.write(found.instance, kept | {"demo_password": password})
    return SignIns(demo.LOGINS, password, *demo.free_contract())
