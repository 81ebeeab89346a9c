"""People and papers for tests: valid by default, so that a test says only what matters to it.

All of them need the `app` fixture (its context), write by the services and commit.
"""

from functools import cache
from itertools import count
from typing import Any

from lk.account import passwords
from lk.account import service as accounts
from lk.account.models import User
from lk.clock import now
from lk.db import db
from lk.questions import service as questions
from lk.questions.models import Thread
from tests.harness.cases import a_draft, an_application, an_empty_draft, attach, move
from tests.harness.controls import File
from tests.harness.meters import FIG20, a_contract, a_meter, a_reading
from tests.harness.papers import jpeg, pdf, png
from tests.harness.writing import start_writing

__all__ = [
    "FIG20",
    "PASSWORD",
    "a_consumer",
    "a_contract",
    "a_draft",
    "a_jpeg",
    "a_meter",
    "a_pdf",
    "a_png",
    "a_reading",
    "a_thread",
    "an_application",
    "an_empty_draft",
    "another_consumer",
    "attach",
    "move",
    "password_hash",
]

PASSWORD = "сосны-над-Томью-7"
_numbers = count(1)


@cache
def password_hash(password: str = PASSWORD) -> str:
    """Hashed once for all tests: it takes its 50 ms on purpose."""
    return passwords.hash_password(password)


def a_consumer(login: str = "ivanova", **facts: Any) -> User:
    """An active account; `facts` are those of `account.service.create_user`."""
    email = facts.pop("email", f"{login}@example.ru")
    known = {"name": "Иванова Анна Петровна", "phone": "+73822999718", "kind": "person"} | facts
    start_writing()
    user = accounts.create_user(
        login=login,
        password="",
        password_hash=password_hash(),
        email=email,
        at=facts.pop("at", now()),
        **{name: value for name, value in known.items() if name != "at"},
    )
    db.session.commit()
    return user


def another_consumer(**facts: Any) -> User:
    """One more, each with a login of its own."""
    return a_consumer(f"consumer{next(_numbers)}", **facts)


def a_thread(user: User, text: str = "Когда подключите?", **subject: Any) -> Thread:
    """A question to the specialist; `subject`: application_id or meter_id, else general."""
    start_writing()
    thread = questions.ask(user=user, text=text, at=now(), **subject)
    db.session.commit()
    return thread


def a_pdf(name: str = "Паспорт.pdf", text: str = "") -> File:
    return File(name, pdf(text), "application/pdf")


def a_jpeg(name: str = "Снимок.jpg") -> File:
    return File(name, jpeg(), "image/jpeg")


def a_png(name: str = "План.png") -> File:
    return File(name, png(), "image/png")
