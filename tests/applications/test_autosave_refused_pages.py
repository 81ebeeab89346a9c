"""A field that cannot be saved: no session, no right, too large; nothing that was typed is lost."""

from typing import Any

import pytest

from lk.applications import catalogue
from lk.db import db
from tests.applications.answers import CODES
from tests.applications.saving import HTMX, a_draft_of, leave, step_of
from tests.applications.wizard import a_draft, submit
from tests.client import Client
from tests.factories import PASSWORD, another_consumer

FRAGMENT = 20 * 1024
CONTROLS = "input:not([type=hidden]), select, textarea"


def test_session_that_ended_leaves_the_page_where_it_is(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    page = step_of(signed_in, draft, "object")
    signed_in.forget_cookies()

    answer = leave(page, "obj_addr", "г. Томск, ул. Новая, 7")
    asked = page.submit("Далее", obj_addr="г. Томск, ул. Новая, 7")
    shown = asked.submit("Войти", Логин=consumer.login, Пароль=PASSWORD)

    assert (answer.status, answer.headers.get("HX-Redirect")) == (401, None)
    assert shown.field("Адрес объекта").value == "г. Томск, ул. Новая, 7"
    assert draft.typed["obj_addr"] == "г. Томск, ул. Мира, д. 1"


def test_answer_names_the_fields_that_it_has_made_required(
    signed_in: Client, consumer: Any
) -> None:
    page = step_of(
        signed_in, a_draft_of(consumer, "ul-150", bank_bik="", bank_acc=""), "requisites"
    )
    account = "40702810938000012345"

    called = leave(page, "bank_acc", account).soup.find(id="step-state")
    quiet = leave(page, "bank_acc", "").soup.find(id="step-state")

    assert called["data-required"] == "bank_bik"
    assert not quiet.has_attr("data-required")


def test_answer_brings_the_stepper_only_when_a_step_is_finished_or_no_longer(
    signed_in: Client, consumer: Any
) -> None:
    page = step_of(signed_in, a_draft(consumer), "object")

    emptied = leave(page, "obj_addr", "")
    same = leave(page, "obj_name", "жилой дом")
    mended = leave(page, "obj_addr", "г. Томск, ул. Новая, 7")

    ways = [each.soup.select("#stepper a") for each in (emptied, same, mended)]
    assert [len(each) for each in ways] == [3, 0, 4]


def test_page_of_an_older_session_is_told_so_and_shown_again_filled_in(
    signed_in: Client, consumer: Any
) -> None:
    draft = a_draft(consumer, files=False)
    page = step_of(signed_in, draft, "object")
    signed_in.forget_cookies()
    signed_in.sign_in_as(consumer)

    answer = leave(page, "obj_addr", "г. Томск, ул. Новая, 7")
    shown = page.submit("Далее", obj_addr="г. Томск, ул. Новая, 7")

    assert (answer.status, answer.body) == (400, b"")
    assert shown.status == 400
    assert shown.field("Адрес объекта").value == "г. Томск, ул. Новая, 7"
    assert draft.typed["obj_addr"] == "г. Томск, ул. Мира, д. 1"
    shown.submit("Далее")
    assert draft.typed["obj_addr"] == "г. Томск, ул. Новая, 7"


def test_field_of_another_consumer_is_not_found(signed_in: Client, consumer: Any) -> None:
    page = step_of(signed_in, a_draft(consumer, files=False), "object")
    theirs = a_draft(another_consumer(), files=False)
    form = page.soup.select_one("form[data-autosave]")
    assert form is not None
    form["data-autosave"] = f"/lk/applications/{theirs.public_id}/object/fields"

    answer = leave(page, "obj_addr", "чужое")

    assert answer.status == 404
    assert theirs.typed["obj_addr"] == "г. Томск, ул. Мира, д. 1"


def test_field_of_what_was_submitted_meanwhile_leads_away(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer)
    page = step_of(signed_in, draft, "object")
    submit(draft, consumer)
    db.session.commit()

    answer = leave(page, "obj_addr", "поздно")

    assert answer.headers["HX-Redirect"].startswith(f"/lk/applications/{draft.public_id}")
    assert draft.typed["obj_addr"] == "г. Томск, ул. Мира, д. 1"


@pytest.mark.parametrize("kind_code", CODES)
def test_answer_to_every_field_is_small_and_asks_the_database_little(
    signed_in: Client, consumer: Any, kind_code: str
) -> None:
    draft = a_draft_of(consumer, kind_code)
    sizes, selects = {}, {}
    for step in catalogue.kind(kind_code).steps:
        page = step_of(signed_in, draft, step.code) if step.groups else None
        for field in step.fields:
            if page is None or field.type in {"readonly", "repeat"}:
                continue
            if page.has_field(field.key):
                answer = leave(page, field.key)
                sizes[field.key] = len(answer.body)
                selects[field.key] = len(answer.statements)

    assert {key: size for key, size in sizes.items() if size > FRAGMENT} == {}
    assert {key: count for key, count in selects.items() if count > 4} == {}


def test_too_large_a_body_is_refused_and_nothing_is_saved(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    page = step_of(signed_in, draft, "object")
    signed_in.checks_pages = False  # the page of the refusal is shown to nobody

    answer = leave(page, "obj_addr", "щ" * 70_000)

    assert answer.status == 413
    assert draft.typed["obj_addr"] == "г. Томск, ул. Мира, д. 1"


def test_page_says_to_the_script_where_and_what(signed_in: Client, consumer: Any) -> None:
    page = step_of(signed_in, a_draft(consumer, files=False), "technical")

    form = page.soup.select_one("form[data-autosave]")
    assert form is not None
    assert form["data-autosave"] == f"{page.path}/fields"
    assert HTMX["HX-Request"] == "true"
    lacking = [
        each["name"]
        for each in form.select(CONTROLS)
        if not page.soup.find(id=f"{each['name']}-notice")
        if not each.find_parent(class_="repeat-row")  # the script gives each of these its place
    ]
    assert lacking == []
