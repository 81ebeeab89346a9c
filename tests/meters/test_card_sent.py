"""What was sent, beside what was accounted; and what a second reader of a contract sees."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from lk.meters.models import MeterEvent, ReadingFile
from tests.factories import FIG20, a_contract, a_meter, another_consumer
from tests.harness.meters import a_reading, billed
from tests.harness.writing import start_writing
from tests.meters.test_card import a_card, remember

AT = datetime(2016, 11, 25, 5, 4, tzinfo=UTC)
SENT = "Переданные показания"


@pytest.fixture
def meter(consumer):
    return a_meter(a_contract(consumer), "720021", history=FIG20)


def sent(meter, user, value=75000, **facts):
    facts = {"taken_on": date(2016, 11, 25), "sent_at": AT} | facts
    return a_reading(meter, user, value, **facts)


def a_file(session):
    file = ReadingFile(made_at=AT, made_by="Мальцева", written_at=AT, readings=1)
    remember(session, file)
    return file


def told(page) -> str:
    return page.rows(SENT)[0]["Что с показанием"]


def test_12_sent_reading_is_seen_at_once_as_not_accounted_yet(signed_in, consumer, meter):
    reading = sent(meter, consumer, taken_on=date(2016, 12, 25))
    page = a_card(signed_in, meter)

    assert page.rows(SENT)[0]["Период"] == "Декабрь 2016 снято 25.12.2016"
    assert page.rows(SENT)[0]["Вы передали"] == "75 000"
    assert page.rows(SENT)[0]["В расчете"] == "—"
    assert told(page).startswith(f"Передано Передано, № {reading.number} 25.11.2016 в 12:04")
    assert "К расчету еще не принято." in told(page)
    assert page.link("Исправить").endswith("/reading?period=2016-12")


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({}, "Исправить показание"),
        ({"state": "exported"}, "Внести показание"),
        ({"state": "rejected"}, "Внести показание"),
        ({"period": "2026-10"}, "Внести показание"),
    ],
    ids=["sent", "exported", "rejected", "last month"],
)
def test_button_has_the_word_of_the_list(clock, signed_in, consumer, meter, facts, word):
    a_reading(meter, consumer, 75000, **facts)

    page = a_card(signed_in, meter)
    form = page.click(word)

    (button,) = [each for each in page.links if each in {"Исправить показание", "Внести показание"}]
    assert (button, form.status) == (word, 200)


def test_sent_reading_is_not_in_the_table_of_the_billing(signed_in, consumer, meter):
    sent(meter, consumer, taken_on=date(2016, 12, 25))
    page = a_card(signed_in, meter)

    assert len(page.rows("История показаний")) == len(FIG20)
    assert "показания, которые передаете вы, в этой таблице не отображаются." in page.text
    assert page.facts["Показание счетчика"] == "74 525"


def test_exported_reading_names_its_file_and_may_not_be_corrected(
    signed_in, consumer, meter, session
):
    file = a_file(session)
    sent(meter, consumer, state="exported", file_id=file.id)
    page = a_card(signed_in, meter)

    assert f"Выгружено в расчет, файл № {file.number} 25.11.2016" in told(page)
    assert "Ждем ответа расчетного центра" in told(page)
    assert not page.has_link("Исправить")


def test_difference_from_what_was_accounted_is_said(signed_in, consumer, meter):
    sent(meter, consumer, 74600, state="accepted", verdict_at=AT)
    page = a_card(signed_in, meter)

    assert page.rows(SENT)[0]["В расчете"] == "74 525"
    assert "В расчете на 75 меньше, чем передано." in told(page)


def test_accepted_reading_that_was_accounted_has_no_difference(signed_in, consumer, meter):
    sent(meter, consumer, 74525, state="accepted", verdict_at=AT)
    page = a_card(signed_in, meter)

    assert "Принято к расчету 25.11.2016" in told(page)
    assert "чем передано" not in told(page)


def test_corrected_reading_says_what_was_taken_instead(signed_in, consumer, meter):
    sent(meter, consumer, 75425, state="corrected", verdict_at=AT, accepted1=Decimal(74525),
         reason="Проверено на месте")  # fmt: skip
    page = a_card(signed_in, meter)

    assert "Принято с исправлением: 74 525" in told(page)
    assert "Расчетный центр пишет: Проверено на месте" in told(page)


def test_corrected_value_is_what_the_billing_has_before_its_month_comes(signed_in, consumer, meter):
    day, decided = date(2016, 12, 25), {"verdict_at": AT, "accepted1": Decimal(74990)}
    sent(meter, consumer, taken_on=day, state="corrected", **decided)
    page = a_card(signed_in, meter)

    assert page.rows(SENT)[0]["В расчете"] == "74 990"
    assert "В расчете на 10 меньше, чем передано." in told(page)


def test_rejected_reading_says_why_and_what_to_do(signed_in, consumer, meter):
    sent(meter, consumer, state="rejected", verdict_at=AT, reason="На снимке другие цифры")
    page = a_card(signed_in, meter)

    assert "Отклонено" in told(page)
    assert "Расчетный центр пишет: На снимке другие цифры" in told(page)
    assert "Этот месяц уже рассчитан." in told(page)
    assert "передайте, что на нем сейчас." in told(page)


def test_rejected_reading_of_a_month_not_billed_yet_is_to_be_sent_again(signed_in, consumer, meter):
    day = date(2016, 12, 25)
    sent(meter, consumer, taken_on=day, state="rejected", verdict_at=AT, reason="Не видно")
    page = a_card(signed_in, meter)

    assert "Передайте показание еще раз." in told(page)


def test_corrected_by_oneself_stands_beside_the_one_that_counts(signed_in, consumer, meter):
    sent(meter, consumer, 75100, state="replaced")
    sent(meter, consumer, 75000)
    page = a_card(signed_in, meter)

    assert [each["Вы передали"] for each in page.rows(SENT)] == ["75 000", "75 100"]
    assert "Вместо него вы передали другое." in page.rows(SENT)[1]["Что с показанием"]


def test_reading_of_another_cabinet_and_of_a_link_say_so(signed_in, consumer, meter):
    sent(meter, another_consumer(), channel="link")
    page = a_card(signed_in, meter)

    assert "Передано по ссылке из письма из другого кабинета" in told(page)


def test_readings_of_two_zones_differ_each_by_itself(signed_in, consumer, session):
    meter = a_meter(a_contract(consumer), zones=2, history=[("2016-11", 100, 40, "actual")])
    remember(session, *billed(meter, [("2016-11", 60, 25, "actual")], zone=2))
    a_reading(meter, consumer, 100, 64, taken_on=date(2016, 11, 25), state="exported")
    page = a_card(signed_in, meter)

    assert page.rows(SENT)[0]["Вы передали"] == "день 100 ночь 64"
    assert "В расчете ночь на 4 меньше, чем передано." in told(page)


def test_only_the_newest_readings_are_shown_until_all_are_asked_for(signed_in, consumer, meter):
    for month in range(1, 13):
        sent(meter, consumer, taken_on=date(2015, month, 25))
    sent(meter, consumer)
    page = a_card(signed_in, meter)

    assert len(page.rows(SENT)) == 12
    assert len(page.click("Показать все переданные").rows(SENT)) == 13


def test_second_reader_sees_figures_from_their_day_and_no_address(signed_in, consumer, session):
    bound = {"sees_from": date(2016, 6, 15)}
    meter = a_meter(a_contract(consumer, bound=bound), history=FIG20)
    change = MeterEvent(
        meter_id=meter.id, on=date(2016, 3, 1), code="coefficient", before=Decimal(1),
        after=Decimal(1), note="Старая отметка",
    )  # fmt: skip
    remember(session, change)
    sent(meter, another_consumer(), 71111, taken_on=date(2016, 5, 25))
    page = a_card(signed_in, meter)
    rows = page.rows("История показаний")

    assert [each["Период"] for each in rows][-1] == "Июль 2016"
    assert page.facts["Адрес"] == "г. Томск, …"
    assert "Светлый" not in str(page.soup)
    assert "71 111" not in page.text
    assert "Старая отметка" not in page.text
    assert "Поэтому вам видны показания и расход с 15.06.2016, а адрес скрыт." in page.text
    assert "Прошлое показание снято до дня, с которого вам видна история" in rows[-1]["Пояснение"]
    assert "71 999" not in page.text


def test_second_reader_does_not_see_a_meter_that_was_gone_before(signed_in, consumer):
    contract = a_contract(consumer, bound={"sees_from": date(2026, 6, 1)})
    old = a_meter(contract, "111", history=FIG20, removed_on=date(2026, 4, 12))
    history = [("2026-05", 50, 50, "actual"), ("2026-06", 130, 80, "actual")]
    new = a_meter(
        contract, "222", installed_on=date(2026, 4, 12), replaces_id=old.id, history=history
    )
    page = a_card(signed_in, new)

    assert [each["Период"] for each in page.rows("История показаний")] == ["Июнь 2026"]
    assert "111" not in page.facts.values()
    assert "№ 111" not in page.text


def a_long_history(consumer, session, years=20):
    """Three zones, month by month; the meter was replaced in the middle."""
    contract = a_contract(consumer)
    old = a_meter(contract, zones=3, removed_on=date(2016, 6, 1))
    new = a_meter(contract, zones=3, installed_on=date(2016, 6, 1), replaces_id=old.id)
    start_writing()
    for place in range(years * 12):
        period = f"{2007 + place // 12}-{place % 12 + 1:02}"
        meter = old if period < "2016-06" else new
        for zone in (1, 2, 3):
            session.add_all(billed(meter, [(period, 1000 + place * 100, 100, "actual")], zone))
    session.commit()
    return new


def test_card_takes_four_selects_and_a_small_page_whatever_lies_behind_it(
    signed_in, consumer, session
):
    small = a_card(signed_in, a_meter(a_contract(consumer), history=FIG20))
    meter = a_long_history(consumer, session)
    for month in range(1, 13):
        a_reading(meter, consumer, 1, 2, 3, taken_on=date(2025, month, 25))
    large = a_card(signed_in, meter)
    every = a_card(signed_in, meter, all=1)

    assert len(small.statements) <= 4
    assert len(large.statements) == len(small.statements) == len(every.statements)
    assert len(large.body) < 100_000
    assert len(large.rows("История показаний")) == 36
    assert len(every.rows("История показаний")) == 240
    assert large.has_link("Показать все годы, с 2007")
