from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lk.account.models import User
from lk.home import service
from lk.home.cards import next_steps
from lk.meters.rules import Window
from lk.meters.service import Due, DueMeter
from tests import factories

AT = datetime(2026, 11, 24, 5, 4, tzinfo=UTC)
DAY = date(2026, 11, 24)


def report(words: str, user_id: int | None = None):
    return service.report_misprint(words=words, page="/lk/", comment="", user_id=user_id, at=AT)


def test_cabinet_of_a_newcomer_is_empty(consumer: User):
    cabinet = service.cabinet(user_id=consumer.id, on=DAY)

    assert (cabinet.drafts, cabinet.cases, list(cabinet.threads)) == ([], [], [])


def test_cabinet_holds_drafts_apart_from_applications(consumer: User):
    draft = factories.a_draft(consumer)
    case = factories.an_application(consumer)

    cabinet = service.cabinet(user_id=consumer.id, on=DAY)

    assert [each.id for each in cabinet.drafts] == [draft.id]
    assert [each.id for each in cabinet.cases] == [case.id]


def test_cabinet_shows_nothing_of_another_person(consumer: User):
    other = factories.another_consumer()
    factories.an_application(other)
    factories.a_draft(other)
    factories.a_thread(other)

    cabinet = service.cabinet(user_id=consumer.id, on=DAY)

    assert (cabinet.drafts, cabinet.cases, list(cabinet.threads)) == ([], [], [])


def test_cabinet_takes_three_selects_whatever_it_holds(consumer: User, queries):
    for _ in range(3):
        factories.a_draft(consumer, files=False)
        factories.an_application(consumer)
        factories.a_thread(consumer)
    user_id, before = consumer.id, len(queries.selects)

    cabinet = service.cabinet(user_id=user_id, on=DAY)

    assert (len(cabinet.drafts), len(cabinet.cases), len(cabinet.threads)) == (3, 3, 3)
    assert len(queries.selects) - before == 3


@pytest.mark.parametrize(
    ("meters", "title", "address"),
    [
        (1, "Передайте показания: счетчик 009217", f"/lk/meters/{'0' * 26}/reading"),
        (3, "Передайте показания: 3\N{NO-BREAK SPACE}счетчика", "/lk/meters/mine?state=unsent"),
    ],
)
def test_readings_that_are_due_are_asked_for(
    app, consumer: User, meters: int, title: str, address: str
):
    window = Window("2026-11", date(2026, 11, 23), date(2026, 11, 26))
    empty = service.cabinet(user_id=consumer.id, on=DAY)
    meter = DueMeter("0" * 26, "009217", "г. Томск, ул. Сибирская, 102а")
    cabinet = replace(empty, due=[Due(meters, [meter], window)])

    with app.test_request_context():
        card = next_steps(cabinet)[0]

    assert card.title == title
    assert "до 26 ноября 2026 включительно" in card.text
    assert card.url == address
    assert card.tone == "wait"


def test_what_waits_for_the_consumer_stands_before_answers_and_drafts(app, consumer: User):
    factories.a_draft(consumer)
    case = factories.an_application(consumer, status="need_docs")
    thread = factories.a_thread(consumer)
    thread.unread_by_consumer = 1

    with app.test_request_context():
        cards = next_steps(service.cabinet(user_id=consumer.id, on=DAY))

    assert [card.link_text for card in cards] == ["Открыть заявку", "Прочитать", "Продолжить"]
    assert [card.tone for card in cards] == ["wait", "wait", "info"]
    assert cards[0].title.startswith(f"Заявка {case.number}: требуются документы")
    assert cards[0].url.endswith(case.public_id)


def test_application_that_waits_for_the_company_is_no_next_step(app, consumer: User):
    factories.an_application(consumer)

    with app.test_request_context():
        cards = next_steps(service.cabinet(user_id=consumer.id, on=DAY))

    assert cards == []


def test_misprints_come_newest_first_page_by_page(session):
    for words in ("первая", "вторая", "третья"):
        report(words)
    session.commit()

    newest = service.misprints(limit=2)
    older = service.misprints(limit=2, before_id=newest[-1].id)

    assert [each.words for each in newest] == ["третья", "вторая"]
    assert [each.words for each in older] == ["первая"]


def test_misprint_keeps_who_saw_it_when_and_where(session, consumer: User):
    report("ашибка", consumer.id)
    session.commit()

    (kept,) = service.misprints()

    assert (kept.words, kept.page, kept.user_id, kept.at) == ("ашибка", "/lk/", consumer.id, AT)
