"""Two windows press at the same moment: each is answered by name, none by an error page."""

import io
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete

from lk.account.models import User
from lk.applications import rules, service
from lk.applications.models import Application
from lk.clock import now
from lk.db import begin_write, db
from tests.applications.wizard import a_draft, submit
from tests.client import Client
from tests.harness.papers import pdf
from tests.harness.portal import URL

Change = Callable[[Application, User], object]


def send(app: Flask, browser: Client, path: str, entries: dict[str, Any]) -> str:
    """A POST of the signed-in browser from a thread of its own: status and where it leads."""
    web = app.test_client()
    web.set_cookie(
        "__Host-session", browser.cookie("__Host-session") or "", domain="lk.test", secure=True
    )
    head = {"Sec-Fetch-Site": "same-origin", "User-Agent": browser.browser}
    answer = web.post(path, data=entries, base_url=URL, headers=head)
    return f"{answer.status_code} {answer.headers.get('Location', '')}"


def while_held(
    app: Flask, browser: Client, draft: Application, change: Change, step: str, **entries: Any
) -> str:
    """The request begins while `change` is not committed yet, and goes on when it is."""
    page = browser.open("applications.documents", public_id=draft.public_id)
    token = page.soup.find("input", {"name": "csrf_token"})["value"]
    path = f"/lk/applications/{draft.public_id}/{step}"
    ids = draft.id, draft.user_id
    begin_write()
    change(db.session.get_one(Application, ids[0]), db.session.get_one(User, ids[1]))
    db.session.flush()
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(send, app, browser, path, {"csrf_token": token, **entries})
        time.sleep(0.7)
        assert not answer.done()
        db.session.commit()
    return answer.result()


def submits(draft: Application, user: User) -> None:
    submit(draft, user)


def deletes(draft: Application, user: User) -> None:
    service.delete_draft(application=draft, by=f"consumer:{user.login}", at=now())


@pytest.mark.parametrize(
    ("step", "entries"),
    [
        ("object", {"obj_addr": "г. Томск, ул. Другая, 5", "go": "next"}),
        ("documents", {"upload": "other"}),
        ("documents", {"remove": "0" * 26}),
    ],
)
def test_what_comes_while_the_application_is_submitted_leads_to_the_receipt(
    app: Flask, signed_in: Client, consumer: User, step: str, entries: dict[str, str]
) -> None:
    draft = a_draft(consumer)

    answer = while_held(app, signed_in, draft, submits, step, **entries)

    assert answer == f"303 /lk/applications/{draft.public_id}/receipt"
    assert draft.submitted["obj_addr"] == "г. Томск, ул. Мира, д. 1"


def test_a_file_that_comes_while_the_application_is_submitted_is_swept(
    app: Flask, signed_in: Client, consumer: User
) -> None:
    draft = a_draft(consumer)
    file = {"file_other": (io.BytesIO(pdf("late")), "late.pdf")}

    answer = while_held(app, signed_in, draft, submits, "documents", upload="other", **file)

    assert answer == f"303 /lk/applications/{draft.public_id}/receipt"
    assert len(service.documents_of(draft)) == 3


@pytest.mark.parametrize(
    ("step", "entries"),
    [
        ("object", {"obj_addr": "г. Томск, ул. Другая, 5", "go": "next"}),
        ("documents", {"upload": "other"}),
        ("preview", {"is_accurate": "y", "consent": "y"}),
        ("delete", {}),
    ],
)
def test_what_comes_while_the_draft_is_deleted_leads_to_the_list(
    app: Flask, signed_in: Client, consumer: User, step: str, entries: dict[str, str]
) -> None:
    draft = a_draft(consumer)

    answer = while_held(app, signed_in, draft, deletes, step, **entries)

    assert answer in {"303 /lk/applications/", "404 "}
    assert db.session.query(Application).count() == 0


def test_a_row_that_is_gone_is_named_so(app: Flask, consumer: User) -> None:
    draft = a_draft(consumer, files=False)
    statement = delete(Application).where(Application.id == draft.id)
    db.session.commit()
    with db.engine.begin() as other:
        other.execute(statement)

    with pytest.raises(rules.Gone, match="больше нет"):
        service.save_step(application=draft, step="object", raw={}, at=now())
