"""Acceptance checks of a portal's first day that concern applications, each named after one.

The pages are asked by the client without JavaScript; what a script adds is tested in Chromium.
"""

import io
import json
from threading import Barrier, Thread

import pillow_heif
import pytest
from PIL import Image

from lk.applications import service
from lk.applications.models import Application
from lk.clock import now
from lk.db import db
from lk.outbox import Letter, digest
from tests.applications.answers import typed_for
from tests.applications.wizard import PAPERS, at_documents, at_preview, at_technical
from tests.client import Client
from tests.factories import PASSWORD, a_draft
from tests.harness.controls import File
from tests.harness.papers import jpeg, pdf
from tests.journeys.words import AGREED, EMAIL, REGISTRATION

TYPED = {
    "Максимальная мощность присоединяемых устройств, кВт": "14,2",
    "Мощность этапа, кВт": "14,2",
    "Срок ввода (мм.гггг)": "11.2027",
}


def test_01_step_three_survives_a_deleted_session_cookie(client, consumer):
    client.sign_in_as(consumer)
    step = at_technical(client)
    client.forget_cookies()

    asked = step.submit("Далее", **TYPED)
    shown = asked.submit("Войти", Логин=consumer.login, Пароль=PASSWORD)

    assert asked.h1 == "Вход"
    assert {label: shown.field(label).value for label in TYPED} == TYPED


def test_02_second_tab_meets_a_conflict_and_nothing_is_lost(client, another_client, consumer):
    draft = a_draft(consumer)
    first = client.sign_in_as(consumer).open(
        "applications.step", public_id=draft.public_id, step="object"
    )
    second = another_client.sign_in_as(consumer).open(
        "applications.step", public_id=draft.public_id, step="object"
    )
    first.submit("Далее", **{"Адрес объекта": "г. Томск, ул. Первая, д. 1"})

    answer = second.submit("Далее", **{"Адрес объекта": "г. Томск, ул. Вторая, д. 2"})

    assert answer.status == 409
    assert "ул. Первая, д. 1" in answer.text + str(answer.field("Адрес объекта").value)
    assert "ул. Вторая, д. 2" in answer.text + str(answer.field("Адрес объекта").value)


def test_02_other_fields_of_the_second_tab_are_kept_beside_the_conflict(
    client, another_client, consumer
):
    draft = a_draft(consumer)
    first = client.sign_in_as(consumer).open(
        "applications.step", public_id=draft.public_id, step="object"
    )
    second = another_client.sign_in_as(consumer).open(
        "applications.step", public_id=draft.public_id, step="object"
    )
    first.submit("Далее", obj_addr="г. Томск, ул. Первая, д. 1", obj_name="Баня")

    second.submit("Далее", obj_addr="г. Томск, ул. Вторая, д. 2", cadastre="70:21:0100001:999")

    db.session.refresh(draft)
    assert draft.typed["obj_addr"] == "г. Томск, ул. Первая, д. 1"
    assert draft.typed["obj_name"] == "Баня"
    assert draft.typed["cadastre"] == "70:21:0100001:999"


def test_03_sent_twice_in_parallel_it_is_one_application(app, consumer):
    draft = a_draft(consumer)
    pages = [
        Client(app).sign_in_as(consumer).open("applications.preview", public_id=draft.public_id)
        for _ in range(2)
    ]
    email, together, led = consumer.email, Barrier(2), []
    db.session.remove()

    def press(page):
        together.wait(30)
        led.append(page.submit("Подать заявку", follow=False, **AGREED).status)

    threads = [Thread(target=press, args=[page]) for page in pages]
    [each.start() for each in threads]
    [each.join(120) for each in threads]

    assert led == [303, 303]
    assert [each.number is not None for each in db.session.query(Application)] == [True]
    assert [letter.recipient for letter in db.session.query(Letter)].count(email) == 1


def test_03_back_after_sending_shows_the_receipt(signed_in, consumer):
    draft = a_draft(consumer)
    preview = signed_in.open("applications.preview", public_id=draft.public_id)
    sent = preview.submit("Подать заявку", **AGREED)

    back = signed_in.open_path(preview.path)

    assert back.facts["Номер заявки"] == sent.facts["Номер заявки"]


def test_04_file_over_the_limit_is_told_at_the_field_and_in_the_summary(signed_in):
    page = at_documents(signed_in)
    large = File("План.pdf", pdf() + b"%" * (11 * 1024 * 1024) + b"\n%%EOF", "application/pdf")

    answer = page.submit("Далее", **(PAPERS | {"file_plan": large}))

    assert any("10 МБ" in text for text in answer.errors)
    assert any("10 МБ" in text for text in answer.notices.values())
    assert "Выписка.pdf" in answer.text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("План.pdf", b"", "пуст"),
        ("План.pdf", b"GIF89a" + b"\0" * 64, "PDF, JPEG"),
        ("План.heic", b"\0\0\0\x18ftypheic" + b"\0" * 64, "не открывается"),
        ("План.jpg", pdf(), "PDF"),
        ("План.pdf", jpeg(), "PDF"),
    ],
)
def test_05_file_that_is_not_what_it_says_is_refused_in_words(signed_in, name, content, words):
    page = at_documents(signed_in)

    answer = page.submit("Далее", file_plan=File(name, content, "application/octet-stream"))

    assert answer.status == 422
    assert any(words in text for text in answer.notices.values())


def test_06_whole_application_is_filed_without_javascript(signed_in):
    sent = at_preview(signed_in).submit("Подать заявку", **AGREED)

    assert sent.h1 == "Заявка подана"
    assert sent.facts["Номер заявки"]


def test_06_registration_is_done_without_javascript(client, letters):
    client.open("account.register").submit("Регистрация", **REGISTRATION)
    page = client.open_path(letters.last(EMAIL).paths[0])
    page.submit(page.buttons[0])

    home = client.open("account.sign_in").submit(
        "Войти", Логин=REGISTRATION["Логин"], Пароль=REGISTRATION["Пароль"]
    )

    assert home.has_link("Создать заявку")


def test_06_question_is_asked_and_continued_without_javascript(signed_in):
    question = {"Ваш вопрос": "Когда подключат дом?"}

    asked = signed_in.open("questions.index").submit("Отправить", **question)
    further = asked.submit("Отправить", **{"Ваше сообщение": "Спасибо"})

    assert question["Ваш вопрос"] in asked.text
    assert "Спасибо" in further.text


def test_07_no_otchestvo_two_surnames_and_yo_pass(signed_in):
    page = signed_in.open("applications.start").submit("до 150 кВт")
    names = {"Фамилия": "Королёва-Ёжикова Нур", "Имя": "Алёна", "Отчество отсутствует": True}

    answer = page.submit("Далее", **names)

    assert not {"Фамилия", "Имя", "Отчество"} & set(answer.notices)


def test_08_application_is_taken_while_the_mail_server_is_dead(signed_in, consumer, smtp, runner):
    smtp.stop()
    draft = a_draft(consumer)
    preview = signed_in.open("applications.preview", public_id=draft.public_id)

    sent = preview.submit("Подать заявку", **AGREED)
    runner("mail", "deliver")
    waiting = [
        each for each in json.loads(runner("mail", "list", "--json").stdout)
        if each["state"] == "waiting" and each["recipient"] == consumer.email
    ]  # fmt: skip

    assert sent.h1 == "Заявка подана"
    assert waiting
    assert consumer.email in [each.recipient for each in digest.troubled(at=now())]


def test_17_power_of_sixteen_changes_the_category_with_a_reason(signed_in, consumer):
    draft = service.start(user=consumer, kind_code="fl-15", at=now())
    for code in ("requisites", "object", "technical"):
        service.save_step(application=draft, step=code, raw=typed_for("fl-15"), at=now())
    db.session.commit()
    step = signed_in.open("applications.step", public_id=draft.public_id, step="technical")
    over = step.submit("Далее", **{"Максимальная мощность присоединяемых устройств, кВт": "16"})

    moved = over.submit("Перейти к заявке")

    assert "больше 15 кВт" in over.text
    assert moved.h1.endswith("менее 150кВт")
    assert moved.field("Максимальная мощность присоединяемых устройств, кВт").value == "16"


def test_05_photo_of_an_iphone_is_taken(signed_in):
    out = io.BytesIO()
    photo = Image.new("RGB", (640, 480), (120, 90, 60))
    pillow_heif.from_pillow(photo).save(out, quality=80)

    answer = at_documents(signed_in).submit(
        "Загрузить", file_plan=File("IMG_1.HEIC", out.getvalue(), "image/heic")
    )

    assert "IMG_1.jpg" in answer.text
