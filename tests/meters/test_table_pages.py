"""The grid as a list: search, pages by key, what a second reader sees, a lost session."""

from datetime import date

import pytest

from lk.meters.models import Reading
from tests.factories import PASSWORD, a_contract, a_meter, another_consumer

HISTORY = [("2026-09", 900, 100, "actual"), ("2026-10", 1000, 100, "actual")]


@pytest.fixture(autouse=True)
def november(clock):
    """24.11.2026: homes send from the 23rd to the 26th."""


def numbers(page):
    return [each["Счетчик"].split()[0] for each in page.rows("Показания")]


def test_next_page_begins_behind_the_last_meter(signed_in, consumer):
    contracts = [a_contract(consumer), a_contract(consumer)]
    for n in range(52):
        a_meter(contracts[n % 2], f"9{n:03}", address=f"г. Томск, ул. Мира, д. {n:03}")

    first = signed_in.open("meters.table")
    second = first.click("Следующие счетчики")

    assert (len(numbers(first)), numbers(second)) == (50, ["9050", "9051"])
    assert not second.has_link("Следующие счетчики")


@pytest.mark.parametrize("words", ["ЛЕСНАЯ", "лесн 12", "720022", "38005843 лес"])
def test_words_find_a_meter_in_any_case(signed_in, consumer, words):
    contract = a_contract(consumer, "38005843")
    a_meter(contract, "720021", address="г. Томск, ул. Мира, д. 1")
    a_meter(contract, "720022", address="г. Томск, ул. Лесная, д. 12")

    page = signed_in.open("meters.table").search("Найти", text=words)

    assert numbers(page) == ["720022"]


@pytest.mark.parametrize("words", ["Светлый", "%", "\0", "зщшг"])
def test_words_that_find_nothing_say_so(signed_in, consumer, words):
    a_meter(a_contract(consumer), "720021", address="г. Томск, ул. Мира, д. 1")

    page = signed_in.open("meters.table", text=words)

    assert numbers(page) in ([], ["720021"])
    assert page.rows("Показания") or "Таких счетчиков нет" in page.text


def test_contract_that_takes_no_readings_is_named_in_a_search(signed_in, consumer):
    a_meter(a_contract(consumer, "38007716", may_send=False), "720031")
    a_meter(a_contract(consumer, "38007717", may_send=False), "720032", removed_on=date(2026, 1, 1))
    a_meter(a_contract(another_consumer(), "38007718", may_send=False), "720033")

    page = signed_in.open("meters.table", text="72003")

    assert "По договору 38007716 показания через кабинет не принимаются." in page.text
    assert "3800771" not in page.text.replace("38007716", "")
    assert "Таких счетчиков нет" not in page.text
    assert page.has_link("Договоры в кабинете")


def test_second_reader_sees_no_address_and_no_older_figure(signed_in, consumer):
    contract = a_contract(consumer, bound={"sees_from": date(2026, 11, 1)})
    a_meter(contract, "720021", history=HISTORY, address="г. Томск, ул. Лесная, д. 12")

    page = signed_in.open("meters.table")
    template = signed_in.open("meters.table_template_csv").body.decode("utf-8-sig")
    found = page.search("Найти", text="лесная")

    assert "Лесная" not in page.text + template
    assert "1 000" not in page.text
    assert "1000" not in template
    assert numbers(found) == []


def test_cabinet_without_meters_says_what_to_do(signed_in):
    page = signed_in.open("meters.table")

    assert "Сейчас передавать нечего" in page.text
    assert page.has_link("Мои приборы учета")


@pytest.mark.parametrize("is_pasted", [True, False])
def test_what_was_typed_outlives_the_session(signed_in, consumer, session, is_pasted):
    a_meter(a_contract(consumer), "720021", history=HISTORY)
    label = "Или вставьте из Excel" if is_pasted else "Показание, счетчик 720021"
    page = signed_in.open("meters.table_file" if is_pasted else "meters.table")
    signed_in.forget_cookies()

    entry = page.submit("Проверить", **{label: "720021\t1100" if is_pasted else "1100"})
    again = entry.submit("Войти", Логин=consumer.login, Пароль=PASSWORD)

    assert "Вы снова вошли" in again.text
    again.submit("Проверить").submit("Передать 1 показание")
    assert session.query(Reading).one().value1 == 1100


def test_rows_that_were_about_to_be_sent_outlive_the_session(signed_in, consumer, session):
    a_meter(a_contract(consumer), "720021", history=HISTORY)
    page = signed_in.open("meters.table_file")
    check = page.submit("Проверить", **{"Или вставьте из Excel": "720021\t1100"})
    signed_in.forget_cookies()

    entry = check.submit("Передать 1 показание")
    again = entry.submit("Войти", Логин=consumer.login, Пароль=PASSWORD)

    assert (again.h1, session.query(Reading).count()) == ("Проверка перед отправкой", 0)
    again.submit("Передать 1 показание")
    assert session.query(Reading).one().value1 == 1100
