"""Meters: contracts bound to a consumer, their meters and what the billing says of them."""

from flask import Flask

from lk.meters import models  # noqa: F401  # its tables belong to the metadata
from lk.meters.routes import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
