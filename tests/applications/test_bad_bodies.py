"""Bodies that no browser sends, at every step of kinds that ask every question there is."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from lk.applications import catalogue
from lk.applications.models import Application
from lk.db import db
from tests.applications.test_bad_input import HTML, KINDS, STEPS, a_draft, names_of, send
from tests.client import Client
from tests.harness.controls import File

FORM = "application/x-www-form-urlencoded"


def path_of(client: Client, draft: Application, step: str) -> str:
    return client.url("applications.step", public_id=draft.public_id, step=step)


def token_of(client: Client, path: str) -> str:
    found = client.open_path(path).soup.select_one("main [name=csrf_token]")
    assert found is not None
    return str(found["value"])


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("kind_code", KINDS)
def test_lone_surrogate_in_every_field_is_answered_with_words(
    signed_in: Client, consumer: Any, kind_code: str, step: str
) -> None:
    draft = a_draft(consumer, kind_code)
    path = path_of(signed_in, draft, step)
    names = names_of(catalogue.kind(kind_code), step)
    pairs = [("csrf_token", token_of(signed_in, path)), ("go", "next")]
    pairs += [(name, "а\ud800б\udfff") for name in names]

    answer = signed_in.ask(
        "POST",
        path,
        data=urlencode(pairs, errors="surrogatepass").encode(),
        headers={"Content-Type": FORM},
    )

    assert answer.status_code in {409, 422}
    assert "Ошибка" in answer.text or "изменили" in answer.text


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("kind_code", KINDS)
def test_files_where_text_is_asked_are_nothing(
    signed_in: Client, consumer: Any, kind_code: str, step: str
) -> None:
    draft = a_draft(consumer, kind_code)
    before = draft.typed
    path = path_of(signed_in, draft, step)
    names = names_of(catalogue.kind(kind_code), step)
    files = [(name, File("Имя.pdf", b"%PDF-", "application/pdf")) for name in names[:10]]

    answer = signed_in.post(
        path, [("csrf_token", token_of(signed_in, path)), *files], multipart=True, follow=False
    )

    db.session.refresh(draft)
    assert answer.status in {303, 413, 422}
    assert draft.typed == before


@pytest.mark.parametrize("body", [[], {}, "текст", {"obj_addr": ["г. Томск"]}, None, 15])
def test_json_where_a_form_is_asked_is_refused_and_changes_nothing(
    signed_in: Client, consumer: Any, body: Any
) -> None:
    draft = a_draft(consumer, "fl-150")
    before = draft.typed
    path = path_of(signed_in, draft, "object")

    answer = signed_in.ask(
        "POST",
        path,
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "X-CSRF-Token": token_of(signed_in, path)},
    )

    db.session.refresh(draft)
    assert answer.status_code in {303, 400, 415, 422}
    assert draft.typed == before


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("kind_code", KINDS)
def test_megabyte_in_any_step_is_refused_and_the_draft_stays(
    signed_in: Client, consumer: Any, kind_code: str, step: str
) -> None:
    draft = a_draft(consumer, kind_code)
    before = draft.typed
    (name, *_) = names_of(catalogue.kind(kind_code), step)

    answer = send(signed_in, draft, step, [(name, "я" * 512 * 1024)])

    db.session.refresh(draft)
    assert answer.status == 413
    assert draft.typed == before


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("kind_code", KINDS)
def test_every_line_of_text_is_shown_back_as_it_was_typed(
    signed_in: Client, consumer: Any, kind_code: str, step: str
) -> None:
    draft = a_draft(consumer, kind_code)
    kind = catalogue.kind(kind_code)
    lines = [
        field.key
        for field in kind.step(step).fields
        if field.type in {"text", "address", "textarea", "decimal", "integer", "phone", "email"}
    ]

    send(signed_in, draft, step, [(name, HTML) for name in lines])

    page = signed_in.open("applications.step", public_id=draft.public_id, step=step)
    asked = [name for name in lines if page.soup.select_one(f"main [name={name}]:not([hidden] *)")]
    assert asked
    assert {name: page.field(name).value for name in asked} == dict.fromkeys(asked, HTML)
