"""The short way in: a session of the account's service, put into the browser's cookie."""

from typing import Any

from flask.testing import FlaskClient

from lk.account.service import sessions
from lk.clock import now
from lk.db import db
from tests.harness.portal import URL
from tests.harness.writing import start_writing


def sign_in(web: FlaskClient, user: Any, *, address: str, browser: str) -> None:
    """A session as if the password had just been given."""
    at = now()
    start_writing()
    present = sessions.begin(user=user, at=at, address=address, user_agent=browser, password_at=at)
    db.session.commit()
    with web.session_transaction(base_url=URL) as cookie:
        cookie.clear()  # as `account.presence.enter` does: a new CSRF secret too
        cookie["_user_id"] = present.session_token
        cookie["_fresh"] = True
