from datetime import date

import pytest

from lk.applications import terms, turns

TODAY = date(2026, 11, 24)


def words(due_on: date, today: date = TODAY) -> str:
    return turns.until(due_on, today=today).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("due_on", "text"),
    [
        (date(2026, 12, 8), "До 8 декабря 2026 г. включительно, осталось 10 рабочих дней"),
        (date(2026, 11, 26), "До 26 ноября 2026 г. включительно, осталось 2 рабочих дня"),
        (date(2026, 11, 25), "До 25 ноября 2026 г. включительно, это завтра"),
        (date(2026, 11, 24), "До 24 ноября 2026 г. включительно, это сегодня"),
        (date(2027, 1, 11), "До 11 января 2027 г. включительно, осталось 27 рабочих дней"),
        (date(2026, 11, 23), "Срок прошел 1 рабочий день назад: 23 ноября 2026 г."),
        (date(2026, 11, 19), "Срок прошел 3 рабочих дня назад: 19 ноября 2026 г."),
    ],
)
def test_term_is_told_with_the_days_that_are_left_or_over(due_on: date, text: str) -> None:
    assert words(due_on) == text


@pytest.mark.parametrize(
    ("today", "text"),
    [
        (date(2026, 11, 28), "Срок прошел 1 день назад: 27 ноября 2026 г."),
        (date(2026, 11, 29), "Срок прошел 2 дня назад: 27 ноября 2026 г."),
        (date(2026, 11, 30), "Срок прошел 1 рабочий день назад: 27 ноября 2026 г."),
    ],
)
def test_weekend_after_the_last_day_is_counted_in_plain_days(today: date, text: str) -> None:
    assert words(date(2026, 11, 27), today) == text


def test_one_working_day_is_left_over_a_long_weekend() -> None:
    assert words(date(2027, 1, 11), date(2026, 12, 30)).endswith("остался 1 рабочий день")


def a_turn(whose: str | None = "company", due_on: date | None = None, **facts: str) -> turns.Turn:
    known = {"status": "review", "text": "Рассматриваем.", "company": "Горсетями"} | facts
    return turns.turn(whose=whose, due_on=due_on, today=TODAY, **known)


def test_turn_names_the_side() -> None:
    assert a_turn("consumer").title == "Ход за вами"
    assert a_turn("company").title == "Ход за Горсетями"
    assert a_turn(None).title == "Работа по заявке завершена"


@pytest.mark.parametrize(
    ("whose", "due_on", "tone"),
    [
        ("company", date(2026, 11, 24), "info"),
        ("consumer", date(2026, 11, 24), "wait"),
        ("company", date(2026, 11, 23), "bad"),
        ("consumer", date(2026, 11, 23), "bad"),
        ("consumer", None, "wait"),
        (None, date(2026, 11, 23), "ok"),
    ],
)
def test_tone_tells_whose_it_is_and_whether_it_is_late(whose, due_on, tone) -> None:
    found = a_turn(whose, due_on)

    assert found.tone == tone
    assert found.is_late == (tone == "bad")


def test_company_that_is_late_asks_for_pardon_and_says_what_to_do() -> None:
    found = a_turn("company", date(2026, 11, 20))

    assert "приносим извинения" in found.advice
    assert "Задать вопрос" in found.advice


@pytest.mark.parametrize(
    ("status", "text"),
    [("need_docs", "документы еще можно отправить"), ("offer_posted", "сообщите нам об этом")],
)
def test_applicant_who_is_late_reads_what_happens_now(status: str, text: str) -> None:
    found = a_turn("consumer", date(2026, 11, 20), status=status)

    assert text in found.advice
    assert "аннулир" in found.advice


@pytest.mark.parametrize("whose", ["company", "consumer"])
def test_turn_without_a_term_says_so_and_promises_nothing(whose: str) -> None:
    found = a_turn(whose)

    assert (found.until, found.law, found.advice) == ("Срок не установлен", "", "")


def test_case_that_is_over_says_nothing_of_terms() -> None:
    assert a_turn(None).until == ""


def test_law_is_named_beside_the_term() -> None:
    case = terms.Case(category="670", submitted_on=TODAY)
    certain = terms.due(case, "contract", {"contract": TODAY})
    remembered = terms.due(case, "review", {"submitted": TODAY})

    assert turns.law_of(certain).startswith("Срок — 1\xa0год, сноска 3 типового договора")
    assert turns.law_of(remembered) == (
        "Срок — 20\xa0рабочих дней по правилам технологического присоединения."
    )
    assert turns.law_of(None) == "Срок указал специалист."
