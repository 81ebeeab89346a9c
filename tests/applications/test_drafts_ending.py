from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from lk import files
from lk.applications import rules, service, upkeep
from lk.applications.models import Application, Document
from lk.clock import now
from lk.db import db
from lk.outbox import Letter
from tests.applications.wizard import a_draft, a_submitted

PURPOSE = "applications.draft_ending"


def subjects(letters: Any, address: str) -> list[str]:
    return [each.subject for each in letters.to(address) if "Черновик" in each.subject]


def drafts() -> int:
    return db.session.scalar(select(func.count()).select_from(Application)) or 0


def go_by(clock: Any, days: int) -> None:
    """The worker tidies up every day."""
    for _ in range(days):
        clock.forward(days=1)
        upkeep.tidy_drafts(at=now())


def test_forgotten_draft_goes_after_two_letters(consumer: Any, letters: Any, clock: Any) -> None:
    a_draft(consumer)
    (key,) = set(db.session.scalars(select(Document.storage_key).limit(1)))

    go_by(clock, 89)
    written = subjects(letters, consumer.email)
    before = drafts()
    go_by(clock, 1)

    assert written == ["Черновик заявки будет удален 22.02.2027"] * 2
    assert before == 1
    assert drafts() == 0
    assert not list(_stored(key))


def test_first_letter_comes_seven_days_before(consumer: Any, letters: Any, clock: Any) -> None:
    a_draft(consumer)

    go_by(clock, 82)
    silent = subjects(letters, consumer.email)
    go_by(clock, 1)

    assert silent == []
    assert len(subjects(letters, consumer.email)) == 1
    assert "удалится 22 февраля 2027 г." in letters.to(consumer.email)[-1].text


def test_change_of_the_draft_begins_its_term_anew(consumer: Any, letters: Any, clock: Any) -> None:
    draft = a_draft(consumer)
    go_by(clock, 85)
    service.save_step(application=draft, step="object", raw={"obj_name": "Дом"}, at=now())
    db.session.commit()

    go_by(clock, 80)

    assert drafts() == 1
    assert subjects(letters, consumer.email) == []  # the first one lost its reason


def test_worker_that_was_away_warns_before_it_removes(
    consumer: Any, letters: Any, clock: Any
) -> None:
    a_draft(consumer)
    clock.forward(days=400)

    upkeep.tidy_drafts(at=now())
    upkeep.tidy_drafts(at=now())

    assert drafts() == 1
    go_by(clock, 6)
    letters.deliver()
    assert drafts() == 1
    go_by(clock, 1)
    assert drafts() == 0


def test_draft_stays_while_its_last_letter_waits_for_a_mail_server(
    consumer: Any, letters: Any, clock: Any
) -> None:
    a_draft(consumer)

    go_by(clock, 95)
    kept = drafts()
    letters.deliver()
    go_by(clock, 1)

    assert (kept, drafts()) == (1, 0)


def test_hundreds_that_wait_for_their_day_keep_no_other_one_waiting(
    consumer: Any, letters: Any, clock: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("lk.applications.service.expiring.AT_ONCE", 2)
    for _ in range(5):
        a_draft(consumer, files=False)

    go_by(clock, 83)

    assert len(subjects(letters, consumer.email)) == 5


def test_submitted_applications_are_never_removed(consumer: Any, clock: Any) -> None:
    a_submitted(consumer)

    go_by(clock, 120)

    assert drafts() == 1


def test_letter_is_not_sent_about_a_draft_that_is_gone(
    consumer: Any, letters: Any, clock: Any
) -> None:
    draft = a_draft(consumer)
    clock.forward(days=84)
    upkeep.tidy_drafts(at=now())
    service.delete_draft(application=draft, by="consumer:ivanova", at=now())
    db.session.commit()

    found = subjects(letters, consumer.email)

    assert found == []
    assert db.session.scalar(select(Letter.purpose)) == PURPOSE


def _stored(key: str) -> Any:
    try:
        yield from files.store().open(key, "documents|x")
    except FileNotFoundError:
        return


def test_time_of_the_warnings_is_the_rule() -> None:
    assert rules.DRAFT_DAYS == 90
    assert [timedelta(days=days).days for days in rules.DRAFT_WARNINGS] == [7, 1]
