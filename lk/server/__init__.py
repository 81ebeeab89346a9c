"""How the portal is run: gunicorn, the worker, and the program behind `make run`."""

from flask import Flask

from lk.server.worker import worker


def init_app(app: Flask) -> None:
    app.cli.add_command(worker)
