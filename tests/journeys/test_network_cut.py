"""The network is cut in the middle of a save, the server is ill, the answer is lost: the person is
told so, and nothing of what was typed is.
"""

import re

import pytest
from playwright.sync_api import expect

from lk.applications.models import Application
from lk.db import db
from tests.factories import PASSWORD, a_consumer, a_draft
from tests.journeys.hand import Hand

pytestmark = pytest.mark.browser

ADDRESS, NAME = "Адрес объекта", "Наименование энергопринимающих устройств"
FIELDS = "**/object/fields/*"
NEW = "г. Томск, ул. Новая, д. 7"


@pytest.fixture
def draft(app):
    return a_draft(a_consumer())


@pytest.fixture
def hand(draft, live, window):
    """Signed in, at the step «Объект»."""
    hand = Hand(window(live.url))
    sign_in(hand)
    hand.open(f"/lk/applications/{draft.public_id}/object")
    return hand


def sign_in(hand):
    hand.open("/lk/sign-in").fill({"Логин": "ivanova", "Пароль": PASSWORD}).press("Войти")
    hand.arrives_at("/lk/$")


def type_and_leave(hand, label, text):
    hand.fill({label: text})
    hand.page.keyboard.press("Tab")


def stored(draft, key="obj_addr"):
    db.session.rollback()
    return db.session.get(Application, draft.id).typed.get(key)


def alert(hand):
    return hand.main.get_by_role("alert").filter(has_text=re.compile("."))


def saved(hand):
    """Wait until nothing is on its way: the next page is asked only then."""
    expect(hand.page.locator("#saved")).to_contain_text("Сохранено в")


def forgive(hand):
    """What Chromium and htmx write of the cut itself is no complaint."""
    cut = ("net::ERR_", "Failed to fetch", "status of 503")
    complaints = hand.page.watched.complaints
    complaints[:] = [each for each in complaints if not any(words in each for words in cut)]


def test_field_that_is_left_is_saved_quietly(hand, draft):
    with hand.page.expect_response(FIELDS) as answer:
        type_and_leave(hand, ADDRESS, NEW)

    assert answer.value.status == 200
    saved(hand)
    assert stored(draft) == NEW
    assert hand.value(ADDRESS) == NEW
    expect(alert(hand)).to_have_count(0)


def test_cut_is_announced_and_what_was_typed_is_saved_when_it_is_over(hand, draft):
    hand.page.context.set_offline(True)
    type_and_leave(hand, ADDRESS, NEW)

    expect(alert(hand)).to_contain_text("Нет связи")
    assert hand.value(ADDRESS) == NEW
    hand.page.context.set_offline(False)

    expect(alert(hand)).to_have_count(0)
    expect(hand.page.locator("#save-status")).to_have_text("Все сохранено.")
    assert stored(draft) == NEW
    forgive(hand)


def test_answer_that_is_lost_on_the_way_is_asked_for_again(hand, draft):
    cut = []

    def lose(route):
        if cut:
            route.fallback()
            return
        cut.append(route.fetch().status)  # the portal has saved it, the browser learns nothing
        route.abort("connectionreset")

    hand.page.route(FIELDS, lose)
    type_and_leave(hand, ADDRESS, NEW)

    expect(alert(hand)).to_contain_text("Нет связи")
    assert cut == [200]
    hand.press("Повторить")
    expect(alert(hand)).to_have_count(0)
    assert stored(draft) == NEW
    assert hand.page.get_by_text("Взять сохраненное").count() == 0
    forgive(hand)


def test_next_change_takes_along_what_was_not_saved(hand, draft):
    ill = [True]
    hand.page.route(FIELDS, lambda route: route.fulfill(status=503) if ill else route.fallback())
    type_and_leave(hand, ADDRESS, NEW)
    expect(alert(hand)).to_contain_text("Кабинет не ответил")

    ill.clear()
    type_and_leave(hand, NAME, "дача")

    expect(alert(hand)).to_have_count(0)
    assert (stored(draft), stored(draft, "obj_name")) == (NEW, "дача")
    forgive(hand)


def test_next_step_waits_for_the_connection(hand, draft):
    hand.page.context.set_offline(True)
    hand.fill({ADDRESS: NEW}).press("Далее")
    expect(alert(hand)).to_contain_text("Нет связи")
    assert hand.value(ADDRESS) == NEW
    hand.page.context.set_offline(False)
    expect(alert(hand)).to_have_count(0)

    hand.press("Далее").arrives_at("/technical$")

    assert stored(draft) == NEW
    forgive(hand)


def test_leaving_with_unsaved_text_asks_first(hand, draft):
    asked = []
    hand.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    hand.page.route(FIELDS, lambda route: route.abort())
    type_and_leave(hand, ADDRESS, NEW)
    expect(alert(hand)).to_contain_text("Нет связи")

    hand.click("Мои данные")

    hand.page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert hand.value(ADDRESS) == NEW
    hand.page.unroute(FIELDS)
    hand.press("Повторить")
    expect(alert(hand)).to_have_count(0)
    forgive(hand)


def test_link_waits_for_the_save_and_asks_nothing(hand, draft):
    hand.fill({ADDRESS: NEW}).click("Мои данные").arrives_at("/lk/me$")

    assert stored(draft) == NEW


def test_session_that_ended_is_announced_and_the_step_comes_back_filled_in(hand, draft):
    hand.page.context.clear_cookies()
    type_and_leave(hand, ADDRESS, NEW)
    expect(alert(hand)).to_contain_text("Сеанс закончился")
    before = stored(draft)

    hand.press("Войти и продолжить")
    hand.fill({"Логин": "ivanova", "Пароль": PASSWORD}).press("Войти")

    expect(hand.main.get_by_text("Вы снова вошли")).to_be_visible()
    assert hand.value(ADDRESS) == NEW
    assert stored(draft) == before
    hand.press("Далее").arrives_at("/technical$")
    assert stored(draft) == NEW


def test_page_older_than_the_session_goes_on_with_what_was_typed(hand, draft):
    other = Hand(hand.page.context.new_page())
    hand.page.context.clear_cookies()
    sign_in(other)
    type_and_leave(hand, ADDRESS, NEW)
    expect(alert(hand)).to_contain_text("Вы вошли заново")

    hand.press("Продолжить")

    expect(hand.main.get_by_text("Вы снова вошли")).to_be_visible()
    assert hand.value(ADDRESS) == NEW
    hand.press("Далее").arrives_at("/technical$")
    assert stored(draft) == NEW


def test_list_that_does_not_come_says_so_and_keeps_what_is_sought(hand):
    hand.open("/lk/applications/?text=Мира")
    sought = (
        hand.main.get_by_role("search")
        .get_by_role("textbox")
        .or_(hand.main.get_by_role("search").get_by_role("searchbox"))
    )
    ill = "<html><body><h1>Беда</h1></body></html>"
    hand.page.route(
        "**/lk/applications/?**",
        lambda route: route.fulfill(status=503, content_type="text/html", body=ill),
    )

    sought.fill("Советская")

    expect(hand.page.locator("#flashes")).to_contain_text("Кабинет не ответил")
    expect(hand.page.get_by_text("Беда")).to_have_count(0)
    expect(sought).to_have_value("Советская")
    forgive(hand)
