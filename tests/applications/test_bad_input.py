"""Whatever comes into a field of any kind: never a 500, and what can be kept is shown back."""

from typing import Any

import pytest

from lk.applications import catalogue, service
from lk.applications.catalogue import Field, Kind
from lk.applications.models import Application
from lk.clock import now
from lk.db import db
from tests.applications.answers import typed_for
from tests.client import Client
from tests.page import Page

ALL = [kind for group in catalogue.groups() for kind in catalogue.kinds_of(group.code)]
# Between them these ask every question there is.
KINDS = ("fl-15", "fl-670p", "ip-150", "ip-tmp", "ul-15", "ul-670p")
STEPS = ("technical", "object", "requisites")  # a finished step stays open
HTML = "</textarea></script><script>alert(1)</script><b title='\"'>"
BAD = {
    "empty": "",
    "blanks": " \t\u00a0\u2003\n ",
    "NUL": "а\0б",
    "half of a sign": "а\ufffdб",
    "right-to-left marks": "\u202eтекст\u202c\u200f",
    "HTML": HTML,
    "a list": "['а']",
    "a number": "-0.1e309",
    "no number": "NaN",
    "other digits": "٣٤١",
    "long": "z" * 1200,
    "a template": "{{ 7 * 7 }}{% raw %}",
    "SQL": "'; DROP TABLE applications; --",
}


def a_draft(consumer: Any, kind_code: str) -> Application:
    """A draft of this kind with all steps filled in, so that each of them can be opened."""
    draft = service.start(user=consumer, kind_code=kind_code, at=now())
    for step in STEPS:
        service.save_step(application=draft, step=step, raw=typed_for(kind_code), at=now())
    db.session.commit()
    return draft


def names_of(kind: Kind, step: str) -> list[str]:
    """The controls of a step as its page names them; of a repeating group the first two rows."""
    names: list[str] = []
    for field in kind.step(step).fields:
        if field.type == "repeat":
            names += [f"{field.key}-{row}-{cell.key}" for row in (0, 1) for cell in _asked(field)]
        elif field.type != "readonly":
            names.append(field.key)
    return names


def _asked(field: Field) -> list[Field]:
    return [cell for cell in field.fields if cell.type != "readonly"]


def send(client: Client, draft: Application, step: str, pairs: list[tuple[str, Any]]) -> Page:
    page = client.open("applications.step", public_id=draft.public_id, step=step)
    form = page.soup.select_one("main form[method=post]")
    assert form is not None
    hidden = [(each["name"], each["value"]) for each in form.select("input[type=hidden][name]")]
    return client.post(
        client.url("applications.step", public_id=draft.public_id, step=step),
        [*hidden, *pairs, ("go", "next")],
    )


def test_kinds_of_this_table_ask_every_question() -> None:
    everything = {field.key for kind in ALL for field in kind.fields}
    asked = {field.key for code in KINDS for field in catalogue.kind(code).fields}

    assert asked == everything


@pytest.mark.parametrize("kind_code", KINDS)
@pytest.mark.parametrize("bad", list(BAD))
def test_bad_value_in_every_field_is_answered_with_words(
    signed_in: Client, consumer: Any, kind_code: str, bad: str
) -> None:
    draft = a_draft(consumer, kind_code)
    kind = catalogue.kind(kind_code)

    answers = {
        step: send(signed_in, draft, step, [(name, BAD[bad]) for name in names_of(kind, step)])
        for step in STEPS
    }

    assert {page.status for page in answers.values()} <= {422, 303, 200}
    assert answers["requisites"].errors
    assert "<script>alert(1)" not in str(answers["object"].soup.select_one("main form"))


@pytest.mark.parametrize("kind_code", ["fl-15", "ul-670p", "ip-tmp"])
def test_repeated_keys_and_unknown_ones_are_answered_with_words(
    signed_in: Client, consumer: Any, kind_code: str
) -> None:
    draft = a_draft(consumer, kind_code)
    kind = catalogue.kind(kind_code)
    unknown = [("нет-такого", "1"), ("stages-999999999999-power", "1"), ("stages--1-power", "1")]

    answers = [
        send(
            signed_in,
            draft,
            step,
            [(name, value) for name in names_of(kind, step) for value in ("раз", "два")] + unknown,
        )
        for step in STEPS
    ]

    assert {page.status for page in answers} == {422}


def test_bytes_that_are_no_text_are_answered_with_words(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, "fl-150")
    path = signed_in.url("applications.step", public_id=draft.public_id, step="object")
    page = signed_in.open_path(path)
    token = page.soup.select_one("[name=csrf_token]")["value"]  # type: ignore[index]
    body = f"csrf_token={token}&go=next&obj_addr=".encode() + b"%ED%A0%80%FF%00" + b"\xff\xfe"

    answer = signed_in.ask(
        "POST", path, data=body, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )

    assert answer.status_code in {400, 409, 422}


def test_megabyte_is_refused_and_the_draft_stays(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, "fl-150")
    before = draft.typed["obj_addr"]

    answer = send(signed_in, draft, "object", [("obj_addr", "я" * 1024 * 1024)])

    db.session.refresh(draft)
    assert answer.status == 413
    assert draft.typed["obj_addr"] == before


def test_html_is_shown_back_as_it_was_typed(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, "fl-150")

    send(signed_in, draft, "object", [("obj_addr", HTML), ("obj_name", HTML)])

    page = signed_in.open("applications.step", public_id=draft.public_id, step="object")
    assert page.field("Адрес объекта").value == HTML
