"""The front page of the cabinet, help, misprints: what is made of the other capabilities."""

from flask import Flask

from lk.home.routes import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
