from typing import Any

import pytest

from lk.applications import rules, service
from lk.applications.models import Application
from lk.clock import now
from lk.db import db
from lk.files.sweeping import remove_unclaimed
from tests.applications.answers import typed
from tests.applications.wizard import a_draft, a_submitted
from tests.factories import another_consumer
from tests.harness.statements import watching


def test_a_new_draft_knows_what_the_profile_knows(consumer: Any) -> None:
    draft = service.start(user=consumer, kind_code="fl-150", at=now())

    answers = draft.typed
    assert answers["email"] == consumer.email
    assert [answers[key] for key in ("last_name", "first_name", "middle_name")] == [
        "Иванова",
        "Анна",
        "Петровна",
    ]


def test_an_organisation_finds_its_name_in_the_form(app: Any) -> None:
    user = another_consumer(kind="organisation", name="ООО «Северный склад»")

    draft = service.start(user=user, kind_code="ul-150", at=now())

    assert draft.typed["org_name"] == "ООО «Северный склад»"


def test_a_name_that_is_no_name_is_not_taken_over(app: Any) -> None:
    user = another_consumer(name="Тест 123")

    draft = service.start(user=user, kind_code="fl-150", at=now())

    assert draft.typed.get("first_name") is None


def test_the_twenty_first_draft_is_refused(consumer: Any) -> None:
    for _ in range(rules.MAX_DRAFTS):
        service.start(user=consumer, kind_code="fl-150", at=now())

    with pytest.raises(rules.TooManyDrafts):
        service.start(user=consumer, kind_code="fl-150", at=now())


def test_what_is_wrong_is_kept_as_it_was_typed(consumer: Any) -> None:
    draft = service.start(user=consumer, kind_code="fl-150", at=now())

    service.save_step(
        application=draft, step="requisites", raw={"passport": "не помню\0"}, at=now()
    )

    assert draft.typed["passport"] == "не помню"


def test_a_step_saves_its_own_answers_only(consumer: Any) -> None:
    draft = service.start(user=consumer, kind_code="fl-150", at=now())

    service.save_step(
        application=draft,
        step="object",
        raw={"obj_addr": "г. Томск", "passport": "6903 123456", "status": "closed"},
        at=now(),
    )

    assert draft.typed["obj_addr"] == "г. Томск"
    assert "passport" not in draft.typed
    assert draft.status == "draft"


def test_personal_answers_are_not_readable_in_the_row(consumer: Any) -> None:
    draft = a_draft(consumer, files=False)

    row = db.session.connection().exec_driver_sql("SELECT * FROM applications").mappings().one()

    text = repr({key: bytes(v) if isinstance(v, memoryview) else v for key, v in row.items()})
    assert "6903" not in text
    assert "Щербакова" not in text
    assert row["object_address"] == draft.object_address == "г. Томск, ул. Мира, д. 1"


def test_sealed_answers_of_another_row_do_not_open(consumer: Any) -> None:
    one, other = a_draft(consumer, files=False), a_draft(consumer, files=False)

    one.draft_answers = other.draft_answers

    with pytest.raises(Exception, match=r"applications\.draft_answers"):
        _ = one.typed


def test_two_windows_do_not_overwrite_each_other_unseen(consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    seen = service.marks(draft.kind.step("object").fields, draft.typed)
    first, second = typed(obj_addr="ул. Первая, 1"), typed(obj_addr="ул. Вторая, 2")
    service.save_step(application=draft, step="object", raw=first, at=now(), seen=seen)

    conflicts = service.save_step(application=draft, step="object", raw=second, at=now(), seen=seen)

    assert conflicts == (service.Conflict("obj_addr", "ул. Первая, 1", "ул. Вторая, 2"),)
    assert draft.typed["obj_addr"] == "ул. Первая, 1"


def test_text_that_was_chosen_over_a_stored_one_is_kept(consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    seen = service.marks(draft.kind.step("object").fields, draft.typed)
    first, second = typed(obj_addr="ул. Первая, 1"), typed(obj_addr="ул. Вторая, 2")
    service.save_step(application=draft, step="object", raw=first, at=now(), seen=seen)

    conflicts = service.save_step(
        application=draft,
        step="object",
        raw=second,
        at=now(),
        seen=seen,
        kept=frozenset({"obj_addr"}),
    )

    assert conflicts == ()
    assert draft.typed["obj_addr"] == "ул. Вторая, 2"


def test_the_same_answers_sent_twice_are_no_conflict(consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    seen = service.marks(draft.kind.step("object").fields, draft.typed)
    raw = typed(obj_addr="ул. Первая, 1")

    conflicts = [
        service.save_step(application=draft, step="object", raw=raw, at=now(), seen=seen)
        for _ in range(2)
    ]

    assert conflicts == [(), ()]
    assert draft.typed["obj_addr"] == "ул. Первая, 1"


def test_a_submitted_application_is_not_edited(consumer: Any) -> None:
    case = a_submitted(consumer)

    with pytest.raises(rules.NotEditable):
        service.save_step(application=case, step="object", raw=typed(), at=now())


def test_a_deleted_draft_leaves_no_row_and_no_file(consumer: Any) -> None:
    draft = a_draft(consumer)

    keys = service.delete_draft(application=draft, by="consumer:ivanova", at=now())
    db.session.commit()
    remove_unclaimed(keys)

    assert len(keys) == 3
    assert db.session.query(Application).count() == 0


def test_the_home_page_takes_one_select(consumer: Any, session: Any) -> None:
    for _ in range(3):
        service.start(user=consumer, kind_code="fl-150", at=now())
    session.commit()
    user_id = consumer.id

    with watching() as statements:
        found = service.home_cards(user_id=user_id)
        labels = [each.status_label for each in found]

    assert labels == ["Черновик"] * 3
    assert len(statements) == 1


def test_pages_go_on_where_the_last_one_ended(consumer: Any) -> None:
    cases = [a_submitted(consumer) for _ in range(5)]

    first = service.page_of(user_id=consumer.id, limit=3)
    second = service.page_of(user_id=consumer.id, before=first.before, limit=3)

    found = [each.id for each in (*first.applications, *second.applications)]
    assert found == [each.id for each in reversed(cases)]
    assert second.before is None


def test_lists_do_not_open_answers(consumer: Any, session: Any) -> None:
    a_submitted(consumer)
    user_id = consumer.id
    session.expire_all()

    with watching() as statements:
        service.home_cards(user_id=user_id)

    assert not any("final_answers" in sql for sql in statements.selects)
