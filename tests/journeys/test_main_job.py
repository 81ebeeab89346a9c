"""The main job end to end, without JavaScript, over real SMTP, on the database of this run."""

from zoneinfo import ZoneInfo

import pytest

from lk import clock
from tests.factories import a_consumer, a_jpeg, a_pdf, an_application
from tests.harness.letters import SentLetter
from tests.journeys import words as w
from tests.journeys.office import listed, moved, office


@pytest.fixture
def mailbox(smtp, letters):
    """The consumer's mailbox: what the worker has sent to it by SMTP, the newest last."""

    def read(subject=""):
        letters.deliver()
        found = [letter for letter in smtp.to(w.EMAIL) if subject in letter.subject]
        assert found, [letter.subject for letter in smtp.letters]
        return found[-1]

    return read


def today():
    return f"{clock.today(ZoneInfo('Asia/Tomsk')):%d.%m.%Y}"


def register(client):
    return (
        client.open("home.front")
        .click("Зарегистрироваться")
        .submit("Регистрация", **w.REGISTRATION)
    )


def confirm(client, letter: SentLetter):
    page = client.open_path(letter.paths[0])
    return page.submit(page.buttons[0])


def sign_in(client):
    return client.open("account.sign_in").submit("Войти", Логин=w.LOGIN, Пароль=w.PASSWORD)


def fill_in(client, home):
    """All steps, with a refusal and a lost session on the way; leads to «Документы»."""
    page = home.click("Создать заявку").submit("до 150 кВт")
    page = page.submit("Далее", **w.REQUISITES)
    page = page.submit("Далее", **w.OBJECT)
    refused = page.submit("Далее", **w.TECHNICAL | {"Мощность этапа, кВт": ""})
    assert (refused.status, len(refused.errors)) == (422, 1)
    client.forget_cookies()
    page = sign_in(client).click("Продолжить")
    assert page.field("Срок ввода (мм.гггг)").value == "09.2027"
    return page.submit("Далее", **{"Мощность этапа, кВт": "12,5"})


def attach_and_submit(page):
    """The receipt."""
    passport = [a_jpeg("1.jpg"), a_pdf("2.pdf")]
    files = {w.PLAN: a_pdf(), w.RIGHT: a_pdf("Выписка.pdf"), w.COPY_OF_PASSPORT: passport}
    return page.submit("Далее", **files).submit("Подать заявку", **w.AGREED)


def test_from_registration_to_the_changed_status(client, another_client, mailbox, portal):
    assert w.EMAIL in register(client).text
    confirm(client, mailbox())
    receipt = attach_and_submit(fill_in(client, sign_in(client)))
    number = receipt.facts["Номер заявки"]
    assert number in mailbox(number).text

    facts = ("--date", today(), "--number", "14-ТП", "--comment", "Приняли")
    moved(portal.environ, number, "registered", *facts)

    letter = mailbox("Статус изменен")
    assert "Заявка зарегистрирована" in letter.text
    card = client.open_path(letter.paths[0])
    assert card.facts["Статус заявки"] == "Заявка зарегистрирована"
    form = {"Номер заявки": number.upper(), "ФИО": w.NAME.lower()}
    found = another_client.open("applications.check").submit("Проверить заявку", **form)
    assert found.facts["Статус заявки"] == "Заявка зарегистрирована"
    assert [row["number"] for row in listed(portal.environ, "applications", "list")] == [number]


def test_question_and_its_answer_reach_both_sides(client, mailbox, portal):
    user = a_consumer(w.LOGIN, email=w.EMAIL, name=w.NAME)
    application = an_application(user)
    client.sign_in_as(user)

    page = client.open("applications.question", public_id=application.public_id)
    page.submit("Отправить", **{"Ваш вопрос": "Когда приедет бригада?"})
    thread = listed(portal.environ, "questions", "list")[0]
    said = office(portal.environ, "questions", "answer", thread["id"], "В среду.")

    assert said.returncode == 0, said.stderr
    assert "В среду." in mailbox().text
    home = client.open("home.front")
    assert any("1" in link for link in home.links if link.startswith("Мои вопросы"))
