"""Meters: contracts bound to a consumer, their meters and what the billing says of them."""

from flask import Flask

from lk.meters import (  # noqa: F401  # its tables, its letters, and what it erases
    letters_binding,
    letters_readings,
    models,
    service,
)
from lk.meters.routes import bp, show_kept, show_kept_table


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    showers = app.extensions.setdefault("lk_body_showers", {})
    showers["/lk/meters/"] = show_kept
    showers["/lk/meters/table"] = show_kept_table
