"""The one way to load what belongs to somebody."""

from functools import cache
from typing import Any, TypeVar

from flask import abort
from flask_login import current_user
from sqlalchemy import Select, bindparam, select

from lk.db import db

T = TypeVar("T")


def own_or_404(model: type[T], public_id: str, *options: Any) -> T:
    """The signed-in consumer's own row; another's is 404, just like one that does not exist.

    `model` has `user_id` and `public_id`; `options` are loader options of the query.
    """
    kind: Any = model
    asked = {"public_id": public_id, "user_id": current_user.id}
    found: T | None = db.session.scalar(_own(kind, *options), asked)
    if found is None:
        abort(404)
    return found


@cache
def _own(model: Any, *options: Any) -> Select[Any]:
    """Put together once: what options there are is written in the code."""
    query = select(model).where(
        model.public_id == bindparam("public_id"), model.user_id == bindparam("user_id")
    )
    return query.options(*options)
