"""A field of a step saved as the script does it: the whole form goes to the field's own address."""

from typing import Any

from lk.applications import service
from lk.applications.models import Application
from lk.clock import now
from lk.db import db
from tests.applications.answers import typed_for
from tests.client import Client
from tests.harness.controls import words
from tests.harness.filling import entries
from tests.page import Page

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
STEPS = ("requisites", "object", "technical")


def a_draft_of(user: Any, kind_code: str, **answers: Any) -> Application:
    """A draft of any kind with all its steps filled in."""
    draft = service.start(user=user, kind_code=kind_code, at=now())
    for step in STEPS:
        raw = typed_for(kind_code, **answers)
        service.save_step(application=draft, step=step, raw=raw, at=now())
    db.session.commit()
    return draft


def step_of(client: Client, draft: Application, step: str) -> Page:
    return client.open("applications.step", public_id=draft.public_id, step=step)


def leave(page: Page, name: str, value: Any = None, **more: Any) -> Page:
    """The answer to leaving the control `name` with this value in it; None: as it stands.

    As on the page, its marks come back with the next request: `page` is brought up to date.
    """
    form = page.soup.select_one("form[data-autosave]")
    assert form is not None
    values = more if value is None else {name: value, **more}
    sent = entries(form, values, None)
    answer = page.client.post(f"{form['data-autosave']}/{name}", sent, headers=HTMX, follow=False)
    if answer.status == 200:
        _take_marks(form, answer)
    return answer


def press(page: Page, button: str, **values: Any) -> Page:
    """A button of repeated rows («add-stages», «remove-stages»), as htmx sends it."""
    found = page.main.select_one(f"button[name={button}]")
    assert found is not None
    form = page.form_of(found)
    address = f"{form['data-autosave']}/{str(found['name']).partition('-')[2]}"
    return page.client.post(address, entries(form, values, found), headers=HTMX, follow=False)


def part(answer: Page, identity: str) -> str | None:
    """The words of a part of the page that this answer puts in place; None when it does not."""
    found = answer.soup.find(id=identity)
    return None if found is None else words(found)


def said(answer: Page) -> str:
    """What stands in the notice of the saved control: all that goes to no other place."""
    body = answer.soup.find("body")
    rest = [str(each) for each in body.children if not getattr(each, "get", {}.get)("hx-swap-oob")]
    return words(type(answer.soup)("".join(rest), "html5lib"))


def opened(answer: Page) -> set[str]:
    state = answer.soup.find(id="step-state")
    assert state is not None
    return set(str(state["data-opened"]).split())


def _take_marks(form: Any, answer: Page) -> None:
    state, seen = answer.soup.find(id="step-state"), form.select_one("[name=seen]")
    marks = dict(pair.split(".") for pair in seen["value"].split())
    marks |= dict(pair.split(".") for pair in str(state.get("data-marks", "")).split())
    seen["value"] = " ".join(f"{key}.{mark}" for key, mark in marks.items())
