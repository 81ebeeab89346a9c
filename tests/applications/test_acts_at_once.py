"""The same button pressed many times at the same moment: one event, one letter, one receipt."""

import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from lk.applications.models import Application, CaseEvent, CaseFile, Receipt, StatusChange
from lk.db import db
from lk.outbox import Letter
from tests.applications.correcting import begun, retyped
from tests.applications.test_parallel import send
from tests.client import Client
from tests.factories import an_application
from tests.harness.papers import pdf

PRESSES = 8
# So many files of one process are judged at the same moment.
FILES = 3


def pressed(
    app: Flask, browser: Client, path: str, page: Any, *, times: int = PRESSES, **entries: Any
) -> set[str]:
    """The form of the page at `page` sent many times at once: all answers."""
    form = page.soup.find("form", {"action": path})
    hidden = {each["name"]: each["value"] for each in form.select("input[type=hidden]")}

    def press(_: int) -> str:
        files = {name: make() for name, make in entries.items() if callable(make)}
        return send(app, browser, path, hidden | entries | files)

    with ThreadPoolExecutor(times) as threads:
        answers = set(threads.map(press, range(times)))
    db.session.rollback()
    return answers


def count(model: Any, **facts: Any) -> int:
    query = select(func.count()).select_from(model).filter_by(**facts)
    return db.session.scalar(query) or 0


@pytest.fixture
def offer(consumer: Any) -> Application:
    return an_application(consumer, "offer_posted", email=consumer.email)


def test_correction_is_sent_once(app: Flask, signed_in: Client, consumer: Any) -> None:
    case = begun(an_application(consumer, email=consumer.email))
    retyped(case)
    page = signed_in.open("applications.preview", public_id=case.public_id)
    path = f"/lk/applications/{case.public_id}/correction"

    answers = pressed(app, signed_in, path, page, is_accurate="y")

    assert answers == {f"303 /lk/applications/{case.public_id}/receipt"}
    assert count(CaseEvent) == 1
    assert count(Receipt) == 2
    assert count(Letter, purpose="applications.corrected") == 1
    assert count(Letter, purpose="applications.act") == 1


def test_resubmission_is_sent_once(app: Flask, signed_in: Client, consumer: Any) -> None:
    case = an_application(consumer, "need_docs", email=consumer.email)
    retyped(case)
    page = signed_in.open("applications.preview", public_id=case.public_id)
    path = f"/lk/applications/{case.public_id}/correction"

    answers = pressed(app, signed_in, path, page, is_accurate="y")

    assert answers == {f"303 /lk/applications/{case.public_id}"}
    assert count(CaseEvent) == 1
    assert count(Receipt) == 2
    assert count(StatusChange, status_before="need_docs") == 1
    assert count(Letter, purpose="applications.corrected") == 1


def test_payment_is_attached_once(app: Flask, signed_in: Client, offer: Application) -> None:
    page = signed_in.open("applications.act", public_id=offer.public_id, act_code="pay")
    path = f"/lk/applications/{offer.public_id}/act/pay"

    answers = pressed(
        app, signed_in, path, page, times=FILES, files=lambda: (io.BytesIO(pdf("чек")), "Чек.pdf")
    )

    assert answers == {f"303 /lk/applications/{offer.public_id}"}
    assert count(CaseEvent) == count(CaseFile) == 1
    assert count(Letter, purpose="applications.act") == 1


@pytest.mark.parametrize(
    ("code", "event"), [("accept", "terms_accepted"), ("withdraw", "withdrawn")]
)
def test_act_is_done_once(
    app: Flask, signed_in: Client, offer: Application, code: str, event: str
) -> None:
    page = signed_in.open("applications.act", public_id=offer.public_id, act_code=code)
    path = f"/lk/applications/{offer.public_id}/act/{code}"

    pressed(app, signed_in, path, page)

    assert count(CaseEvent, code=event) == 1
    assert count(Letter, purpose="applications.act") == 1
    assert count(StatusChange, status="cancelled") == (code == "withdraw")
