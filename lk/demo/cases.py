"""The demo's applications, made by the same services as anybody's, at moments in the past."""

import tomllib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from lk import uploads
from lk.account.models import User
from lk.applications import rules
from lk.applications import service as applications
from lk.applications.models import Application
from lk.company import company
from lk.db import db
from lk.demo import papers
from lk.questions import service as questions

_FILE = Path(__file__).with_name("cases.toml")
KIND = "fl-150"
OPERATOR = "Ольга Мальцева"
MORNING = time(10, 20)

# Slot of the kind → the file's name and how it is drawn.
_PAPERS: dict[str, tuple[str, Callable[[], BinaryIO]]] = {
    "plan": ("План участка.pdf", papers.plan),
    "own": ("Выписка ЕГРН.jpg", papers.extract),
    "passport": ("Паспорт.jpg", papers.passport),
    "other": ("Помещение.jpg", papers.extract),
}


def add_cases(user: User, at: datetime) -> None:
    """All applications of cases.toml for `user`, the oldest first, as their numbers run."""
    found = tomllib.loads(_FILE.read_text("utf-8"))
    common = [found["applicant"], found["object"], found["technical"]]
    for row in found["case"]:
        answers: dict[str, Any] = {}
        for part in (*common, row):
            answers |= part
        _add(user, row, answers, at)


def _add(user: User, row: dict[str, Any], answers: dict[str, Any], at: datetime) -> None:
    is_draft = row.get("is_draft", False)
    begun = at - timedelta(hours=2) if is_draft else _moment(at, row["days_ago"])
    application = applications.start(user=user, kind_code=KIND, at=begun)
    steps = ("requisites", "object") if is_draft else ("requisites", "object", "technical")
    answers |= {
        "stages": [_stage(row, begun.date())],
        "supplier": company().main_supplier.code,
    }
    for minutes, step in enumerate(steps, start=1):
        saved = begun + timedelta(minutes=6 * minutes)
        applications.save_step(application=application, step=step, raw=answers, at=saved)
        db.session.flush()  # the next act reads the row anew
    _attach(application, user, row["documents"], begun + timedelta(minutes=25))
    if not is_draft:
        _submit(application, user, begun + timedelta(minutes=31))
        _follow(application, user, row, at)


def _stage(row: dict[str, Any], day: date) -> dict[str, str]:
    """One stage with the whole power, months ahead of the application."""
    return {
        "design": _month(day + timedelta(days=120)),
        "commission": _month(day + timedelta(days=300)),
        "power": row.get("p_new", ""),
    }


def _month(day: date) -> str:
    return f"{day:%m.%Y}"


def _attach(application: Application, user: User, slots: list[str], at: datetime) -> None:
    ready = []
    for slot in slots:
        name, draw = _PAPERS[slot]
        stream = draw()
        size = len(stream.read())
        ready.append(uploads.take_in(slot=slot, name=name, stream=stream, size=size))
    applications.attach(application=application, user=user, ready=ready, at=at)


def _submit(application: Application, user: User, at: datetime) -> None:
    consent = applications.Consent(company().supplier_consent.version, "127.0.0.1")
    applications.submit(
        application=application, user=user, is_confirmed=True, consent=consent, at=at
    )
    db.session.flush()


def _follow(application: Application, user: User, row: dict[str, Any], at: datetime) -> None:
    """What the office did and what was said since, in the order of time."""
    for move in row.get("move", []):
        day = _moment(at, row["days_ago"] - move["after"])
        applications.move_status(
            application=application,
            to=move["to"],
            by=OPERATOR,
            at=day,
            comment=move.get("comment", ""),
            facts=_facts(move, day),
        )
        db.session.flush()
    for message in row.get("message", []):
        _say(application, user, message, _moment(at, row["days_ago"] - message["after"]))


def _facts(move: dict[str, Any], at: datetime) -> rules.Facts:
    day = at.date()
    due = rules.working_days_after(day, move["due_in"]) if "due_in" in move else None
    return rules.Facts(day, move.get("number"), due, move.get("progress"))


def _say(application: Application, user: User, message: dict[str, Any], at: datetime) -> None:
    if by := message.get("by"):
        thread = questions.thread_of(application_id=application.id)
        if thread:
            questions.answer(thread=thread, text=message["text"], by=by, at=at)
        return
    questions.ask(
        user=user,
        text=message["text"],
        at=at,
        application_id=application.id,
        title=f"Заявка {application.number}",
    )


def _moment(at: datetime, days_ago: int) -> datetime:
    """A working morning about so many days before `at`, in the company's zone."""
    zone = company().time_zone
    day = at.astimezone(zone).date() - timedelta(days=days_ago)
    while not rules.is_working_day(day):
        day -= timedelta(days=1)
    return datetime.combine(day, MORNING, zone)
