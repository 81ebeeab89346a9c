"""Meters: contracts bound to a consumer, their meters and what the billing says of them."""

from flask import Flask

from lk.meters import models, service  # noqa: F401  # its tables, and what it erases
from lk.meters.routes import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
