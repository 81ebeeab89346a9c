"""Letters about what the office alone does; all others come from the services it calls."""

from datetime import datetime
from typing import Any

from lk import outbox
from lk.account.models import User
from lk.db import db
from lk.outbox import Letter, composes


@composes("office.unblocked")
@composes("office.signed_out")
def news(letter: Letter, _at: datetime) -> dict[str, Any]:
    return {"user": db.session.get_one(User, letter.user_id or 0), "at": letter.created_at}


def tell(purpose: str, user: User, at: datetime) -> None:
    """A letter to the person's confirmed address; without one nobody is told."""
    if user.email:
        outbox.put(purpose, to=user.email, at=at, user_id=user.id)
