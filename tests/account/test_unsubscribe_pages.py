"""Letters are switched off from the letter itself: by a button, or by the mail program alone."""

import pytest

from lk.audit.models import AuditEntry
from lk.outbox import deliver_due
from lk.questions import service as questions
from tests import factories
from tests.harness.writing import start_writing

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
FROM_ELSEWHERE = {"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.example"}


@pytest.fixture(autouse=True)
def standing_clock(clock):
    return clock


@pytest.fixture
def letter(consumer, clock, session, letters):
    """One of the letters that may be switched off: «Ответы на вопросы»."""
    start_writing()
    thread = questions.ask(user=consumer, text="Когда?", at=clock.now)
    questions.answer(thread=thread, text="Завтра", by="Петрова", at=clock.now)
    session.commit()
    return letters.to(consumer.email)[-1]


def path_of(letter):
    return letter.message["List-Unsubscribe"].strip("<>").removeprefix("https://lk.test")


def test_letter_tells_mail_programs_how_to_switch_it_off(letter):
    assert letter.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.links[-1] == letter.message["List-Unsubscribe"].strip("<>")
    assert letter.links[-1] in letter.html_links


def test_mail_server_gets_the_same_headers(letter, smtp, consumer, clock, session):
    start_writing()
    thread = questions.recent_threads(user_id=consumer.id)[0]
    questions.answer(thread=thread, text="Послезавтра", by="Петрова", at=clock.now)
    session.commit()

    deliver_due()

    sent = smtp.to(consumer.email)[-1]
    assert path_of(sent) == path_of(letter)
    assert sent.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_letter_that_always_comes_has_no_such_header(consumer, letters):
    factories.an_application(consumer)

    sent = letters.to(consumer.email)[-1]

    assert "подана" in sent.subject
    assert sent.message["List-Unsubscribe"] is None


def test_page_asks_first_and_opening_it_changes_nothing(client, consumer, letter):
    page = client.open_path(path_of(letter))

    assert page.h1 == "Отключить письма"
    assert "Ответы на вопросы" in page.text
    assert consumer.muted_topics == []


def test_button_switches_off_this_topic_alone_without_a_sign_in(client, consumer, letter):
    page = client.open_path(path_of(letter)).submit("Отключить")

    assert page.h1 == "Письма отключены"
    assert consumer.muted_topics == ["answers"]


def test_mail_program_switches_off_from_elsewhere_with_one_request(client, consumer, letter):
    answer = client.ask("POST", path_of(letter), data=ONE_CLICK, headers=FROM_ELSEWHERE)

    assert answer.status_code == 200
    assert consumer.muted_topics == ["answers"]


def test_second_time_changes_nothing_and_leaves_no_line(client, consumer, letter, session):
    for _ in range(2):
        client.ask("POST", path_of(letter), data=ONE_CLICK)

    lines = session.query(AuditEntry).filter_by(event="account.notices_changed").all()
    assert [each.details for each in lines] == [{"muted": ["answers"], "by_letter": True}]
    assert consumer.muted_topics == ["answers"]


def test_what_was_off_before_stays_off(client, consumer, letter, session):
    consumer.muted_topics = ["drafts"]
    session.commit()

    client.ask("POST", path_of(letter), data=ONE_CLICK)

    assert consumer.muted_topics == ["answers", "drafts"]


@pytest.mark.parametrize("spoil", [lambda path: path[:-1] + "!", lambda path: path + "x"])
def test_changed_address_does_nothing(client, consumer, letter, spoil):
    path = spoil(path_of(letter))

    statuses = [client.open_path(path).status, client.ask("POST", path).status_code]

    assert statuses == [404, 404]
    assert consumer.muted_topics == []


def test_address_named_in_an_application_may_not_switch_off_the_accounts_letters(
    consumer, letters, session
):
    application = factories.an_application(consumer, "registered", email="drugoy@example.ru")

    about = [each for each in letters.to("drugoy@example.ru") if application.number in each.text]
    headers = {each.message["List-Unsubscribe"] for each in about}

    assert about
    assert headers == {None}
