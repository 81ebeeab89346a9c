"""Questions to the specialist: threads about an application, a meter, or anything else."""

from flask import Flask

from lk.questions import letters  # noqa: F401  # registers its composers
from lk.questions.routes import bp, show_kept


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.extensions.setdefault("lk_body_showers", {})["/lk/questions/"] = show_kept
