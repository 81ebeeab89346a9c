from datetime import date, timedelta
from typing import Any

import pytest

from lk.applications import rules, service
from lk.applications.models import Application, StatusChange
from lk.audit.models import AuditEntry
from lk.clock import now
from lk.db import db
from tests.applications.answers import typed
from tests.applications.wizard import a_draft, a_submitted
from tests.factories import another_consumer
from tests.harness.statements import watching


def a_case(user: Any, to: str = "submitted") -> Application:
    """A submitted application, moved on by the office."""
    facts = {"registered": rules.Facts(date=date(2026, 11, 24), number="12")}
    case = a_submitted(user)
    path = ("registered", "review", "need_docs")
    for status in path[: path.index(to) + 1] if to in path else ():
        service.move_status(
            application=case,
            to=status,
            by="Петрова",
            at=now(),
            comment="Нужен план",
            facts=facts.get(status),
        )
    db.session.commit()
    return case


def test_a_new_draft_knows_what_the_profile_knows(consumer: Any) -> None:
    draft = service.start(user=consumer, kind_code="fl-150", at=now())

    answers = draft.typed
    assert answers["email"] == consumer.email
    assert [answers[key] for key in ("last_name", "first_name", "middle_name")] == [
        "Иванова",
        "Анна",
        "Петровна",
    ]


def test_a_name_that_is_no_name_is_not_taken_over(app: Any) -> None:
    user = another_consumer(name="Тест 123")

    draft = service.start(user=user, kind_code="fl-150", at=now())

    assert draft.typed.get("first_name") is None


def test_a_kind_that_is_not_ready_begins_nothing(consumer: Any) -> None:
    with pytest.raises(rules.KindNotReady):
        service.start(user=consumer, kind_code="ul-670", at=now())


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

    with pytest.raises(Exception, match="applications.draft_answers"):
        _ = one.typed


def test_two_windows_do_not_overwrite_each_other_unseen(consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    seen = service.step_stamp(draft, "object")
    first, second = typed(obj_addr="ул. Первая, 1"), typed(obj_addr="ул. Вторая, 2")
    service.save_step(application=draft, step="object", raw=first, at=now(), seen=seen)

    with pytest.raises(rules.StaleDraft):
        service.save_step(application=draft, step="object", raw=second, at=now(), seen=seen)

    assert draft.typed["obj_addr"] == "ул. Первая, 1"


def test_the_same_answers_sent_twice_are_no_conflict(consumer: Any) -> None:
    draft = a_draft(consumer, files=False)
    seen = service.step_stamp(draft, "object")

    for _ in range(2):
        raw = typed(obj_addr="ул. Первая, 1")
        service.save_step(application=draft, step="object", raw=raw, at=now(), seen=seen)

    assert draft.typed["obj_addr"] == "ул. Первая, 1"


def test_a_submitted_application_is_not_edited(consumer: Any) -> None:
    case = a_submitted(consumer)

    with pytest.raises(rules.NotEditable):
        service.save_step(application=case, step="object", raw=typed(), at=now())


def test_a_deleted_draft_leaves_no_row_and_no_file(consumer: Any) -> None:
    draft = a_draft(consumer)

    keys = service.delete_draft(application=draft, user=consumer, at=now())
    db.session.commit()
    service.remove_unclaimed(keys)

    assert len(keys) == 3
    assert db.session.query(Application).count() == 0


def test_a_move_needs_the_facts_of_its_status(consumer: Any) -> None:
    case = a_submitted(consumer)

    with pytest.raises(rules.FactMissing):
        service.move_status(application=case, to="registered", by="Петрова", at=now())


def test_a_move_over_a_status_names_those_allowed(consumer: Any) -> None:
    case = a_submitted(consumer)

    with pytest.raises(rules.MoveRefused) as refused:
        service.move_status(application=case, to="contract", by="Петрова", at=now())

    assert refused.value.allowed == ("registered", "cancelled")


def test_the_office_does_not_submit_a_draft(consumer: Any) -> None:
    draft = a_draft(consumer)

    with pytest.raises(service.NotSubmitted):
        service.move_status(
            application=draft,
            to="submitted",
            by="Петрова",
            at=now(),
            facts=rules.Facts(date=date(2026, 11, 24), number="1"),
        )


def test_twenty_working_days_are_given_to_send_documents(clock: Any, consumer: Any) -> None:
    case = a_case(consumer, "need_docs")

    assert case.due_on == date(2026, 12, 22)
    assert case.waits_for_consumer
    assert case.turn_title == "Ваш ход"


def test_the_timeline_hides_who_of_the_office_it_was(consumer: Any) -> None:
    case = a_case(consumer, "need_docs")

    newest, *_, oldest = service.timeline(case)

    assert newest.is_current
    assert "Нужен план" in newest.comment
    assert newest.by == "Горсети Томск"
    assert oldest.by == "вы"
    assert db.session.query(StatusChange).order_by(StatusChange.id.desc()).first().by == (
        "office:Петрова"
    )


def test_corrections_count_only_when_they_are_sent(consumer: Any) -> None:
    case = a_case(consumer, "need_docs")

    service.save_step(
        application=case, step="object", raw={"obj_name": "баня, ВРУ-0,4 кВ"}, at=now()
    )
    before = case.submitted["obj_name"]
    service.resubmit(application=case, user=consumer, is_confirmed=True, comment="баня", at=now())

    assert before == "жилой дом, ВРУ-0,4 кВ"
    assert case.submitted["obj_name"] == "баня, ВРУ-0,4 кВ"
    assert case.status == "review"
    assert case.due_on is None


def test_corrections_that_are_incomplete_stay_here(consumer: Any) -> None:
    case = a_case(consumer, "need_docs")
    service.save_step(application=case, step="object", raw={"obj_name": ""}, at=now())

    with pytest.raises(rules.Incomplete):
        service.resubmit(application=case, user=consumer, is_confirmed=True, comment="", at=now())

    assert case.status == "need_docs"


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


@pytest.mark.parametrize("text", ["2026-", "щербакова", "мира", "ivanova"])
def test_the_office_finds_by_number_name_address_and_login(consumer: Any, text: str) -> None:
    case = a_submitted(consumer)

    assert [each.id for each in service.list_for_office(text=text)] == [case.id]


def test_the_office_sees_drafts_only_when_it_asks_for_them(consumer: Any) -> None:
    draft = a_draft(consumer, files=False)

    assert service.list_for_office() == []
    assert [each.id for each in service.list_for_office(status="draft")] == [draft.id]


def test_the_office_filters_by_time(consumer: Any) -> None:
    a_submitted(consumer)

    assert len(service.list_for_office(since=now() - timedelta(hours=1))) == 1
    assert service.list_for_office(since=now() + timedelta(hours=1)) == []


def test_an_application_is_found_in_any_spelling_of_its_number(consumer: Any) -> None:
    case = a_submitted(consumer)

    found = service.find_for_office(f" {str(case.number).upper().replace('-', ' – ')} ")

    assert found is not None
    assert found.id == case.id


def test_an_export_holds_answers_documents_and_history(consumer: Any) -> None:
    case = a_submitted(consumer)
    whole = service.find_for_office(str(case.number))
    assert whole is not None

    data = service.export(whole)

    assert data["answers"]["passport"] == "6903123456"
    assert {"group": "Реквизиты физического лица", "label": "Имя", "value": "Аграфена"} in (
        data["text"]
    )
    assert [each["slot"] for each in data["documents"]] == ["plan", "own", "passport"]
    assert data["history"][0]["status"] == "submitted"


def test_rotation_seals_answers_and_files_with_the_new_key(
    consumer: Any, settings_changed: Any
) -> None:
    case = a_submitted(consumer)
    keys = {"k2": bytes(range(100, 132))} | settings_changed().data_keys
    settings_changed(data_keys=keys)
    text = b"".join(service.read_document(service.documents_of(case)[0]))

    rotated = service.rotate_keys()
    db.session.commit()
    service.remove_unclaimed(rotated.touched_files)
    settings_changed(data_keys={"k2": keys["k2"]})

    assert rotated.count == 4
    assert service.rotate_keys().count == 0
    assert case.submitted["passport"] == "6903123456"
    assert b"".join(service.read_document(service.documents_of(case)[0])) == text


def test_every_move_is_one_line_of_the_audit(consumer: Any, session: Any) -> None:
    case = a_submitted(consumer)

    lines = session.query(AuditEntry).filter_by(event="application.status").all()

    assert [line.subject for line in lines] == [f"application:{case.public_id}"]
    assert lines[0].actor == "consumer:ivanova"


def test_lists_do_not_open_answers(consumer: Any, session: Any) -> None:
    a_submitted(consumer)
    user_id = consumer.id
    session.expire_all()

    with watching() as statements:
        service.home_cards(user_id=user_id)

    assert not any("final_answers" in sql for sql in statements.selects)
