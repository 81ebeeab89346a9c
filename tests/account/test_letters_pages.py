"""«Мои письма»: what was written, what became of it in words, and once more on demand."""

import pytest

from lk.account import service as accounts
from lk.outbox import Letter, deliver_due
from lk.questions import service as questions
from tests import factories
from tests.harness.writing import start_writing

AGAIN = "Отправить еще раз"


@pytest.fixture(autouse=True)
def standing_clock(clock):
    return clock


@pytest.fixture
def answered(consumer, clock, session):
    """One answer of the specialist; its letter waits."""
    start_writing()
    thread = questions.ask(user=consumer, text="Когда?", at=clock.now)
    questions.answer(thread=thread, text="Завтра", by="Петрова", at=clock.now)
    session.commit()
    return session.query(Letter).filter_by(purpose="questions.answer").one()


def state_of(client):
    return client.open("account.letters").rows("Мои письма")[0]["Состояние"]


def test_list_is_led_to_from_the_data(signed_in, answered):
    page = signed_in.open("account.me").click("Мои письма")

    row = page.rows("Мои письма")[0]
    assert page.h1 == "Мои письма"
    assert page.text.count("iv•••@example.ru") == 3  # before the list, in it, and behind it
    assert row["Письмо"] == "Ответ специалиста"
    assert row["Когда"] == "24.11.2026 в 12:04"
    assert row["Куда"] == "iv•••@example.ru"
    assert row["Состояние"].startswith("Ждет отправки")


def test_sent_letter_says_when_and_has_its_own_subject(signed_in, consumer, letters):
    factories.an_application(consumer)
    letters.deliver()

    row = signed_in.open("account.letters").rows("Мои письма")[0]

    assert row["Письмо"].startswith("Заявка №")
    assert row["Состояние"].startswith("Отправлено 24.11.2026 в 12:04")


def test_letter_that_does_not_get_through_says_why_and_when_again(signed_in, answered, smtp):
    smtp.answer_with("421 later", "421 later")
    deliver_due()

    words = state_of(signed_in)

    assert words.startswith("Еще не отправлено Пока почтовый сервер не ответил или не принял")
    assert "Попробуем еще раз 24.11.2026 в 12:04" in words


def test_letter_that_was_given_up_says_what_to_do(signed_in, answered, session, clock):
    answered.given_up_at, answered.due_at = clock.now, None
    answered.last_error = "SMTPRecipientsRefused: {}"
    session.commit()

    words = state_of(signed_in)

    assert words.startswith("Не отправлено Почтовый сервер не принимает этот адрес.")
    assert "Проверьте адрес в «Моих данных»" in words


def test_letter_is_sent_again_as_a_new_one(signed_in, consumer, answered, letters, session):
    letters.deliver()

    page = signed_in.open("account.letters").submit(AGAIN)

    assert page.flashes == ["Отправляем еще раз на iv•••@example.ru."]
    assert [each.subject for each in letters.to(consumer.email)] == ["Ответ специалиста"] * 2
    assert session.query(Letter).filter_by(purpose="questions.answer").count() == 2


def test_letter_that_was_switched_off_comes_when_it_is_asked_for(
    signed_in, consumer, answered, letters
):
    signed_in.open("account.me").submit("Сохранить уведомления", **{"Ответы на вопросы": False})
    letters.deliver()
    signed_in.open("account.letters").submit(AGAIN)

    assert [each.subject for each in letters.to(consumer.email)] == ["Ответ специалиста"]


def test_button_pressed_twice_sends_one_letter(signed_in, answered, letters, session):
    letters.deliver()
    page = signed_in.open("account.letters")

    page.submit(AGAIN)
    page.submit(AGAIN)

    assert session.query(Letter).filter_by(purpose="questions.answer").count() == 2


def test_waiting_letter_is_not_repeated(signed_in, answered):
    page = signed_in.open("account.letters")

    assert AGAIN not in " ".join(page.buttons)


def test_letter_comes_to_the_address_of_now(signed_in, consumer, answered, letters, session):
    letters.deliver()
    consumer.take_email("novaya@example.ru")
    session.commit()

    signed_in.open("account.letters").submit(AGAIN)

    assert letters.last("novaya@example.ru").subject == "Ответ специалиста"


def test_sixth_letter_in_an_hour_waits(signed_in, answered, letters):
    letters.deliver()
    for _ in range(5):
        signed_in.open("account.letters").submit(AGAIN)
        letters.deliver()

    page = signed_in.open("account.letters").submit(AGAIN)

    assert page.flashes == ["За час можно повторить пять писем. Следующее — через 1 час."]


def test_letter_with_a_code_is_listed_and_not_repeated(signed_in, consumer, clock, letters):
    start_writing()
    accounts.ask_for_email(user=consumer, new="novaya@example.ru", at=clock.now)
    letters.deliver()

    page = signed_in.open("account.letters")

    assert {row["Письмо"] for row in page.rows("Мои письма")} == {
        "Подтвердите новый адрес", "Меняется адрес почты",
    }  # fmt: skip
    assert AGAIN not in " ".join(page.buttons)
    assert "здесь его не повторить" in page.text


def form_for(client, number):
    token = client.open("account.me").soup.find("input", attrs={"name": "csrf_token"})["value"]
    return client.post(f"/lk/me/letters/{number}/again", [("csrf_token", token)])


def test_letter_with_a_code_is_refused_even_by_a_hand_made_form(
    signed_in, consumer, clock, letters, session
):
    start_writing()
    accounts.ask_for_email(user=consumer, new="novaya@example.ru", at=clock.now)
    letters.deliver()
    number = session.query(Letter).filter_by(purpose="account.email_confirm").one().id

    form_for(signed_in, number)

    assert session.query(Letter).filter_by(purpose="account.email_confirm").count() == 1


@pytest.mark.parametrize("number", ["77", "0", "9" * 30, "x", "1 OR 1=1"])
def test_letter_that_there_is_not_is_not_found(number, signed_in):
    assert form_for(signed_in, number).status == 404


def test_letter_of_another_is_not_found_and_not_listed(another_client, answered, letters):
    letters.deliver()
    other = another_client.sign_in_as(factories.another_consumer())

    assert form_for(other, answered.id).status == 404
    assert other.open("account.letters").rows("Мои письма") == []


def test_letter_with_a_code_for_a_forgotten_password_is_seen_by_its_owner(
    client, consumer, letters
):
    page = client.open("account.recover_password")
    page.submit("Отправить", **{page.fields[0].label: consumer.email})
    letters.deliver()
    client.sign_in_as(consumer)

    assert client.open("account.letters").rows("Мои письма")[0]["Письмо"] == "Проверочный код"


def test_many_letters_are_read_by_pages_with_two_selects(
    signed_in, consumer, clock, session, answered
):
    for number in range(24):
        start_writing()
        thread = questions.ask(user=consumer, text=f"Вопрос {number}", at=clock.now)
        questions.answer(thread=thread, text="Да", by="Петрова", at=clock.now)
        session.commit()

    page = signed_in.open("account.letters")
    rest = page.click("Более ранние письма")

    assert len(page.rows("Мои письма")) == 20
    assert len(rest.rows("Мои письма")) == 5
    assert len(page.statements) == 2
    assert not rest.has_link("Более ранние письма")


@pytest.mark.parametrize("typed", ["9" * 30, "-1", "", "x", "\0", "0"])
def test_odd_edge_of_a_page_breaks_nothing(typed, signed_in):
    assert signed_in.open_path("/lk/me/letters", query={"before": typed}).status == 200


def test_page_says_what_to_do_when_a_letter_is_lost(signed_in):
    page = signed_in.open("account.letters")

    assert "Письмо не пришло?" in page.text
    assert "noreply@lk.test" in page.text
    assert "Спам" in page.text
