"""The link of a reminder: one meter, one window, no sign-in, nobody's name on it."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from lk.audit.models import AuditEntry
from lk.meters.models import Contract, Meter
from tests.client import Client
from tests.factories import a_contract, a_meter, a_reading
from tests.meters.linking import FIELD, HISTORY, SEND, readings, token_of


@pytest.fixture(autouse=True)
def stopped(clock: Any) -> Any:
    """24.11.2026: readings of homes are taken."""
    return clock


@pytest.fixture
def contract(consumer: Any) -> Contract:
    return a_contract(consumer, "38005843")


@pytest.fixture
def meter(contract: Contract) -> Meter:
    return a_meter(contract, "72009921", history=HISTORY)


def test_reading_is_sent_from_the_letter_in_one_step(
    client: Client, meter: Meter, consumer: Any
) -> None:
    page = client.open("meters.link", token=token_of(meter))

    sent = page.submit(SEND, **{FIELD: "75 900"})

    (reading,) = readings()
    assert page.h1.replace("\xa0", " ") == "Показание за ноябрь 2026 г."
    assert (reading.value1, reading.channel, reading.state) == (Decimal(75_900), "link", "sent")
    assert (reading.user_id, reading.period) == (consumer.id, "2026-11")
    assert f"Передано, № {reading.number}" in sent.text.replace("\xa0", " ")
    assert "75 900" in sent.text.replace("\xa0", " ")
    assert "К расчету еще не принято" in sent.text


def test_no_cookie_is_needed(client: Client, meter: Meter) -> None:
    """Programs that show letters often keep none."""
    path = client.url("meters.link", token=token_of(meter))

    answer = client.ask("POST", path, data={"value1": "75900"})

    assert (answer.status_code, answer.headers["Location"]) == (303, path)
    assert len(readings()) == 1


def test_page_tells_nothing_of_the_consumer(client: Client, meter: Meter, consumer: Any) -> None:
    path = client.url("meters.link", token=token_of(meter))

    page = client.open_path(path)
    sent = page.submit(SEND, **{FIELD: "75900"})

    for text in (page.body.decode(), sent.body.decode()):
        for word in ("Иванова", "Светлый", "38005843", meter.number, consumer.login, "75125"):
            assert word not in text
    assert "Счетчик № … 9921." in page.text.replace("\xa0", " ")


def test_address_goes_nowhere_from_the_page(client: Client, meter: Meter) -> None:
    for token in (token_of(meter), "nonsense"):
        page = client.open("meters.link", token=token)

        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in page.headers["X-Robots-Tag"]
        assert page.headers["Cache-Control"] == "no-store"


def test_second_opening_shows_what_was_sent_and_lets_it_be_corrected(
    client: Client, meter: Meter
) -> None:
    token = token_of(meter)
    client.open("meters.link", token=token).submit(SEND, **{FIELD: "75900"})

    again = client.open("meters.link", token=token)
    after = again.submit("Исправить показание", **{FIELD: "75800"})

    assert again.field(FIELD).value == "75900"
    assert [(each.value1, each.state) for each in readings()] == [
        (Decimal(75_900), "replaced"),
        (Decimal(75_800), "sent"),
    ]
    assert "75 800" in after.text.replace("\xa0", " ")


def test_every_page_of_the_link_says_which_meter_it_is(client: Client, meter: Meter) -> None:
    """Several of them are open at once, one a meter."""
    page = client.open("meters.link", token=token_of(meter))
    sent = page.submit(SEND, **{FIELD: "75900"})
    refused = sent.submit("Исправить показание", **{FIELD: "-5"})

    for each in (page, sent, refused):
        text = each.text.replace("\xa0", " ")
        assert "Счетчик № … 9921. Принимаем до 26 ноября 2026 г. включительно." in text


def test_after_the_export_it_is_shown_but_not_corrected(client: Client, meter: Meter) -> None:
    reading = a_reading(meter, None, 75_900, state="exported")

    page = client.open("meters.link", token=token_of(meter))
    pushed = client.post(page.path, [("value1", "75800")])

    assert f"Передано, № {reading.number}" in page.text.replace("\xa0", " ")
    assert "Счетчик № … 9921." in page.text.replace("\xa0", " ")
    assert "Принимаем до" not in page.text
    assert not page.has_field(FIELD)
    assert pushed.status == 422
    assert [each.value1 for each in readings()] == [Decimal(75_900)]


def test_double_tap_is_one_reading(client: Client, meter: Meter) -> None:
    page = client.open("meters.link", token=token_of(meter))

    page.submit(SEND, **{FIELD: "75900"})
    page.submit(SEND, **{FIELD: "75900"})

    assert len(readings()) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Впишите показание"), ("1,234", "Непонятно"), ("-5", "со знаком"), ("1234567", "цифр")],
)
def test_bad_value_is_refused_at_the_field_and_stays(
    client: Client, meter: Meter, typed: str, said: str
) -> None:
    page = client.open("meters.link", token=token_of(meter)).submit(SEND, **{FIELD: typed})

    assert page.status == 422
    assert said in page.field(FIELD).error
    assert page.field(FIELD).value == typed
    assert readings() == []


def test_equal_reading_is_asked_about_and_passes(client: Client, meter: Meter) -> None:
    page = client.open("meters.link", token=token_of(meter)).submit(SEND, **{FIELD: "75125"})

    sent = page.submit("Все верно, показание проверено")

    assert page.status == 422
    assert sent.status == 200
    assert [(each.value1, each.answer) for each in readings()] == [(Decimal(75_125), "insist")]


def test_lower_reading_asks_once_why(client: Client, meter: Meter) -> None:
    page = client.open("meters.link", token=token_of(meter)).submit(SEND, **{FIELD: "70000"})

    page.submit("Прошлое показание было с ошибкой")

    assert "меньше прошлого показания" in page.text.replace("\xa0", " ")
    assert {"Счетчик заменили", "Прошлое показание было с ошибкой"} <= set(page.buttons)
    assert [(each.value1, each.answer) for each in readings()] == [
        (Decimal(70_000), "earlier_error")
    ]


@pytest.mark.parametrize("value", ["70000", "99000"])
def test_page_without_sign_in_tells_no_figure_of_the_history(
    client: Client, meter: Meter, value: str
) -> None:
    page = client.open("meters.link", token=token_of(meter)).submit(SEND, **{FIELD: value})

    assert page.status == 422
    assert "75 125" not in page.text.replace("\xa0", " ")
    assert "кВт·ч" not in page.text


def test_answer_is_to_what_was_asked_and_to_no_other_value(client: Client, meter: Meter) -> None:
    page = client.open("meters.link", token=token_of(meter)).submit(SEND, **{FIELD: "70000"})

    other = page.submit("Прошлое показание было с ошибкой", **{FIELD: "60000"})

    assert other.status == 422
    assert readings() == []


def test_slip_of_the_finger_is_mended_by_one_press(client: Client, meter: Meter) -> None:
    page = client.open("meters.link", token=token_of(meter)).submit(SEND, **{FIELD: "79500"})
    suggested = [each for each in page.buttons if each.endswith("вместо 79500")]

    sent = page.submit(suggested[0])

    assert sent.status == 200
    assert [each.value1 for each in readings()] == [Decimal(suggested[0].split()[0])]


def test_meter_of_two_zones_has_two_fields(client: Client, contract: Contract) -> None:
    meter = a_meter(contract, zones=2)
    page = client.open("meters.link", token=token_of(meter))

    page.submit(SEND, **{"Т1 (день)": "100,5", "Т2 (ночь)": "50"})

    (reading,) = readings()
    assert reading.values == (Decimal("100.5"), Decimal(50))


def test_sending_by_the_link_leaves_its_line(client: Client, meter: Meter, session: Any) -> None:
    client.open("meters.link", token=token_of(meter)).submit(SEND, **{FIELD: "75900"})

    line = session.query(AuditEntry).filter_by(event="meters.reading_sent").one()
    assert line.details["channel"] == "link"
    assert "75900" not in str(line.details)


def test_company_sends_on_the_first_of_the_next_month(
    client: Client, consumer: Any, clock: Any
) -> None:
    meter = a_meter(a_contract(consumer, kind="organisation"), history=HISTORY)
    clock.set(datetime(2026, 12, 1, 5, 0, tzinfo=UTC))

    client.open("meters.link", token=token_of(meter)).submit(SEND, **{FIELD: "75900"})

    assert [(each.period, each.taken_on.day) for each in readings()] == [("2026-11", 1)]
