"""A step is thought out before the database is held; what happens meanwhile is never lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from lk.account.service import sessions
from lk.applications.models import Application
from lk.applications.service import drafts, start
from lk.db import db, short_transaction
from tests.applications.saving import step_of
from tests.applications.wizard import a_draft
from tests.client import Client

SECOND, THIRD = "г. Томск, ул. Вторая, 2", "г. Томск, ул. Третья, 3"


@pytest.fixture
def draft(consumer: Any) -> Any:
    """One that was saved before."""
    found = a_draft(consumer, files=False)
    found.saved_at += timedelta(seconds=1)
    db.session.commit()
    return found


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """What happens between the reading of a step and the moment when it is written."""

    def happens(act: Callable[[], None]) -> None:
        begin = drafts.begin_write_and_keep

        def begin_later() -> None:
            act()
            begin()

        monkeypatch.setattr(drafts, "begin_write_and_keep", begin_later)

    return happens


def read_anew(draft: Any) -> None:
    db.session.rollback()
    db.session.refresh(draft)


def another_window(draft: Any, clock: Any, **typed: str) -> None:
    with short_transaction() as session:
        row = session.get_one(Application, draft.id)
        row.keep_typed(row.typed | typed)
        row.saved_at = clock.now


def test_step_where_nothing_is_new_writes_nothing(signed_in: Client, draft: Any) -> None:
    before = (draft.draft_answers, draft.saved_at)

    page = step_of(signed_in, draft, "object").submit("Далее", follow=False)

    assert (page.status, page.statements.written) == (303, set())
    assert "BEGIN IMMEDIATE" not in page.statements.all
    read_anew(draft)
    assert (draft.draft_answers, draft.saved_at) == before


def test_first_step_over_what_is_filled_in_already_makes_the_draft_ones_own(
    clock: Any, signed_in: Client, consumer: Any
) -> None:
    draft = start(user=consumer, kind_code="fl-150", at=clock.now)
    db.session.commit()
    clock.forward(minutes=1)

    step_of(signed_in, draft, "requisites").submit("Далее")

    read_anew(draft)
    assert not draft.is_untouched


def test_changed_step_is_one_update(clock: Any, signed_in: Client, draft: Any) -> None:
    clock.forward(minutes=1)

    page = step_of(signed_in, draft, "object").submit("Далее", follow=False, obj_addr=SECOND)

    writes = [sql for sql in page.statements.all if sql.lstrip().startswith("UPDATE")]
    read_anew(draft)
    assert (page.status, len(writes)) == (303, 1)
    assert (draft.typed["obj_addr"], draft.object_address) == (SECOND, SECOND)
    assert draft.search_key.startswith("г. томск, ул. вторая")
    assert draft.saved_at == clock.now


def test_refused_step_is_kept_as_well(signed_in: Client, draft: Any) -> None:
    page = step_of(signed_in, draft, "object").submit("Далее", obj_addr="")

    read_anew(draft)
    assert page.status == 422
    assert draft.typed["obj_addr"] == ""


def test_other_field_of_another_window_is_kept_beside_this_one(
    clock: Any, signed_in: Client, draft: Any, meanwhile: Any
) -> None:
    page = step_of(signed_in, draft, "object")
    meanwhile(lambda: another_window(draft, clock, obj_name="дача"))

    answer = page.submit("Далее", follow=False, obj_addr=SECOND)

    read_anew(draft)
    assert answer.status == 303
    assert (draft.typed["obj_addr"], draft.typed["obj_name"]) == (SECOND, "дача")


def test_other_text_of_another_window_is_shown_beside_this_one(
    clock: Any, signed_in: Client, draft: Any, meanwhile: Any
) -> None:
    page = step_of(signed_in, draft, "object")
    meanwhile(lambda: another_window(draft, clock, obj_addr=THIRD))

    answer = page.submit("Далее", obj_addr=SECOND)

    read_anew(draft)
    assert answer.status == 409
    assert draft.typed["obj_addr"] == THIRD


def test_session_that_ends_meanwhile_saves_nothing_and_loses_nothing(
    clock: Any, signed_in: Client, draft: Any, consumer: Any, meanwhile: Any
) -> None:
    page = step_of(signed_in, draft, "object")

    def sign_out() -> None:
        db.session.rollback()
        sessions.end_all(user=consumer, at=clock.now)
        db.session.commit()

    meanwhile(sign_out)

    answer = page.submit("Далее", obj_addr=SECOND)

    read_anew(draft)
    assert answer.h1 == "Вход"
    assert draft.typed["obj_addr"] != SECOND


def test_what_was_submitted_is_not_saved_at_once(draft: Any, clock: Any) -> None:
    raw = {"obj_addr": SECOND}
    draft.number = "2026-11-24-1-1"
    draft.enter("submitted")

    saved = drafts.save_at_once(
        application=draft, step="object", raw=raw, at=clock.now, sign_in_id=1
    )

    assert saved is None
