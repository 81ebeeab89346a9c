from datetime import date, timedelta
from typing import Any

from lk.account.models import User
from lk.applications import rules, service, upkeep
from lk.applications.acts import ACCEPT
from lk.applications.models import Application
from lk.clock import now, today
from lk.company import company
from lk.db import db
from tests.applications.wizard import a_submitted


def a_case_that_waits(user: User, due: date | None = None) -> Application:
    """Asked for documents, by 22.12.2026 by the table."""
    case = a_submitted(user)
    day = today(company().time_zone)
    for to, facts in (
        ("registered", rules.Facts(date=day, number="12")),
        ("review", rules.Facts()),
        ("need_docs", rules.Facts(due=due)),
    ):
        service.move_status(
            application=case, to=to, by="Петрова", at=now(), comment="Нет плана", facts=facts
        )
    db.session.commit()
    return case


def about_terms(letters: Any, address: str) -> list[Any]:
    return [each for each in letters.to(address) if each.subject.startswith("Срок ")]


def go_by(clock: Any, days: int) -> None:
    """The worker looks around twice a day."""
    for _ in range(days * 2):
        clock.forward(hours=12)
        upkeep.remind(at=now())


def test_one_letter_comes_before_the_last_day_and_one_after(
    consumer: Any, letters: Any, clock: Any
) -> None:
    case = a_case_that_waits(consumer)

    go_by(clock, 22)
    silent = about_terms(letters, consumer.email)
    go_by(clock, 3)
    (first,) = about_terms(letters, consumer.email)
    go_by(clock, 12)
    _, second = about_terms(letters, consumer.email)

    assert silent == []
    assert first.subject == f"Срок подходит: заявка № {case.number}"
    assert "До 22 декабря 2026 г. включительно" in first.text.replace("\xa0", " ")
    assert second.subject == f"Срок прошел: заявка № {case.number}"
    assert "документы еще можно отправить" in second.text
    assert f"https://lk.test/lk/applications/{case.public_id}" in second.links


def test_nobody_is_reminded_on_the_day_of_the_request_itself(
    consumer: Any, letters: Any, clock: Any
) -> None:
    a_case_that_waits(consumer, due=date(2026, 11, 26))

    upkeep.remind(at=now())
    same_day = about_terms(letters, consumer.email)
    clock.forward(days=1)
    upkeep.remind(at=now())

    assert same_day == []
    assert len(about_terms(letters, consumer.email)) == 1


def test_one_who_has_answered_is_left_in_peace(consumer: Any, letters: Any, clock: Any) -> None:
    case = a_case_that_waits(consumer)
    service.move_status(application=case, to="review", by="Петрова", at=now(), facts=rules.Facts())
    day = today(company().time_zone)
    service.move_status(
        application=case, to="offer_posted", by="Петрова", at=now(), facts=rules.Facts(date=day)
    )
    service.perform(application=case, user=consumer, act=ACCEPT, at=now())
    db.session.commit()

    go_by(clock, 12)

    assert about_terms(letters, consumer.email) == []


def test_worker_that_was_away_for_long_reminds_nobody_of_the_past(
    consumer: Any, letters: Any, clock: Any
) -> None:
    a_case_that_waits(consumer)
    clock.forward(days=60)

    count = upkeep.remind(at=now())

    assert count == 0
    assert about_terms(letters, consumer.email) == []


def test_companys_own_terms_trouble_no_applicant(consumer: Any, letters: Any, clock: Any) -> None:
    a_submitted(consumer)

    go_by(clock, 6)

    assert about_terms(letters, consumer.email) == []
    assert now() > clock.now - timedelta(seconds=1)
