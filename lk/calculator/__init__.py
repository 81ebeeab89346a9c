"""The calculator: what a connection costs by the approved rates."""

from flask import Flask

from lk.calculator import models  # noqa: F401  # its tables belong to the metadata
from lk.calculator.routes import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
