"""Who the consumer is: registration, «Вход», sessions, recovery, «Мои данные»."""

from flask import Flask

import lk.account.letters  # noqa: F401  # registers the composers
from lk.account.kept_body import init_kept_body
from lk.account.presence import init_presence
from lk.account.routes import bp


def init_app(app: Flask) -> None:
    init_presence(app)
    init_kept_body(app)
    app.register_blueprint(bp)
