"""The card of a case explains itself: whose turn it is, by when, what was and what comes."""

from typing import Any

import pytest

from lk.applications import service
from lk.applications.models import CaseEvent
from lk.clock import now
from lk.db import db
from tests.client import Client
from tests.factories import PASSWORD, an_application
from tests.journeys.hand import Hand


def an_event(case: Any, code: str, by: str = "consumer:ivanova", **details: Any) -> None:
    event = CaseEvent(application_id=case.id, at=now(), by=by, code=code)
    db.session.add(event)
    db.session.flush()
    if details:
        event.keep_details(details)
    db.session.commit()


def card(client: Client, case: Any) -> Any:
    return client.open("applications.card", public_id=case.public_id)


def test_card_says_that_the_turn_is_the_companys_and_by_when(
    clock: Any, signed_in: Client, consumer: Any
) -> None:
    case = an_application(consumer, "review")

    page = card(signed_in, case)

    assert "Ход за Горсетями" in page.text
    assert "До 8 декабря 2026 г. включительно, осталось 10 рабочих дней." in page.text
    assert "Срок — 10 рабочих дней по правилам технологического присоединения." in page.text


def test_card_says_that_the_turn_is_yours(clock: Any, signed_in: Client, consumer: Any) -> None:
    case = an_application(consumer, "offer_posted")

    page = card(signed_in, case)

    assert "Ход за вами" in page.text
    assert "До 1 декабря 2026 г. включительно, осталось 5 рабочих дней." in page.text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("review", "приносим извинения"),
        ("need_docs", "документы еще можно отправить"),
        ("offer_posted", "Если вы уже оплатили счет"),
    ],
)
def test_card_of_a_late_case_says_what_to_do(
    clock: Any, signed_in: Client, consumer: Any, status: str, words: str
) -> None:
    case = an_application(consumer, status)
    clock.forward(days=40)
    signed_in.sign_in_as(consumer)

    page = card(signed_in, case)

    assert "Срок прошел" in page.text
    assert words in page.text


@pytest.mark.parametrize("tab", ["files", "question"])
def test_every_tab_of_the_card_says_whose_turn_it_is(
    clock: Any, signed_in: Client, consumer: Any, tab: str
) -> None:
    case = an_application(consumer, "offer_posted")

    page = signed_in.open(f"applications.{tab}", public_id=case.public_id)

    assert "Ход за вами" in page.text
    assert "До 1 декабря 2026 г." in page.text


def test_card_names_the_stages_to_come(signed_in: Client, consumer: Any) -> None:
    case = an_application(consumer, "contract")

    page = card(signed_in, case)

    ahead = page.text[page.text.index("Что дальше") : page.text.index("История")]
    stages = ("Выполнение мероприятий", "Мероприятия сетевой организации", "напряжение подано")
    places = [ahead.index(stage) for stage in stages]
    assert places == sorted(places)
    assert "Показать все этапы до конца: еще 2" in ahead


def test_card_of_an_ended_case_has_nothing_to_come(signed_in: Client, consumer: Any) -> None:
    case = an_application(consumer, "rejected")

    page = card(signed_in, case)

    assert "Работа по заявке завершена" in page.text
    assert "Что дальше" not in page.text


def test_card_tells_each_step_in_a_sentence_with_its_day_and_side(
    clock: Any, signed_in: Client, consumer: Any
) -> None:
    case = an_application(consumer, "registered")

    page = card(signed_in, case)

    assert "24.11.2026 в 12:04 · Горсети Томск" in page.text
    assert "Мы зарегистрировали заявку под № 14-2026 от 24.11.2026." in page.text
    assert "24.11.2026 в 12:04 · вы" in page.text
    assert f"Вы подали заявку, ей присвоен номер {case.number}." in page.text


def test_card_shows_old_and_new_answers_of_a_correction(signed_in: Client, consumer: Any) -> None:
    case = an_application(consumer)
    fields = [
        {"key": "p_new", "label": "Мощность", "before": "12,5 кВт", "after": "14 кВт"},
        {"key": "passport", "label": "Паспорт", "before": "4444 111122", "after": "6903 123456"},
    ]
    an_event(case, "corrected", fields=fields, comment="Ошиблась")

    page = card(signed_in, case)

    story = page.text[page.text.index("История") :]
    assert "Заявка исправлена" in story
    assert "Ошиблась" in story
    assert "было: 12,5 кВт стало: 14 кВт" in story
    assert "44** ****22" in story
    assert "4444 111122" not in page.text


def test_words_of_people_in_the_history_are_no_markup(signed_in: Client, consumer: Any) -> None:
    case = an_application(consumer, "offer_posted")
    an_event(case, "disagreed", text="<b>Нет</b>\nи еще")

    page = card(signed_in, case)

    assert "<b>Нет</b> и еще" in page.text
    assert "Направлен протокол разногласий" in page.text


def test_notes_of_the_office_stay_inside(signed_in: Client, consumer: Any) -> None:
    case = an_application(consumer)
    service.note(application=case, text="Сложный заявитель", by="Петрова", at=now())
    db.session.commit()

    page = card(signed_in, case)

    assert "Сложный" not in page.text
    assert "Петрова" not in page.text


def test_front_page_counts_the_days_that_are_left(
    clock: Any, signed_in: Client, consumer: Any
) -> None:
    an_application(consumer, "offer_posted")

    page = signed_in.open("home.front")

    assert "До 1 декабря 2026 г. включительно, осталось 5 рабочих дней." in page.text


def test_letter_says_whose_turn_it_is_and_has_the_private_link(
    consumer: Any, letters: Any, clock: Any
) -> None:
    case = an_application(consumer, "offer_posted")

    letter = letters.to(consumer.email)[-1]

    for part in (letter.text, letter.html):
        words = part.replace("\xa0", " ")
        assert "Ход за вами: до 1 декабря 2026 г. включительно, осталось 5 рабочих дней." in words
        assert case.link_token in part


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_card_fits_its_window_and_unfolds_the_stages(
    request: pytest.FixtureRequest, consumer: Any, width: int
) -> None:
    case = an_application(consumer, "need_docs")
    case_id = case.public_id
    live, window = request.getfixturevalue("live"), request.getfixturevalue("window")
    hand = Hand(window(live.url, viewport={"width": width, "height": 800}))
    hand.open("/lk/sign-in").fill({"Логин": "ivanova", "Пароль": PASSWORD}).press("Войти")
    hand.arrives_at("/lk/$")

    hand.open(f"/lk/applications/{case_id}")
    last = hand.page.get_by_text("Мы вместе подпишем акт.")
    was_folded = last.is_hidden()
    hand.page.get_by_text("Показать все этапы до конца").click()

    assert was_folded
    assert last.is_visible()
    assert hand.page.evaluate("document.documentElement.scrollWidth") <= width
