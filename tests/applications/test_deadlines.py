"""The clock of a case: every move sets the term of whoever moves next."""

from datetime import date, timedelta
from typing import Any

import pytest

from lk.applications import rules, service
from lk.applications.acts import ACCEPT, DISAGREE, REPORT
from lk.applications.models import Application, StatusChange
from lk.clock import now
from lk.db import db
from tests.applications.wizard import a_submitted

# The fixture's clock stands at Tuesday, 24.11.2026.
TODAY = date(2026, 11, 24)
WAY = ("registered", "review", "offer_posted", "contract", "works")


def a_case(user: Any, category: str = "150", **answers: Any) -> Application:
    case = a_submitted(user, **answers)
    case.kind_code = f"fl-{category}"
    db.session.commit()
    return case


def move(case: Application, to: str, day: date | None = None, **facts: Any) -> StatusChange:
    known: dict[str, Any] = {"date": day or TODAY, "number": "7", "progress": 40}
    given = {need: known[need] for need in rules.STATUSES[to].needs if need in known} | facts
    change = service.move_status(
        application=case,
        to=to,
        by="Петрова",
        at=now(),
        comment="Пояснение",
        facts=rules.Facts(**given),
    )
    db.session.commit()
    return change


def go(case: Application, to: str) -> None:
    for status in WAY[: WAY.index(to) + 1]:
        move(case, status)


def test_company_has_three_working_days_from_the_submission(clock: Any, consumer: Any) -> None:
    case = a_case(consumer)

    assert case.due_on == date(2026, 11, 27)
    assert case.whose_turn == "company"


@pytest.mark.parametrize(
    ("category", "review", "offer", "contract"),
    [
        ("15", date(2026, 12, 8), date(2026, 12, 1), date(2027, 5, 24)),
        ("150", date(2026, 12, 8), date(2026, 12, 1), date(2027, 5, 24)),
        ("670", date(2026, 12, 22), date(2026, 12, 8), date(2027, 11, 24)),
        ("670p", date(2026, 12, 22), date(2026, 12, 8), date(2028, 11, 24)),
        ("tmp", date(2026, 12, 8), date(2026, 12, 8), date(2026, 12, 15)),
    ],
)
def test_each_category_gets_its_terms_along_the_way(
    clock: Any, consumer: Any, category: str, review: date, offer: date, contract: date
) -> None:
    case = a_case(consumer, category)
    found = []

    for status in WAY:
        move(case, status)
        found.append(case.due_on)

    assert found == [date(2026, 11, 27), review, offer, contract, contract]


def test_term_of_the_review_runs_from_the_submission(clock: Any, consumer: Any) -> None:
    case = a_case(consumer)
    clock.forward(days=3)

    move(case, "registered", TODAY + timedelta(days=1))
    move(case, "review")

    assert case.due_on == date(2026, 12, 8)


def test_term_of_the_applicant_runs_from_the_day_of_the_paper(clock: Any, consumer: Any) -> None:
    case = a_case(consumer)
    clock.forward(days=6)
    move(case, "registered")
    move(case, "review")

    move(case, "offer_posted", date(2026, 11, 26))

    assert case.due_on == date(2026, 12, 3)


def test_office_sets_its_own_term(clock: Any, consumer: Any) -> None:
    case = a_case(consumer)
    move(case, "registered")
    move(case, "review")

    change = move(case, "need_docs", due=date(2027, 1, 15))

    assert case.due_on == date(2027, 1, 15)
    assert change.facts["due"] == "2027-01-15"
    assert "term" not in change.facts


def test_own_term_of_the_contract_holds_while_the_works_go_on(clock: Any, consumer: Any) -> None:
    case = a_case(consumer, "670p")
    for status in WAY[:3]:
        move(case, status)

    move(case, "contract", due=date(2029, 6, 1))
    move(case, "works")
    move(case, "works", progress=70)

    assert case.due_on == date(2029, 6, 1)


def test_office_says_that_nothing_has_to_be_built(clock: Any, consumer: Any) -> None:
    case = a_case(consumer, distance_m="120", settlement="city")
    for status in WAY[:3]:
        move(case, status)

    move(case, "contract", construction="no")
    move(case, "works")

    assert case.due_on == date(2027, 3, 24)


def test_connection_ends_the_term(clock: Any, consumer: Any) -> None:
    case = a_case(consumer)
    go(case, "works")

    move(case, "ready")
    before = case.due_on
    move(case, "connected")

    assert before == date(2027, 5, 24)
    assert case.due_on is None


def test_report_of_the_applicant_leaves_the_term_of_the_works(clock: Any, consumer: Any) -> None:
    case = a_case(consumer)
    go(case, "works")

    service.perform(application=case, user=consumer, act=REPORT, at=now(), text="Готово")

    assert case.due_on == date(2027, 5, 24)


def test_accepted_terms_leave_nothing_for_the_applicant_to_be_late_with(
    clock: Any, consumer: Any
) -> None:
    case = a_case(consumer)
    go(case, "offer_posted")

    service.perform(application=case, user=consumer, act=ACCEPT, at=now())

    turn = service.turn_of(case, at=now())
    assert case.due_on is None
    assert turn.title == "Ход за Горсетями"
    assert "получили ваш ответ" in turn.text


def test_disagreement_starts_the_term_of_the_answer(clock: Any, consumer: Any) -> None:
    case = a_case(consumer)
    go(case, "offer_posted")
    clock.forward(days=1)

    service.perform(application=case, user=consumer, act=DISAGREE, at=now(), text="Точка не та")
    db.session.commit()

    turn = service.turn_of(case, at=now(), log=service.log_of(case))
    assert case.due_on == date(2026, 12, 9)
    assert turn.whose == "company"
    assert turn.law.startswith("Срок — 10\xa0рабочих дней по правилам")


def test_term_of_an_answer_runs_on_when_one_acts_once_more(clock: Any, consumer: Any) -> None:
    case = a_case(consumer)
    go(case, "offer_posted")
    service.perform(application=case, user=consumer, act=DISAGREE, at=now(), text="Точка не та")
    clock.forward(days=1)

    service.perform(application=case, user=consumer, act=ACCEPT, at=now())
    db.session.commit()

    turn = service.turn_of(case, at=now(), log=service.log_of(case))
    assert case.due_on == date(2026, 12, 8)
    assert turn.law.startswith("Срок — 10\xa0рабочих дней по правилам")


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), TODAY - timedelta(days=1)])
def test_status_of_an_impossible_day_is_refused(clock: Any, consumer: Any, day: date) -> None:
    case = a_case(consumer)

    with pytest.raises(rules.FactRefused):
        move(case, "registered", day)

    assert case.status == "submitted"


def test_change_keeps_the_term_that_it_gave(clock: Any, consumer: Any) -> None:
    case = a_case(consumer)

    change = move(case, "registered")

    assert change.facts["term"] == "2026-11-27"


def test_overdue_is_counted_in_working_days(clock: Any, consumer: Any) -> None:
    case = a_case(consumer)

    assert not case.is_overdue(date(2026, 11, 27))
    assert case.is_overdue(date(2026, 11, 28))
    assert case.days_over(date(2026, 12, 2)) == 3
    assert case.until_words(TODAY).endswith("осталось 3\xa0рабочих дня")


def test_ended_case_is_never_overdue(clock: Any, consumer: Any) -> None:
    case = a_case(consumer)

    move(case, "cancelled", due=date(2026, 11, 24))

    assert not case.is_overdue(date(2027, 11, 24))
    assert case.until_words(date(2027, 11, 24)) == ""


def test_turn_names_the_law_of_a_certain_term(clock: Any, consumer: Any) -> None:
    case = a_case(consumer, "670")
    for status in WAY[:4]:
        move(case, status)

    turn = service.turn_of(case, at=now(), log=service.log_of(case))

    assert turn.law.startswith("Срок — 1\xa0год, сноска 3 типового договора")


def test_turn_says_when_the_term_is_the_offices_own(clock: Any, consumer: Any) -> None:
    case = a_case(consumer)
    move(case, "registered", due=date(2026, 12, 30))

    turn = service.turn_of(case, at=now(), log=service.log_of(case))

    assert turn.law == "Срок указал специалист."
