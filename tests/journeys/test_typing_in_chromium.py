"""A step in Chromium: it saves itself, opens what an answer opens, and leaves the typing alone."""

import re

import pytest
from playwright.sync_api import expect

from lk.applications.models import Application
from lk.db import db
from tests.factories import PASSWORD, a_consumer, a_draft
from tests.harness.writing import start_writing
from tests.journeys.hand import Hand

pytestmark = pytest.mark.browser

FIELDS = "**/fields/*"
POWER = "Максимальная мощность присоединяемых устройств, кВт"


@pytest.fixture
def draft(app):
    return a_draft(a_consumer())


@pytest.fixture
def at(draft, live, window):
    """Signed in, at a step of the draft."""
    hand = Hand(window(live.url))
    hand.open("/lk/sign-in").fill({"Логин": "ivanova", "Пароль": PASSWORD}).press("Войти")
    hand.arrives_at("/lk/$")

    def go(step):
        return hand.open(f"/lk/applications/{draft.public_id}/{step}")

    return go


def leave(hand, label, text):
    """Type, go to the next field, and wait for the answer."""
    with hand.page.expect_response(FIELDS) as answer:
        hand.fill({label: text})
        hand.page.keyboard.press("Tab")
    assert answer.value.status == 200


def stored(draft, key):
    db.session.rollback()
    return db.session.get(Application, draft.id).typed.get(key)


def notice(hand, name):
    return hand.page.locator(f"#{name}-notice")


def test_mistake_is_told_while_the_next_field_keeps_focus_caret_and_text(at, draft):
    hand = at("requisites")
    number, issued = hand.page.locator("#passport"), hand.page.locator("#passport_issued")
    with hand.page.expect_response(FIELDS):
        number.fill("12 ab")
        issued.focus()
        hand.page.keyboard.press("Home")
        hand.page.keyboard.type("УМВД, ")

    expect(notice(hand, "passport")).to_contain_text("Паспорт")
    expect(number).to_have_attribute("aria-invalid", "true")
    expect(issued).to_be_focused()
    hand.page.keyboard.type("или ")
    assert issued.input_value().startswith("УМВД, или ОВД")
    assert stored(draft, "passport") == "12 ab"


def test_required_field_that_is_passed_over_is_told_at_once(app, at, draft):
    start_writing()
    draft.keep_typed({**draft.typed, "last_name": ""})
    db.session.commit()
    hand = at("requisites")

    with hand.page.expect_response(FIELDS) as answer:
        hand.page.locator("#last_name").focus()
        hand.page.keyboard.press("Tab")

    assert answer.value.status == 200
    expect(notice(hand, "last_name")).to_contain_text("Фамилия")
    expect(hand.page.locator("#first_name")).to_be_focused()


def test_mended_field_is_refused_no_more(at, draft):
    hand = at("requisites")
    leave(hand, "Паспорт серия и номер", "12 ab")
    expect(notice(hand, "passport")).not_to_be_empty()

    leave(hand, "Паспорт серия и номер", "6903 123457")

    expect(notice(hand, "passport")).not_to_have_text(re.compile("."))
    assert hand.page.locator("#passport").get_attribute("aria-invalid") is None


def test_answer_opens_its_field_at_once_and_closing_keeps_the_text(at, draft):
    hand = at("technical")
    other = hand.main.get_by_label("Опишите нагрузку")
    expect(other).to_be_hidden()

    with hand.page.expect_response(FIELDS):
        hand.fill({"Характер нагрузки": "Иная"})
    leave(hand, "Опишите нагрузку", "мельница")
    with hand.page.expect_response(FIELDS):
        hand.fill({"Характер нагрузки": "Бытовая"})
    expect(other).to_be_hidden()
    with hand.page.expect_response(FIELDS):
        hand.fill({"Характер нагрузки": "Иная"})

    expect(other).to_be_visible()
    assert other.input_value() == stored(draft, "load_other") == "мельница"


def test_sum_is_computed_and_another_kind_is_offered_at_once(at, draft):
    hand = at("technical")

    leave(hand, POWER, "160")

    expect(hand.page.locator("#p_total-value")).to_have_text("160 кВт")
    expect(hand.page.locator("#reroute")).to_contain_text("Нужна другая заявка")
    leave(hand, POWER, "12,5")
    expect(hand.page.locator("#reroute")).not_to_contain_text("Нужна")


def test_steps_are_ticked_and_closed_at_once(at, draft):
    hand = at("object")
    steps = hand.page.get_by_role("navigation", name="Шаги заявки")
    expect(steps.get_by_role("link", name="Предпросмотр")).to_have_count(1)

    leave(hand, "Адрес объекта", "")
    expect(steps.get_by_role("link", name="Предпросмотр")).to_have_count(0)

    leave(hand, "Адрес объекта", "г. Томск, ул. Новая, 7")
    expect(steps.get_by_role("link", name="Предпросмотр")).to_have_count(1)


def test_another_object_asks_which_at_once(at, draft):
    hand = at("object")

    with hand.page.expect_response(FIELDS):
        hand.fill({"Вид энергоснабжаемого объекта": "Иное"})

    leave(hand, "Какой объект", "насосная станция")
    assert stored(draft, "obj_other") == "насосная станция"


def test_rows_come_and_go_and_the_focus_goes_with_them(at, draft):
    hand = at("technical")
    hand.fill({"Мощность этапа, кВт": "5"})

    hand.press("Добавить")
    expect(hand.page.locator("#stages-1-design")).to_be_focused()
    hand.page.locator("#stages-1-power").fill("7,5")
    assert hand.page.locator("#stages-0-power").input_value() == "5"
    hand.main.get_by_role("button", name="Удалить этап 1").click()

    expect(hand.page.locator("#stages-1-power")).to_have_count(0)
    expect(hand.page.locator("#stages-0-design")).to_be_focused()
    assert hand.page.locator("#stages-0-power").input_value() == "7,5"
    assert [row["power"] for row in stored(draft, "stages")] == ["7,5"]


def test_two_tabs_show_both_texts_and_one_chooses(at, draft):
    hand = at("object")
    tab = Hand(hand.page.context.new_page()).open(hand.page.url)
    leave(tab, "Адрес объекта", "г. Томск, ул. Вторая, 2")

    leave(hand, "Адрес объекта", "г. Томск, ул. Третья, 3")

    expect(notice(hand, "obj_addr")).to_contain_text("Вторая")
    expect(notice(hand, "obj_addr")).to_contain_text("Третья")
    assert stored(draft, "obj_addr") == "г. Томск, ул. Вторая, 2"
    hand.press("Оставить то, что здесь").arrives_at("#obj_addr-notice$")
    assert hand.value("Адрес объекта") == stored(draft, "obj_addr") == "г. Томск, ул. Третья, 3"


def test_other_fields_of_two_tabs_merge_silently(at, draft):
    hand = at("object")
    tab = Hand(hand.page.context.new_page()).open(hand.page.url)
    leave(tab, "Адрес объекта", "г. Томск, ул. Вторая, 2")

    leave(hand, "Наименование энергопринимающих устройств", "дача")
    hand.press("Далее").arrives_at("/technical$")

    assert stored(draft, "obj_addr") == "г. Томск, ул. Вторая, 2"
    assert stored(draft, "obj_name") == "дача"


def test_same_field_changed_again_and_again_is_no_conflict_with_itself(at, draft):
    hand = at("object")

    for text in ("г. Томск, 1", "г. Томск, 2", "г. Томск, 1"):
        leave(hand, "Адрес объекта", text)

    assert notice(hand, "obj_addr").inner_text().strip() == ""
    hand.press("Далее").arrives_at("/technical$")
    assert stored(draft, "obj_addr") == "г. Томск, 1"


def test_back_of_the_browser_shows_what_is_stored_by_now(at, draft):
    hand = at("object")
    leave(hand, "Адрес объекта", "г. Томск, ул. Вторая, 2")
    hand.press("Далее").arrives_at("/technical$")

    hand.page.go_back()

    hand.arrives_at("/object$")
    assert hand.value("Адрес объекта") == "г. Томск, ул. Вторая, 2"
