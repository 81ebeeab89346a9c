"""«Внести показание» in a browser without JavaScript."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from lk.db import db
from lk.meters.models import Reading
from tests.factories import FIG20, a_contract, a_meter, a_reading, another_consumer

pytestmark = pytest.mark.usefixtures("clock")

SEND = "Внести показания"
VALUE = "Показание счетчика"
DAY = "Дата показания"
MONTHS = [("2026-09", 74145, 200, "actual"), ("2026-10", 74345, 200, "actual")]


@pytest.fixture
def meter(consumer):
    return a_meter(a_contract(consumer), history=MONTHS)


@pytest.fixture
def page(signed_in, meter):
    return signed_in.open("meters.send", public_id=meter.public_id)


def readings():
    db.session.rollback()
    return list(db.session.scalars(select(Reading).order_by(Reading.id)))


def of_holder(consumer, **facts):
    return a_meter(a_contract(consumer, **facts), history=MONTHS)


def test_reading_of_a_phone_takes_one_field_and_one_button(page):
    fields = [each.label for each in page.fields]

    sent = page.submit(SEND, **{VALUE: "74 525"})

    assert fields == [VALUE, DAY]
    assert page.field(DAY).value == "2026-11-24"
    assert 'inputmode="decimal"' in str(page.main)
    assert sent.path.endswith(f"/{sent.path.split('/')[-2]}/")
    assert [(each.value1, each.taken_on) for each in readings()] == [
        (Decimal(74525), date(2026, 11, 24))
    ]


def test_last_charged_reading_stands_beside_the_field(page):
    assert "Прошлое показание: 74 345 на 01.11.2026." in page.text


def test_equal_reading_is_asked_about_once_where_something_is_usual(page):
    asked = page.submit(SEND, **{VALUE: "74345"})

    card = asked.submit("Все верно, передать")

    assert "Показание не изменилось" in asked.text
    assert card.flashes
    assert readings()[0].answer == "insist"


def test_swapped_digits_are_offered_and_one_press_sends_what_was_meant(page):
    asked = page.submit(SEND, **{VALUE: "75425"})

    card = asked.submit("Да, передать 74 525")

    assert "Возможно, 74 525 вместо 75 425?" in asked.text
    assert card.flashes
    assert readings()[0].value1 == 74525


def test_unusual_amount_is_taken_when_one_says_that_it_is_right(page):
    asked = page.submit(SEND, **{VALUE: "75425"})

    asked.submit("Нет, передать 75 425")

    assert (readings()[0].value1, readings()[0].answer) == (75425, "insist")


def test_question_is_about_the_value_that_it_names(page):
    asked = page.submit(SEND, **{VALUE: "75425"})

    again = asked.submit(SEND, **{VALUE: "99999"})

    assert again.status == 422
    assert "25 654" in again.text
    assert readings() == []


def test_enter_in_the_field_answers_no_question(page):
    asked = page.submit(SEND, **{VALUE: "75425"})

    field = asked.main.select_one("input[name=value1]:not([type=hidden])")

    form = field.find_parent("form")
    assert [each.get_text(strip=True) for each in form.find_all("button")] == [SEND]


def test_lower_reading_wants_an_answer_and_keeps_it(page):
    asked = page.submit(SEND, **{VALUE: "74000"})
    unanswered = asked.submit("Передать с этим ответом")

    unanswered.submit(
        "Передать с этим ответом",
        **{"Почему показание меньше прошлого?": "Прошлое показание было с ошибкой"},
    )

    assert "Выберите, почему" in unanswered.text
    assert [(each.value1, each.answer) for each in readings()] == [(74000, "earlier_error")]


def test_zeros_are_offered_only_near_the_end_of_the_register(signed_in, consumer):
    old = a_meter(a_contract(consumer), history=[("2026-10", 99900, 200, "actual")])
    page = signed_in.open("meters.send", public_id=old.public_id)

    asked = page.submit(SEND, **{VALUE: "20"})
    asked.submit(
        "Передать с этим ответом",
        **{"Почему показание меньше прошлого?": "Счетчик прошел через нули"},
    )

    assert readings()[0].answer == "rollover"


@pytest.mark.parametrize(
    ("zones", "labels"),
    [(2, ["Т1 (день)", "Т2 (ночь)"]), (3, ["Т1 (пик)", "Т2 (ночь)", "Т3 (полупик)"])],
)
def test_each_zone_has_its_field(signed_in, consumer, zones, labels):
    meter = a_meter(a_contract(consumer), zones=zones)
    page = signed_in.open("meters.send", public_id=meter.public_id)

    page.submit(SEND, **{label: str(10 + at) for at, label in enumerate(labels)})

    assert [each.label for each in page.fields] == [*labels, DAY]
    assert readings()[0].values == tuple(Decimal(10 + at) for at in range(zones))


def test_removed_meter_has_the_words_of_figure_20_and_no_form(signed_in, consumer):
    gone = a_meter(a_contract(consumer), history=FIG20, removed_on=date(2016, 12, 1))

    page = signed_in.open("meters.send", public_id=gone.public_id)

    assert "Счетчик снят с учета, внесение данных не возможно." in page.text
    assert not page.has_field(VALUE)


def test_holder_who_may_not_send_reads_the_words_of_figure_17(signed_in, consumer):
    meter = of_holder(consumer, may_send=False)

    page = signed_in.open("meters.send", public_id=meter.public_id)

    assert "погребных и гаражных кооперативов" in page.text
    assert "не установлены общедомовые приборы учета" in page.text
    assert not page.has_field(VALUE)


@pytest.mark.parametrize("facts", [{"may_send": False}, {}])
def test_post_past_the_page_is_refused_too(signed_in, consumer, page, facts):
    removed = {} if facts else {"removed_on": date(2026, 11, 1)}
    other = a_meter(a_contract(consumer, **facts), **removed)
    token = page.main.find("input", attrs={"name": "csrf_token"})["value"]
    sent = [("csrf_token", token), ("value1", "5"), ("taken_on", "2026-11-24")]

    answer = signed_in.post(signed_in.url("meters.take", public_id=other.public_id), sent)

    assert answer.status == 422
    assert readings() == []


def test_anothers_meter_is_not_there(client, meter):
    stranger = client.sign_in_as(another_consumer())

    page = stranger.open("meters.send", public_id=meter.public_id)

    assert page.status == 404


def test_page_costs_four_selects_at_most(signed_in, meter):
    page = signed_in.open("meters.send", public_id=meter.public_id)

    assert len(page.statements) <= 4


def test_second_reader_sees_neither_the_last_reading_nor_the_address(signed_in, consumer):
    contract = a_contract(consumer, bound={"sees_from": date(2026, 11, 20)})
    meter = a_meter(contract, history=MONTHS)

    page = signed_in.open("meters.send", public_id=meter.public_id)

    assert "74 345" not in page.text
    assert "Светлый" not in page.text


def test_second_reader_does_not_see_what_the_first_one_has_sent_that_day(
    signed_in, consumer, clock
):
    bound = {"sees_from": clock.now.date(), "bound_at": clock.now + timedelta(minutes=5)}
    meter = a_meter(a_contract(consumer, bound=bound), history=MONTHS)
    a_reading(meter, another_consumer(), 74999)
    clock.forward(minutes=10)

    page = signed_in.open("meters.send", public_id=meter.public_id)
    card = signed_in.open("meters.card", public_id=meter.public_id)
    grid = signed_in.open("meters.table", sent="y")

    assert page.h1 == "Внести показание"
    assert "74999" not in str(page.soup) + str(grid.soup)
    assert "74 999" not in card.text
