from typing import Any

from lk.applications import service
from lk.applications.models import Application
from lk.db import db
from tests.applications.wizard import (
    NAME,
    SITE,
    TECHNICAL,
    a_draft,
    a_submitted,
    at_object,
    at_preview,
    at_technical,
    begin,
    give_files,
    submit,
)
from tests.client import Client
from tests.factories import PASSWORD, another_consumer

TITLE = "Заявка для физических лиц, мощностью присоединяемого объекта менее 150кВт"
STEPS = ("requisites", "object", "technical")


def test_a_draft_goes_on_where_it_was_left(signed_in: Client) -> None:
    at_technical(signed_in)

    page = signed_in.open("applications.index").click("Продолжить")

    assert page.path.endswith("/technical")


def test_an_open_draft_is_offered_before_a_new_one(signed_in: Client) -> None:
    at_object(signed_in)

    page = begin(signed_in)

    assert page.h1 == "У вас есть черновик"
    assert page.click("Продолжить").path.endswith("/object")
    assert page.submit("Начать заново").path.endswith("/requisites")
    assert db.session.query(Application).count() == 2


def test_an_untouched_draft_is_simply_opened_again(signed_in: Client) -> None:
    first = begin(signed_in)

    second = begin(signed_in)

    assert first.path == second.path


def test_the_twenty_first_draft_is_refused_on_the_page(signed_in: Client, consumer: Any) -> None:
    for _ in range(20):
        a_draft(consumer, files=False)

    page = begin(signed_in).submit("Начать заново")

    assert page.status == 422
    assert "черновиков" in page.text


def test_the_step_of_another_consumer_is_not_found(signed_in: Client) -> None:
    draft = a_draft(another_consumer())

    for step in (*STEPS, "documents", "preview", "resume", "delete", "receipt"):
        page = signed_in.open_path(f"/lk/applications/{draft.public_id}/{step}")
        assert page.status == 404


def test_posts_to_another_consumers_draft_change_nothing(signed_in: Client) -> None:
    draft = a_draft(another_consumer())
    token = signed_in.open("applications.check").soup.find("input", {"name": "csrf_token"})
    before = draft.draft_answers

    for step in ("requisites", "documents", "preview", "delete"):
        entries = [("csrf_token", token["value"]), ("last_name", "Чужой"), ("is_accurate", "y")]
        page = signed_in.post(f"/lk/applications/{draft.public_id}/{step}", entries)
        assert page.status == 404

    assert draft.draft_answers == before
    assert draft.is_draft


def test_a_lost_session_loses_nothing_of_the_third_step(signed_in: Client, consumer: Any) -> None:
    page = at_technical(signed_in)
    signed_in.forget_cookies()
    answers = TECHNICAL | {"p_new": "13,7", "stages-0-power": "тринадцать"}

    sign_in = page.submit("Далее", **answers)
    shown = sign_in.submit("Войти", Логин=consumer.login, Пароль=PASSWORD)

    assert shown.status == 200
    assert shown.field("p_new").value == "13,7"
    assert shown.field("stages-0-power").value == "тринадцать"
    assert shown.field("Фазность").value == "3 (трехфазный ввод)"
    draft = db.session.query(Application).one()
    assert "p_new" not in draft.typed or draft.typed["p_new"] != "13,7"
    assert shown.submit("Далее").status == 422
    assert draft.typed["p_new"] == "13,7"


def test_a_lost_session_does_not_show_the_step_to_somebody_else(signed_in: Client) -> None:
    page = at_object(signed_in)
    other = another_consumer()
    signed_in.forget_cookies()

    sign_in = page.submit("Далее", **SITE)
    shown = sign_in.submit("Войти", Логин=other.login, Пароль=PASSWORD)

    assert shown.h1 == "Мои заявки"
    assert "Мира" not in shown.text


def test_two_browsers_see_each_others_changes(
    signed_in: Client, another_client: Client, consumer: Any
) -> None:
    draft = a_draft(consumer, files=False)
    another_client.sign_in_as(consumer)
    mine, theirs = (
        each.open("applications.step", public_id=draft.public_id, step="object")
        for each in (signed_in, another_client)
    )
    theirs.submit("Далее", **{"Адрес объекта": "г. Томск, ул. Вторая, 2"})

    page = mine.submit("Далее", **{"Адрес объекта": "г. Томск, ул. Третья, 3"})

    assert page.status == 409
    assert "Вторая" in page.notices["Адрес объекта"]
    assert page.field("Адрес объекта").value == "г. Томск, ул. Третья, 3"
    assert draft.typed["obj_addr"] == "г. Томск, ул. Вторая, 2"
    assert page.submit("Далее").status == 409
    page.submit("Оставить то, что здесь")
    assert draft.typed["obj_addr"] == "г. Томск, ул. Третья, 3"


def test_a_step_of_a_submitted_application_leads_to_its_receipt(
    signed_in: Client, consumer: Any
) -> None:
    case = a_submitted(consumer)

    for step in (*STEPS, "documents", "preview", "resume"):
        page = signed_in.open_path(f"/lk/applications/{case.public_id}/{step}")
        assert page.h1 == "Заявка подана"


def test_an_old_page_sent_after_the_submission_leads_to_the_receipt(
    signed_in: Client, consumer: Any
) -> None:
    old = at_technical(signed_in)
    old.submit("Далее", **TECHNICAL)
    draft = db.session.query(Application).one()
    give_files(draft, consumer)
    submit(draft, consumer)

    page = old.submit("Далее", **(TECHNICAL | {"p_new": "14"}))

    assert page.h1 == "Заявка подана"
    assert draft.submitted["p_new"] == "12.5"


def test_a_draft_is_deleted_only_after_a_question(signed_in: Client, consumer: Any) -> None:
    a_draft(consumer)

    question = signed_in.open("applications.index").click("Удалить")
    page = question.submit("Удалить черновик")

    assert question.h1 == "Удалить черновик?"
    assert page.flashes == ["Черновик удален."]
    assert db.session.query(Application).count() == 0


def test_the_preview_shows_every_answer_with_a_way_to_change_it(signed_in: Client) -> None:
    page = at_preview(signed_in)

    assert page.facts["Фамилия"] == "Щербакова"
    assert page.facts["Паспорт серия и номер"] == "6903 123456"
    assert page.facts["Этап 1"].startswith("срок проектирования 03.2027")
    assert page.link("Изменить: Реквизиты физического лица").endswith("/requisites")
    assert page.link("Изменить: Мощность").endswith("/technical")
    assert page.has_link("План.pdf")


def test_the_preview_says_what_is_missing_and_where(signed_in: Client, consumer: Any) -> None:
    draft = a_draft(consumer, files=False, cadastre="")

    page = signed_in.open("applications.preview", public_id=draft.public_id)

    assert page.link("Заполните поле «Кадастровый номер»").endswith("/object")
    assert page.link("Приложите документ «План").endswith("/documents")
    assert NAME.split()[0] in page.text
    assert service.what_is_missing(draft, [], at=draft.saved_at)
