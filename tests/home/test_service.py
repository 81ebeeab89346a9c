from datetime import UTC, datetime

from lk.account.models import User
from lk.home import service
from lk.home.cards import next_steps
from tests import factories

AT = datetime(2026, 11, 24, 5, 4, tzinfo=UTC)


def report(words: str, user_id: int | None = None):
    return service.report_misprint(words=words, page="/lk/", comment="", user_id=user_id, at=AT)


def test_cabinet_of_a_newcomer_is_empty(consumer: User):
    cabinet = service.cabinet(user_id=consumer.id)

    assert (cabinet.drafts, cabinet.cases, list(cabinet.threads)) == ([], [], [])


def test_cabinet_holds_drafts_apart_from_applications(consumer: User):
    draft = factories.a_draft(consumer)
    case = factories.an_application(consumer)

    cabinet = service.cabinet(user_id=consumer.id)

    assert [each.id for each in cabinet.drafts] == [draft.id]
    assert [each.id for each in cabinet.cases] == [case.id]


def test_cabinet_shows_nothing_of_another_person(consumer: User):
    other = factories.another_consumer()
    factories.an_application(other)
    factories.a_draft(other)
    factories.a_thread(other)

    cabinet = service.cabinet(user_id=consumer.id)

    assert (cabinet.drafts, cabinet.cases, list(cabinet.threads)) == ([], [], [])


def test_cabinet_takes_two_selects_whatever_it_holds(consumer: User, queries):
    for _ in range(3):
        factories.a_draft(consumer, files=False)
        factories.an_application(consumer)
        factories.a_thread(consumer)
    user_id, before = consumer.id, len(queries.selects)

    cabinet = service.cabinet(user_id=user_id)

    assert (len(cabinet.drafts), len(cabinet.cases), len(cabinet.threads)) == (3, 3, 3)
    assert len(queries.selects) - before == 2


def test_what_waits_for_the_consumer_stands_before_answers_and_drafts(app, consumer: User):
    factories.a_draft(consumer)
    case = factories.an_application(consumer, status="need_docs")
    thread = factories.a_thread(consumer)
    thread.unread_by_consumer = 1

    with app.test_request_context():
        cards = next_steps(service.cabinet(user_id=consumer.id))

    assert [card.link_text for card in cards] == ["Открыть заявку", "Прочитать", "Продолжить"]
    assert [card.tone for card in cards] == ["wait", "wait", "info"]
    assert cards[0].title.startswith(f"Заявка {case.number}: требуются документы")
    assert cards[0].url.endswith(case.public_id)


def test_application_that_waits_for_the_company_is_no_next_step(app, consumer: User):
    factories.an_application(consumer)

    with app.test_request_context():
        cards = next_steps(service.cabinet(user_id=consumer.id))

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
