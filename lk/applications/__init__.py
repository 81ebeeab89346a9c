"""Applications for a connection to the grid (manual 4.6).

The heart is pure: `catalogue` says what is asked for each kind, `values` reads and shows one
answer, `steps` computes the path from the answers, `rules` knows statuses and limits, `number`
makes and reads an application's number, `names` compares names for «Проверить заявку».
Forms, models, services and routes stand upon it.
"""

from flask import Flask

from lk.applications import (  # noqa: F401  # register their composers
    letters,
    letters_acts,
    letters_documents,
    letters_drafts,
    letters_papers,
)
from lk.applications.routes import bp, show_kept


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.extensions["lk_body_shower"] = show_kept
