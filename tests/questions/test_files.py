"""Files of a message: taken with it, refused in words, given back to their owner alone."""

import pytest

from lk.config import settings
from lk.questions import service
from lk.questions.models import Message, MessageFile
from tests import factories
from tests.factories import PASSWORD, a_jpeg, a_pdf, a_png
from tests.harness.cases import stored_file
from tests.harness.controls import File
from tests.harness.papers import pdf
from tests.harness.writing import start_writing

ASK, TEXT, FILES = "Отправить", "Ваш вопрос", "Файлы"


@pytest.fixture(autouse=True)
def standing_clock(clock):
    return clock


def ask(client, *files, text="Посмотрите план"):
    page = client.open("questions.index")
    return page.submit(ASK, **{TEXT: text, FILES: list(files)})


def in_the_store():
    return [path for path in settings().files_folder.rglob("*") if path.is_file()]


def an_answer_with_a_file(thread, clock, session):
    start_writing()
    kept = stored_file("message", "Схема.pdf", pdf("схема"))
    service.answer(thread=thread, text="Вот схема", by="Петрова", at=clock.now, files=[kept])
    session.commit()


def test_files_stand_under_their_message(signed_in):
    page = ask(signed_in, a_pdf("План участка.pdf"), a_jpeg("Щит.jpg"), a_png("Схема.png"))

    assert page.flashes == ["Вопрос отправлен. Ответ придет сюда и письмом на вашу почту."]
    assert page.has_link("План участка.pdf")
    assert page.has_link("Щит.jpg")
    assert page.has_link("Схема.png")


def test_file_is_given_back_as_it_came_and_never_shown(signed_in):
    sent = a_pdf("План № 1.pdf", "план")
    page = ask(signed_in, sent)

    got = signed_in.open_path(page.link("План"))

    assert got.body == sent.content
    assert got.headers["Content-Type"] == "application/pdf"
    assert got.headers["Content-Disposition"].startswith("attachment; ")
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert got.headers["Content-Length"] == str(len(sent.content))


def test_file_is_unreadable_in_the_folder(signed_in):
    ask(signed_in, a_pdf("План.pdf", "тайный план"))

    kept = in_the_store()

    assert len(kept) == 1
    assert b"%PDF" not in kept[0].read_bytes()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (File("Смета.docx", b"PK\x03\x04" + b"0" * 99, "application/zip"), "Подойдут файлы PDF"),
        (File("Пусто.pdf", b"", "application/pdf"), "Файл пуст"),
        (File("Скан.pdf", b"%PDF-1.4 cut short", "application/pdf"), "Файл не открывается"),
        (File("Кино.pdf", b"0" * (10 * 1024 * 1024 + 1), "application/pdf"), "больше 10 МБ"),
    ],
)
def test_bad_file_is_refused_in_words_and_the_text_stays(file, words, signed_in, session):
    page = ask(signed_in, file, text="Длинный вопрос")

    assert page.status == 422
    assert page.field(FILES).error.startswith(f"{file.name}: ")
    assert words in page.field(FILES).error
    assert page.field(TEXT).value.strip() == "Длинный вопрос"
    assert session.query(Message).count() == 0
    assert in_the_store() == []


def test_good_files_beside_a_bad_one_are_asked_for_again(signed_in):
    page = ask(signed_in, a_pdf(), File("a.exe", b"MZ" * 50, "application/pdf"))

    assert "a.exe: Подойдут файлы" in page.field(FILES).error
    assert "выберите их снова" in page.field(FILES).error
    assert in_the_store() == []


def test_sixth_file_is_one_too_many(signed_in):
    page = ask(signed_in, *[a_pdf(f"{n}.pdf", str(n)) for n in range(6)])

    assert page.status == 422
    assert "не больше 5 файлов" in page.field(FILES).error


def test_files_of_a_question_without_words_are_not_kept(signed_in):
    page = ask(signed_in, a_pdf(), text=" ")

    assert page.field(TEXT).error == "Напишите ваш вопрос"
    assert "выберите их снова" in page.field(FILES).error
    assert in_the_store() == []


def test_same_file_chosen_twice_is_kept_once(signed_in, session):
    plan = a_pdf("Раз.pdf")

    ask(signed_in, plan, File("Два.pdf", plan.content, plan.type))

    assert [each.name for each in session.query(MessageFile)] == ["Раз.pdf"]
    assert len(in_the_store()) == 1


def test_form_sent_twice_is_one_message_with_its_file(signed_in, session):
    page, plan = signed_in.open("questions.index"), a_pdf("План.pdf")

    for _ in range(2):
        page.submit(ASK, **{TEXT: "План", FILES: plan})

    assert session.query(Message).count() == session.query(MessageFile).count() == 1
    assert len(in_the_store()) == 1


def test_same_words_with_another_file_are_another_message(signed_in, session):
    page = signed_in.open("questions.index")

    page.submit(ASK, **{TEXT: "План", FILES: a_pdf("План.pdf", "первый")})
    page.submit(ASK, **{TEXT: "План", FILES: a_pdf("План.pdf", "второй")})

    assert session.query(MessageFile).count() == 2


def test_file_goes_with_a_reply(signed_in, consumer):
    thread = factories.a_thread(consumer)
    page = signed_in.open("questions.thread", public_id=thread.public_id)

    page = page.submit(ASK, **{"Ваше сообщение": "Вот", FILES: a_pdf("Акт.pdf")})

    assert page.has_link("Акт.pdf")


def test_file_goes_with_a_question_about_an_application(signed_in, consumer):
    application = factories.an_application(consumer)
    page = signed_in.open("applications.question", public_id=application.public_id)

    page = page.submit(ASK, **{TEXT: "Посмотрите", FILES: a_pdf("Акт.pdf")})

    assert page.has_link("Акт.pdf")
    assert signed_in.open_path(page.link("Акт.pdf")).status == 200


def test_refused_file_on_the_card_leaves_the_words_and_no_file_behind(signed_in, consumer):
    application = factories.an_application(consumer)
    before = len(in_the_store())
    page = signed_in.open("applications.question", public_id=application.public_id)

    page = page.submit(ASK, **{TEXT: "Смотрите", FILES: [a_pdf(), File("a.txt", b"a", "")]})

    assert page.status == 422
    assert page.field(TEXT).value.strip() == "Смотрите"
    assert len(in_the_store()) == before


def test_file_of_the_specialist_is_there_for_the_consumer(signed_in, consumer, clock, session):
    thread = factories.a_thread(consumer)
    an_answer_with_a_file(thread, clock, session)

    page = signed_in.open("questions.thread", public_id=thread.public_id)

    assert signed_in.open_path(page.link("Схема.pdf")).body.startswith(b"%PDF")


def test_letter_about_an_answer_tells_of_its_files(consumer, clock, session, letters):
    thread = factories.a_thread(consumer)
    an_answer_with_a_file(thread, clock, session)

    letter = letters.to(consumer.email)[-1]

    assert "приложены файлы (1)" in letter.text
    assert "приложены файлы (1)" in letter.html


def test_file_of_another_consumer_is_not_found(signed_in, another_client):
    other = factories.another_consumer()
    page = ask(another_client.sign_in_as(other), a_pdf("Чужой.pdf"))

    assert signed_in.open_path(page.link("Чужой.pdf")).status == 404


def test_file_is_found_in_its_own_thread_alone(signed_in, consumer):
    other = factories.a_thread(consumer)
    address = ask(signed_in, a_pdf("Мой.pdf")).link("Мой.pdf").split("/")
    address[-3] = other.public_id

    assert signed_in.open_path("/".join(address)).status == 404


def test_question_on_the_card_survives_the_end_of_the_session(signed_in, consumer, clock, session):
    application = factories.an_application(consumer)
    page = signed_in.open("applications.question", public_id=application.public_id)
    clock.forward(minutes=40)

    page = page.submit(ASK, **{TEXT: "Длинный вопрос", FILES: a_pdf()})
    shown = page.submit("Войти", Логин="ivanova", Пароль=PASSWORD)
    kept = session.query(Message).count()
    sent = shown.submit(ASK)

    assert shown.field(TEXT).value.strip() == "Длинный вопрос"
    assert "выберите их снова" in shown.text
    assert kept == 0
    assert "Длинный вопрос" in sent.text


def test_thread_with_files_is_read_in_three_selects(signed_in):
    page = ask(signed_in, *[a_pdf(f"{n}.pdf", str(n)) for n in range(5)])

    again = signed_in.open_path(page.path)

    assert len(again.statements) == 3
