"""What has happened in a case, told to its applicant and to the office."""

from datetime import date
from typing import Any

from lk.applications import rules, service
from lk.applications.models import Application, CaseEvent
from lk.clock import now
from lk.db import db
from tests.applications.wizard import a_submitted
from tests.factories import an_application, move


def register(case: Application) -> None:
    service.move_status(
        application=case,
        to="registered",
        by="Петрова",
        at=now(),
        facts=rules.Facts(date=date(2026, 11, 24), number="7"),
    )
    db.session.commit()


def test_log_is_one_select_with_the_offices_notes_only_for_the_office(
    clock: Any, consumer: Any, queries: Any
) -> None:
    case = a_submitted(consumer)
    register(case)
    service.note(application=case, text="Позвонить", by="Петрова", at=now())
    db.session.commit()
    case_id = case.id
    before = len(queries.selects)

    log = service.log_of(case)

    assert len(queries.selects) - before == 1
    assert case.id == case_id
    assert log.events == []
    assert [each.status for each in log.changes] == ["submitted", "registered"]
    whole = service.log_of(case, with_internal=True)
    assert [each.code for each in whole.events] == ["note"]
    assert whole.events[0].details == {"text": "Позвонить"}


def test_timeline_shows_what_a_correction_changed_and_masks_what_is_personal(
    clock: Any, consumer: Any
) -> None:
    case = a_submitted(consumer)
    event = CaseEvent(application_id=case.id, at=now(), by="consumer:ivanova", code="corrected")
    db.session.add(event)
    db.session.flush()
    fields = [
        {"key": "p_new", "label": "Мощность", "before": "12,5\xa0кВт", "after": "14\xa0кВт"},
        {"key": "passport", "label": "Паспорт", "before": "6903 123456", "after": "6903 123457"},
    ]
    event.keep_details({"fields": fields})
    db.session.commit()

    _, corrected = sorted(service.timeline(case), key=lambda each: not each.is_status)

    power, passport = corrected.differences
    assert (power.before, power.after) == ("12,5\xa0кВт", "14\xa0кВт")
    assert passport.before == passport.after.replace("57", "56") == "69** ****56"
    assert corrected.by == "вы"
    assert not corrected.is_current


def test_withdrawal_is_told_once_with_its_reason(clock: Any, consumer: Any) -> None:
    case = a_submitted(consumer)
    service.withdraw(application=case, user=consumer, at=now(), reason="Продаю участок")
    db.session.commit()

    newest, *rest = service.timeline(case)

    assert newest.text == "Вы отозвали заявку."
    assert newest.comment == "Продаю участок"
    assert len(rest) == 1
    assert service.coming(case) == ()


def test_case_is_told_to_the_office_with_names_and_notes(clock: Any, consumer: Any) -> None:
    case = a_submitted(consumer)
    clock.forward(hours=1)
    register(case)
    service.note(application=case, text="Позвонить", by="Петрова", at=now())
    db.session.commit()

    told = "\n".join(service.tell(case, at=now())).replace("\xa0", " ")

    assert "24.11.2026 в 12:04: Заявитель подал заявку." in told
    assert "Заявка зарегистрирована под № 7 от 24.11.2026." in told
    assert "Пояснение: «Позвонить»." in told
    assert "Кто: Петрова." in told
    assert told.endswith("Ход за компанией до 27 ноября 2026 г.")


def test_step_that_came_too_late_says_so_to_the_applicant(
    clock: Any, consumer: Any, signed_in: Any
) -> None:
    case = an_application(consumer, "review")
    clock.forward(days=60)
    move(case, "offer_posted")

    newest, *older = service.timeline(case)

    assert newest.late_after is not None
    assert [each.late_after for each in older] == [None] * len(older)
    signed_in.sign_in_as(consumer)
    page = signed_in.open("applications.card", public_id=case.public_id)
    assert f"Позже срока Нужно было до {newest.late_after:%d.%m.%Y}." in page.text


def test_step_in_time_is_not_marked(clock: Any, consumer: Any) -> None:
    case = a_submitted(consumer)
    register(case)

    assert [each.late_after for each in service.timeline(case)] == [None, None]
