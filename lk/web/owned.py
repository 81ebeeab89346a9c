"""The one way to load what belongs to somebody."""

from typing import Any, TypeVar

from flask import abort
from flask_login import current_user
from sqlalchemy import select

from lk.db import db

T = TypeVar("T")


def own_or_404(model: type[T], public_id: str, *options: Any) -> T:
    """The signed-in consumer's own row; another's is 404, just like one that does not exist.

    `model` has `user_id` and `public_id`; `options` are loader options of the query.
    """
    kind: Any = model
    query = select(model).where(kind.public_id == public_id, kind.user_id == current_user.id)
    found = db.session.scalar(query.options(*options))
    if found is None:
        abort(404)
    return found
