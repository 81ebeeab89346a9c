"""What runs behind `make run`, within processes that have the application loaded already."""

import sys
from pathlib import Path

from flask import Flask
from flask.cli import ScriptInfo
from gunicorn.app.wsgiapp import run

from lk.server.worker import worker

_CONFIGURATION = Path(__file__).with_name("gunicorn_conf.py")


def serve_pages() -> None:
    """gunicorn, as `gunicorn --config lk/server/gunicorn_conf.py` starts it."""
    sys.argv = ["gunicorn", "--config", str(_CONFIGURATION)]
    run()


def send_letters(app: Flask) -> None:
    """`flask worker`."""
    worker.main(args=[], prog_name="worker", obj=ScriptInfo(create_app=lambda: app))
