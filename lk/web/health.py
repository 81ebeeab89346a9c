"""`/healthz`: the process answers. `/readyz`: it can read the database and write its files."""

import os

from flask import Blueprint, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from lk.config import settings
from lk.db import db
from lk.web.access import open_to_all

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@open_to_all
def healthz() -> Response:
    return jsonify(status="ok")


@bp.get("/readyz")
@open_to_all
def readyz() -> tuple[Response, int]:
    problems = [
        name for name, is_well in (("database", _database()), ("files", _files())) if not is_well
    ]
    return jsonify(status="wait" if problems else "ok", problems=problems), 503 if problems else 200


def _database() -> bool:
    try:
        db.session.execute(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True


def _files() -> bool:
    folder = settings().files_folder
    return os.access(folder if folder.exists() else settings().instance, os.W_OK)
