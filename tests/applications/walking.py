"""Any of the fifteen kinds, page by page, with the answers of `typed_for`."""

from collections.abc import Mapping
from typing import Any

from lk.applications.catalogue import Field, Kind, kind
from lk.applications.values import choices_of
from tests.applications.answers import documents_for, typed_for
from tests.applications.wizard import send
from tests.client import Client
from tests.harness.controls import File
from tests.harness.filling import entries
from tests.page import Page


def begin(client: Client, kind_code: str) -> Page:
    """The button of the kind on «Создать заявку»: the first step."""
    found = kind(kind_code)
    title = f"{found.category.title} — {found.group.who}"
    return client.open("applications.start").submit(title.replace("\u00a0", " "))


def fill(page: Page, kind_code: str, step: str, **changes: Any) -> Page:
    """A step filled in, rows added where more are needed, and «Далее»."""
    of, answers = kind(kind_code), typed_for(kind_code, **changes)
    for key, missing in _rows_to_add(page, of, step, answers).items():
        for _ in range(missing):
            page = _press(page, f"add-{key}", _values(page, of, step, answers))
    return page.submit("Далее", **_values(page, of, step, answers))


def attach(page: Page, kind_code: str, files: Mapping[str, File], **more: File) -> Page:
    """Every document that is asked for, and «Далее»; `files` in turn."""
    chosen = list(files.values())
    slots = list(documents_for(kind_code))
    given = {f"file_{slot}": chosen[at % len(chosen)] for at, slot in enumerate(slots)}
    return page.submit("Далее", **(given | more))


def walk(client: Client, kind_code: str, files: Mapping[str, File], **changes: Any) -> Page:
    """From «Создать заявку» to the receipt with its number."""
    page = begin(client, kind_code)
    for step in ("requisites", "object", "technical"):
        page = fill(page, kind_code, step, **changes)
        assert not page.errors, (step, page.errors)
    page = attach(page, kind_code, files)
    assert not page.errors, page.errors
    return send(page)


def _rows_to_add(page: Page, of: Kind, step: str, answers: Mapping[str, Any]) -> dict[str, int]:
    found = {}
    for field in of.step(step).fields:
        if field.type == "repeat" and field.key in answers:
            first = field.fields[0].key
            wanted = len(answers[field.key])
            there = sum(page.has_field(f"{field.key}-{at}-{first}") for at in range(wanted))
            found[field.key] = wanted - there
    return found


def _values(page: Page, of: Kind, step: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Control's name → what a person fills in, for the controls that the page has."""
    found: dict[str, Any] = {}
    for field in of.step(step).fields:
        answer = answers.get(field.key)
        if field.type == "repeat":
            for at, row in enumerate(answer or []):
                for column in field.fields:
                    found[f"{field.key}-{at}-{column.key}"] = _words(column, row.get(column.key))
        elif answer is not None:
            found[field.key] = _words(field, answer)
    return {name: value for name, value in found.items() if page.has_field(name)}


def _words(field: Field, answer: Any) -> Any:
    if field.type in {"select", "radio", "yesno"}:
        return {choice.value: choice.label for choice in choices_of(field)}.get(answer, answer)
    return answer or ""


def _press(page: Page, name: str, values: Mapping[str, Any]) -> Page:
    button = page.main.select_one(f"button[name={name}]")
    assert button is not None, f"no button {name} on «{page.h1}»"
    form = page.form_of(button)
    return page.send(form, entries(form, values, button))
