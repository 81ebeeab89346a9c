"""Letters about what the office alone does; all others come from the services it calls."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lk import outbox
from lk.account.models import User
from lk.account.topics import kind_of
from lk.db import db
from lk.outbox import Letter, NoLongerNeeded, composes, digest

REASONS = {
    "address": "сервер не принимает этот адрес",
    "server": "почтовый сервер не ответил или отказал",
    "ours": "письмо не удалось составить (см. журнал)",
}


@composes("office.unblocked")
@composes("office.signed_out")
def news(letter: Letter, _at: datetime) -> dict[str, Any]:
    return {"user": db.session.get_one(User, letter.user_id or 0), "at": letter.created_at}


@dataclass(frozen=True)
class Troubled:
    """A letter that does not get through, as the digest names it: without its address."""

    id: int
    title: str
    created_at: datetime
    words: str


@composes(digest.PURPOSE)
def daily(_letter: Letter, at: datetime) -> dict[str, Any]:
    """What does not get through now; not needed when meanwhile all of it has."""
    found = [
        Troubled(each.id, kind_of(each.purpose).title, each.created_at, reason_words(each))
        for each in digest.troubled(at=at)
    ]
    if not found:
        raise NoLongerNeeded
    return {"letters": found}


def reason_words(letter: Letter) -> str:
    """Why a letter is not there yet, and whether it will be tried again."""
    again = "будет еще попытка" if letter.due_at else "попытки закончились"
    return f"{REASONS[letter.reason]}; {again}"


def tell(purpose: str, user: User, at: datetime) -> None:
    """A letter to the person's confirmed address; without one nobody is told."""
    if user.email:
        outbox.put(purpose, to=user.email, at=at, user_id=user.id)
