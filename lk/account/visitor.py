"""Who opens a page: what every page needs of the person and the session, as plain values."""

from dataclasses import dataclass
from datetime import datetime

from flask_login import UserMixin

from lk.account import rules
from lk.account.models import Person, User
from lk.db import db


@dataclass(frozen=True, slots=True)
class OpenSession:
    """The session of this browser. `password_at` is None where «Запомнить меня» opened it."""

    id: int
    remember_id: int | None
    created_at: datetime
    last_seen_at: datetime
    password_at: datetime | None


@dataclass(slots=True)
class Visitor(Person, UserMixin):  # type: ignore[misc]  # Flask-Login is untyped
    """The signed-in consumer of a request, for Flask-Login and the pages.

    Every request asks for one, so it is a row and no object of the database; an act that changes
    the person takes `account`. `unread`: answers of the specialist. `session_ends_in`: seconds.
    """

    id: int
    public_id: str
    login: str
    email: str
    pending_email: str | None
    kind: str
    name: str
    phone: str
    muted_topics: list[str]
    sign_in: OpenSession
    session_token: str
    unread: int
    session_ends_in: int

    @property
    def account(self) -> User:
        """The person's row, in the transaction of this request."""
        return db.session.get_one(User, self.id)

    @property
    def is_active(self) -> bool:
        """Nobody else's session is found (`service.sessions`)."""
        return True

    def get_id(self) -> str:
        """For Flask-Login the person is the session: ending it on the server ends the sign-in."""
        return self.session_token


def seconds_left(session: OpenSession, at: datetime) -> int:
    ends_at = rules.ends_at(session.created_at, session.last_seen_at, at)
    return int((ends_at - at).total_seconds())
