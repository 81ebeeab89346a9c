import pytest

from lk.questions import service
from lk.questions.models import Message
from tests import factories


@pytest.fixture(autouse=True)
def standing_clock(clock):
    """Before anybody signs in, so that sessions begin when the tests do."""
    return clock


@pytest.fixture
def thread(consumer, clock, session):
    found = service.ask(user=consumer, text="Когда подключат дом?", at=clock.now)
    session.commit()
    return found


def answered(thread, clock, text="Завтра с утра."):
    service.answer(thread=thread, text=text, by="Петрова", at=clock.now)


def test_question_without_an_application_opens_a_thread(signed_in):
    page = signed_in.open("questions.index")

    page = page.submit("Отправить", **{"Ваш вопрос": "Когда подключат дом?\n\nСпасибо"})

    assert page.h1 == "Когда подключат дом?"
    assert page.flashes == ["Вопрос отправлен. Ответ придет сюда и письмом на вашу почту."]
    assert "Вы 24.11.2026 в 12:04 Когда подключат дом? Спасибо" in page.text


def test_empty_question_is_refused_at_its_field(signed_in):
    page = signed_in.open("questions.index").submit("Отправить", **{"Ваш вопрос": "  "})

    assert page.status == 422
    assert page.errors == ["Напишите ваш вопрос"]
    assert page.field("Ваш вопрос").error == "Напишите ваш вопрос"


def test_too_long_question_is_refused_and_stays_on_the_page(signed_in):
    page = signed_in.open("questions.index").submit("Отправить", **{"Ваш вопрос": "я" * 4001})

    assert page.errors == ["Ваш вопрос: не больше 4000 знаков, сейчас 4001"]
    assert page.field("Ваш вопрос").value.strip() == "я" * 4001


def test_question_of_the_longest_text_passes(signed_in):
    page = signed_in.open("questions.index").submit("Отправить", **{"Ваш вопрос": "я" * 4000})

    assert page.status == 200
    assert page.flashes


def test_answer_is_marked_until_it_is_said_to_be_read(signed_in, thread, clock):
    answered(thread, clock)

    listed = signed_in.open("questions.index").rows("Мои вопросы")
    page = signed_in.open("questions.thread", public_id=thread.public_id)
    again = signed_in.open("questions.thread", public_id=thread.public_id)
    after = again.submit("Прочитано")

    assert listed[0]["Состояние"] == "Новый ответ"
    assert "Завтра с утра." in page.text
    assert "Прочитано" in again.buttons
    assert "Прочитано" not in after.buttons
    assert signed_in.open("questions.index").rows("Мои вопросы")[0]["Состояние"] == "Отвечено"


def test_reply_marks_the_answer_as_read(signed_in, thread, clock):
    answered(thread, clock)

    page = signed_in.open("questions.thread", public_id=thread.public_id)
    page = page.submit("Отправить", **{"Ваше сообщение": "Спасибо"})

    assert "Прочитано" not in page.buttons
    assert signed_in.open("questions.index").rows("Мои вопросы")[0]["Состояние"] == "Ждет ответа"


def test_answer_that_came_after_the_page_stays_unread(signed_in, thread, clock):
    answered(thread, clock, "Первый ответ")
    page = signed_in.open("questions.thread", public_id=thread.public_id)
    answered(thread, clock, "Второй ответ")

    page = page.submit("Прочитано")

    assert "Прочитано" in page.buttons
    assert thread.unread_by_consumer == 1


def test_name_of_the_operator_stays_inside(signed_in, thread, clock):
    answered(thread, clock)

    page = signed_in.open("questions.thread", public_id=thread.public_id)

    assert "Специалист" in page.text
    assert "Петрова" not in page.text


def test_markup_in_a_question_is_shown_as_typed(signed_in):
    words = '"><x-y onz=1>{{7*7}}'

    page = signed_in.open("questions.index").submit("Отправить", **{"Ваш вопрос": words})

    assert words in page.text
    assert page.h1 == words


def test_long_thread_is_read_by_pages(signed_in, thread, consumer, clock, session):
    for number in range(60):
        service.reply(thread=thread, user=consumer, text=f"Сообщение {number}", at=clock.now)
    session.commit()

    page = signed_in.open("questions.thread", public_id=thread.public_id)
    earlier = page.click("Более ранние сообщения")

    assert "Когда подключат дом?" not in page.main.find("ol", class_="thread").text
    assert "Когда подключат дом?" in earlier.main.find("ol", class_="thread").text
    assert not earlier.has_link("Более ранние сообщения")


def test_many_threads_are_listed_by_pages(signed_in, consumer, clock, session):
    for number in range(25):
        service.ask(user=consumer, text=f"Вопрос {number}", at=clock.now)
    session.commit()

    page = signed_in.open("questions.index")
    rest = page.click("Более ранние вопросы")

    assert len(page.rows("Мои вопросы")) == 20
    assert [row["Вопрос"] for row in rest.rows("Мои вопросы")] == [
        "Вопрос 4", "Вопрос 3", "Вопрос 2", "Вопрос 1", "Вопрос 0",
    ]  # fmt: skip
    assert not rest.has_link("Более ранние вопросы")


def test_list_asks_the_database_as_often_for_one_thread_as_for_twenty(
    signed_in, consumer, clock, session
):
    service.ask(user=consumer, text="Вопрос", at=clock.now)
    one = len(signed_in.open("questions.index").statements)
    for number in range(25):
        service.ask(user=consumer, text=f"Вопрос {number}", at=clock.now)

    many = len(signed_in.open("questions.index").statements)

    assert one == many == 2


@pytest.mark.parametrize("count", [1, 50])
def test_thread_is_read_in_three_selects(signed_in, thread, consumer, clock, count):
    for number in range(count):
        service.reply(thread=thread, user=consumer, text=f"Сообщение {number}", at=clock.now)

    page = signed_in.open("questions.thread", public_id=thread.public_id)

    assert len(page.statements) == 3


def test_twenty_first_question_in_an_hour_waits(signed_in, consumer, clock):
    for number in range(20):
        page = signed_in.open("questions.index")
        page.submit("Отправить", **{"Ваш вопрос": f"Вопрос {number}"}, follow=False)

    page = signed_in.open("questions.index").submit("Отправить", **{"Ваш вопрос": "Ещё один"})
    clock.forward(minutes=61)
    later = signed_in.sign_in_as(consumer).open("questions.index")
    later = later.submit("Отправить", **{"Ваш вопрос": "Ещё один"})

    assert page.status == 422
    assert "через 1 час" in page.errors[0]
    assert page.field("Ваш вопрос").value.strip() == "Ещё один"
    assert later.h1 == "Ещё один"


@pytest.fixture
def foreign(clock, session):
    found = service.ask(user=factories.another_consumer(), text="Чужой вопрос", at=clock.now)
    session.commit()
    return found


def test_thread_of_another_consumer_is_not_found(signed_in, foreign):
    page = signed_in.open("questions.thread", public_id=foreign.public_id)

    assert page.status == 404


@pytest.mark.parametrize("endpoint", ["questions.reply", "questions.mark_read"])
def test_nobody_writes_into_the_thread_of_another(endpoint, signed_in, foreign, session):
    token = signed_in.open("questions.index").soup.find("input", attrs={"name": "csrf_token"})
    form = [("csrf_token", token["value"]), ("text", "Чужой ответ")]

    page = signed_in.post(signed_in.url(endpoint, public_id=foreign.public_id), form)

    assert page.status == 404
    assert session.query(Message).count() == 1


@pytest.mark.parametrize("endpoint", ["questions.index", "questions.thread"])
def test_signed_out_reader_is_led_to_the_sign_in(endpoint, client, thread):
    values = {"public_id": thread.public_id} if endpoint == "questions.thread" else {}

    page = client.open(endpoint, follow=False, **values)

    assert page.status == 303
    assert page.location.startswith("/lk/sign-in?next=/lk/questions/")


@pytest.mark.parametrize("typed", ["9" * 30, "-1", "", "x", "0", "\0", "1 OR 1=1"])
def test_odd_addresses_of_pages_break_nothing(signed_in, thread, typed):
    where = signed_in.url("questions.thread", public_id=thread.public_id)

    pages = [
        signed_in.open_path(where, query={"before": typed}),
        signed_in.open_path("/lk/questions/", query={"after": typed}),
    ]

    assert [page.status for page in pages] == [200, 200]
