from datetime import datetime

from sqlalchemy import exists, func, select, update

from lk.account.models import User
from lk.db import db
from lk.demo.cases import add_cases
from lk.demo.contracts import add_contracts
from lk.demo.people import add_people
from lk.demo.talks import add_talks
from lk.demo.tariffs import add_tariff
from lk.outbox import Letter


def is_loaded() -> bool:
    return bool(db.session.scalar(select(exists().where(User.is_demo))))


def is_empty() -> bool:
    """Whether nobody has registered yet: the demo never mixes with consumers who are there."""
    return not db.session.scalar(select(exists().where(User.id > 0)))


def load(password: str, at: datetime) -> None:
    """Everything of the demo in the current transaction, as if it had grown until `at`.

    Loaded already, it changes nothing.
    """
    if is_loaded():
        return
    users = add_people(password, at)
    add_contracts(users, at)
    add_tariff(at)
    add_cases(users["person"], at)
    add_talks(users, at)
    _close_letters()


def _close_letters() -> None:
    """The letters of the past count as sent: they would bury the first one that a newcomer gets."""
    db.session.flush()
    past = func.coalesce(Letter.due_at, Letter.created_at)
    db.session.execute(
        update(Letter).where(Letter.sent_at.is_(None)).values(sent_at=past, due_at=None)
    )
