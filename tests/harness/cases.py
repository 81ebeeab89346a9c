"""Applications for tests, made by the services: drafts, submitted ones, ones that have moved on."""

from collections import deque
from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from lk.account.models import User
from lk.applications import rules
from lk.applications import service as applications
from lk.applications.models import Application, CaseFile
from lk.clock import now
from lk.company import company
from lk.crypto import keyring
from lk.db import db, new_public_id
from lk.files import store
from lk.files.columns import file_context
from lk.uploads import ReadyFile
from tests.applications.answers import DOCUMENTS, typed
from tests.harness.papers import pdf
from tests.harness.writing import start_writing

KIND = "fl-150"
STEPS = ("requisites", "object", "technical")
OPERATOR = "maltseva"
# Enough for every status; each takes what it needs.
FACTS: dict[str, Any] = {"number": "14-2026", "progress": 40, "comment": "По обращению"}


def a_draft(
    user: User, *, files: bool = True, at: datetime | None = None, **answers: Any
) -> Application:
    """A draft whose steps are all filled in; `answers` change some of them."""
    at = at or now()
    start_writing()
    application = applications.start(user=user, kind_code=KIND, at=at)
    for step in STEPS:
        applications.save_step(application=application, step=step, raw=typed(**answers), at=at)
        db.session.flush()
    if files:
        attach(application, user, DOCUMENTS, at=at)
    db.session.commit()
    return application


def an_empty_draft(user: User) -> Application:
    start_writing()
    application = applications.start(user=user, kind_code=KIND, at=now())
    db.session.commit()
    return application


def an_application(
    user: User, status: str = "submitted", *, at: datetime | None = None, **answers: Any
) -> Application:
    """A submitted application, moved by the office to `status` on the shortest way."""
    at = at or now()
    application = a_draft(user, at=at, **answers)
    start_writing()
    consent = applications.Consent(company().supplier_consent.version, "127.0.0.1")
    applications.submit(
        application=application, user=user, is_confirmed=True, consent=consent, at=at
    )
    db.session.commit()
    for code in way_to(status):
        move(application, code, at=at)
    return application


def move(application: Application, to: str, *, at: datetime | None = None) -> None:
    """The office moves it one status on, with the facts that the status needs."""
    at = at or now()
    day = (at + timedelta(hours=7)).date()
    known = FACTS | {"date": day, "due": day + timedelta(days=30)}
    start_writing()
    facts = rules.Facts(**{need: known[need] for need in rules.STATUSES[to].needs})
    applications.move_status(application=application, to=to, by=OPERATOR, at=at, facts=facts)
    db.session.commit()


def way_to(status: str) -> list[str]:
    """The statuses after `submitted` on the shortest way to this one."""
    ways: deque[list[str]] = deque([["submitted"]])
    while ways:
        way = ways.popleft()
        if way[-1] == status:
            return way[1:]
        ways.extend([*way, each] for each in rules.STATUSES[way[-1]].next if each not in way)
    raise AssertionError(f"no way from «submitted» to «{status}»")


def attach(
    application: Application, user: User, counts: Mapping[str, int], *, at: datetime | None = None
) -> None:
    """Files of our own for these slots: known to be good, so they pass without the inspection."""
    ready = [
        stored_file(slot, f"{slot}-{number}.pdf", pdf(f"{slot} {number}"))
        for slot, count in counts.items()
        for number in range(count)
    ]
    refused = applications.attach(application=application, user=user, ready=ready, at=at or now())
    assert not refused, refused
    db.session.flush()


def attach_case_file(
    application: Application, code: str = "contract", title: str = "Договор", text: str = "договор"
) -> CaseFile:
    """The office puts a document of its own into the case."""
    start_writing()
    file = applications.attach_case_file(
        application=application,
        ready=stored_file(code, f"{title}.pdf", pdf(text)),
        code=code,
        title=title,
        by=OPERATOR,
        at=now(),
    )
    db.session.commit()
    return file


def stored_file(slot: str, name: str, content: bytes) -> ReadyFile:
    """A file of ours in the store, without its row: known to be good, so it passes unjudged."""
    public_id = new_public_id()
    kept = store().save(BytesIO(content), file_context(public_id))
    return ReadyFile(
        public_id, slot, name, "application/pdf", len(content), kept, keyring().current
    )
