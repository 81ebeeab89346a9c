"""The main job in a real Chromium against gunicorn, the worker and an SMTP server."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.factories import a_jpeg, a_pdf
from tests.journeys import words as w
from tests.journeys.hand import Hand
from tests.journeys.office import moved
from tests.journeys.test_main_job import today

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def hand(request, live_with_mail, window):
    return Hand(window(live_with_mail.url, java_script_enabled=request.param))


def arrived(mail_server, subject=""):
    """The letter, as soon as the worker has sent it."""
    for _ in range(200):
        found = [letter for letter in mail_server.to(w.EMAIL) if subject in letter.subject]
        if found:
            return found[-1]
        time.sleep(0.05)
    raise AssertionError([letter.subject for letter in mail_server.letters])


def register(hand, mail_server):
    hand.open("/lk/").click("Зарегистрироваться").fill(w.REGISTRATION).press("Регистрация")
    hand.arrives_at("/lk/registered")
    hand.open(arrived(mail_server).links[0])
    hand.main.get_by_role("button").first.click()
    hand.arrives_at("/lk/sign-in")


def sign_in(hand):
    hand.open("/lk/sign-in").fill({"Логин": w.LOGIN, "Пароль": w.PASSWORD}).press("Войти")


def fill_in(hand):
    """All steps; the browser is closed in between and opened again."""
    hand.click("Создать заявку").press("до 150 кВт")
    hand.arrives_at("/requisites$").fill(w.REQUISITES).press("Далее")
    hand.arrives_at("/object$").fill(w.OBJECT).press("Далее")
    hand.arrives_at("/technical$")
    hand.page.context.clear_cookies()
    sign_in(hand)
    hand.click("Продолжить").arrives_at("/technical$").fill(w.TECHNICAL).press("Далее")


def attach_and_submit(hand):
    hand.arrives_at("/documents$")
    hand.fill({w.PLAN: [a_pdf("План.pdf")]})
    if hand.main.get_by_role("button", name=re.compile("^Загрузить")).count():
        hand.press("Загрузить")  # with scripts a chosen file is on its way already
    expect(hand.main.get_by_text("План.pdf").first).to_be_visible()
    hand.fill({w.RIGHT: [a_pdf("Выписка.pdf")], w.COPY_OF_PASSPORT: [a_jpeg()]}).press("Далее")
    hand.arrives_at("/preview$").fill(w.AGREED).press("Подать заявку")
    hand.arrives_at("/receipt$")
    return hand.fact("Номер заявки")


def test_from_registration_to_the_changed_status(hand, live_with_mail, mail_server):
    register(hand, mail_server)
    sign_in(hand)
    fill_in(hand)
    number = attach_and_submit(hand)

    moved(live_with_mail.environ, number, "registered", "--date", today(), "--number", "14-ТП")
    letter = arrived(mail_server, "Статус изменен")

    hand.open(letter.links[0])
    assert hand.fact("Статус заявки") == "Заявка зарегистрирована"
    hand.press_out()
    hand.open("/lk/check").fill({"Номер заявки": number, "ФИО": w.NAME}).press("Проверить заявку")
    assert hand.fact("Статус заявки") == "Заявка зарегистрирована"


def test_page_is_not_shown_again_by_the_button_back(hand, live_with_mail, mail_server):
    register(hand, mail_server)
    sign_in(hand)
    hand.click("Мои данные").arrives_at("/lk/me$")

    hand.press_out()
    hand.page.go_back()

    expect(hand.page).to_have_url(re.compile("/lk/(sign-in|$)"))
    assert w.EMAIL not in hand.page.content()
