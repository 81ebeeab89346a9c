"""«Уведомления»: which letters one wants; what must arrive arrives all the same."""

import pytest

from lk.account.models import User
from lk.audit.models import AuditEntry
from lk.outbox import Letter
from lk.questions import service as questions
from tests import factories
from tests.harness.writing import start_writing

SAVE = "Сохранить уведомления"


@pytest.fixture(autouse=True)
def standing_clock(clock):
    return clock


def an_answer(consumer, clock, session):
    start_writing()
    thread = questions.ask(user=consumer, text="Когда?", at=clock.now)
    questions.answer(thread=thread, text="Завтра", by="Петрова", at=clock.now)
    session.commit()


def test_everything_is_on_at_first(signed_in):
    page = signed_in.open("account.me")

    ticks = [page.field(each) for each in ("Ход заявки", "Документы", "Ответы на вопросы")]
    assert all(each.value for each in ticks)
    assert "Приходят всегда" in page.text


def test_topic_is_switched_off_and_on_again(signed_in, consumer):
    off = signed_in.open("account.me").submit(SAVE, **{"Ответы на вопросы": False})
    codes = list(consumer.muted_topics)
    on = off.submit(SAVE, **{"Ответы на вопросы": True})

    assert off.flashes == ["Уведомления сохранены."]
    assert not off.field("Ответы на вопросы").value
    assert codes == ["answers"]
    assert on.field("Ответы на вопросы").value
    assert consumer.muted_topics == []


def test_letter_of_a_topic_that_is_off_is_not_sent_but_kept_in_sight(
    signed_in, consumer, clock, session, letters
):
    signed_in.open("account.me").submit(SAVE, **{"Ответы на вопросы": False})
    an_answer(consumer, clock, session)

    sent = letters.to(consumer.email)
    rows = signed_in.open("account.letters").rows("Мои письма")

    assert [each.subject for each in sent if each.subject == "Ответ специалиста"] == []
    assert rows[0]["Письмо"] == "Ответ специалиста"
    assert "Отключено" in rows[0]["Состояние"]


def test_letter_that_can_be_switched_off_says_where(consumer, clock, session, letters):
    an_answer(consumer, clock, session)

    letter = letters.to(consumer.email)[-1]

    assert "Не нужны письма «Ответы на вопросы»?" in letter.text
    assert "/lk/unsubscribe/" in letter.links[-1]
    assert letter.links[-1] in letter.html_links


def test_receipt_of_an_application_goes_to_everybody_and_says_nothing_of_switches(
    signed_in, consumer, letters
):
    page = signed_in.open("account.me")
    page.submit(SAVE, **{"Ход заявки": False, "Документы": False, "Черновики": False})
    factories.an_application(consumer)

    letter = letters.to(consumer.email)[-1]

    assert "подана" in letter.subject
    assert "notices" not in letter.text


@pytest.mark.parametrize(
    ("status", "is_sent"), [("registered", False), ("need_docs", True), ("rejected", True)]
)
def test_what_asks_for_an_answer_or_ends_the_case_goes_to_everybody(
    status, is_sent, signed_in, consumer, session, letters
):
    signed_in.open("account.me").submit(SAVE, **{"Ход заявки": False})
    application = factories.an_application(consumer, status)
    letters.deliver()

    about = session.query(Letter).filter_by(purpose="applications.status")
    last = about.order_by(Letter.id.desc()).first()

    assert application.status == status
    assert last.state == ("sent" if is_sent else "muted")


def test_change_leaves_a_line_of_the_audit_and_no_change_none(signed_in, session):
    page = signed_in.open("account.me")
    page.submit(SAVE, Черновики=False)
    page.submit(SAVE, Черновики=False)

    lines = session.query(AuditEntry).filter_by(event="account.notices_changed").all()

    assert [(each.actor, each.details) for each in lines] == [
        ("consumer:ivanova", {"muted": ["drafts"]})
    ]


def test_switches_of_one_person_are_not_those_of_another(signed_in, consumer):
    other = factories.another_consumer()

    signed_in.open("account.me").submit(SAVE, Документы=False)

    assert (consumer.muted_topics, other.muted_topics) == (["documents"], [])


def test_page_of_data_is_still_read_in_three_selects(signed_in):
    assert len(signed_in.open("account.me").statements) == 3


def test_new_account_wants_all_letters(app, session):
    user = factories.another_consumer()

    assert session.get_one(User, user.id).muted_topics == []
