"""Links that open nothing: another's hand, another window, taken away."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest

from lk.clock import now
from lk.db import db
from lk.meters.models import Contract, Meter
from lk.meters.service.links import revoke_links
from tests.client import Client
from tests.factories import a_contract, a_meter, a_reading
from tests.harness.writing import start_writing
from tests.meters.linking import FIELD, HISTORY, SEND, binding_of, readings, token_of

FORM = "application/x-www-form-urlencoded"


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


def test_tampered_link_opens_nothing(client: Client, meter: Meter, contract: Contract) -> None:
    token = token_of(meter)
    other = token_of(a_meter(contract))
    body, dot, signature = token.rpartition(".")
    wrong = [
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        other.rpartition(".")[0] + dot + signature,
        body,
        token[1:],
        "A" * 43,
        "я" * 50,
        "A" * 5000,
    ]

    pages = [client.open("meters.link", token=each) for each in wrong]
    posts = [client.post(each.path, [("value1", "75900")]) for each in pages]

    assert {each.status for each in pages + posts} == {404}
    assert {each.h1 for each in pages} == {"Ссылка не открывается"}
    assert readings() == []


@pytest.mark.parametrize("day", [27, 22])
def test_link_lives_in_its_window_alone(client: Client, meter: Meter, clock: Any, day: int) -> None:
    token = token_of(meter)
    clock.set(datetime(2026, 11 if day > 23 else 12, day, 5, 0, tzinfo=UTC))

    page = client.open("meters.link", token=token)
    pushed = client.post(page.path, [("value1", "75900")])

    assert (page.status, page.h1) == (410, "Срок ссылки закончился")
    assert "за ноябрь 2026" in page.text.replace("\xa0", " ")
    assert (pushed.status, readings()) == (410, [])


def test_used_link_still_says_after_its_window_that_the_reading_was_received(
    client: Client, meter: Meter, clock: Any
) -> None:
    token = token_of(meter)
    client.open("meters.link", token=token).submit(SEND, **{FIELD: "75900"})
    (reading,) = readings()
    clock.forward(days=30)

    page = client.open("meters.link", token=token)

    text = page.text.replace("\xa0", " ")
    assert (page.status, page.h1) == (410, "Срок ссылки закончился")
    assert "Счетчик № … 9921." in text
    assert f"Показание за ноябрь 2026 получено: № {reading.number}, 24.11.2026 в 12:04" in text
    for word in ("38005843", meter.number, "Светлый", "75125"):
        assert word not in page.body.decode()


def test_link_after_its_window_calls_no_refused_reading_received(
    client: Client, meter: Meter, consumer: Any, clock: Any
) -> None:
    token = token_of(meter)
    a_reading(meter, consumer, 75_900, state="rejected")
    clock.forward(days=30)

    page = client.open("meters.link", token=token)

    assert "получено" not in page.text
    assert "срок его передачи прошел" in page.text.replace("\xa0", " ")


def test_link_of_last_month_opens_nothing_in_the_next_window(
    client: Client, meter: Meter, clock: Any
) -> None:
    token = token_of(meter)
    clock.forward(days=30)

    page = client.open("meters.link", token=token)

    assert (page.status, page.h1) == (410, "Срок ссылки закончился")


@pytest.mark.parametrize("how", ["revoked", "unbound", "blocked", "removed", "forbidden"])
def test_what_was_taken_away_is_told_and_nothing_is_sent(
    client: Client, meter: Meter, contract: Contract, consumer: Any, how: str
) -> None:
    token = token_of(meter)
    start_writing()
    if how == "revoked":
        revoke_links(binding=binding_of(contract), actor="consumer:ivanova", at=now())
    elif how == "unbound":
        binding_of(contract).unbound_at = now()
    elif how == "blocked":
        consumer.blocked_at = now()
    elif how == "removed":
        meter.removed_on = now().date()
    else:
        contract.may_send = False
    db.session.commit()

    page = client.open("meters.link", token=token)
    pushed = client.post(page.path, [("value1", "75900")])

    titles = {"removed": "Показание не принимается", "forbidden": "Показание не принимается"}
    assert (page.status, page.h1) == (410, titles.get(how, "Ссылка отозвана"))
    assert page.has_link("Войти в кабинет")
    assert (pushed.status, readings()) == (410, [])


def test_new_link_after_a_revocation_opens(
    client: Client, meter: Meter, contract: Contract
) -> None:
    start_writing()
    revoke_links(binding=binding_of(contract), actor="consumer:ivanova", at=now())
    db.session.commit()

    page = client.open("meters.link", token=token_of(meter))

    assert page.status == 200


@pytest.mark.parametrize(
    "value", ["\0", "\ud800", "٣٤", "1" * 5000, "<b>1</b>", "1e5", "Infinity", "NaN", "-0", "1_000"]
)
def test_odd_value_is_refused_in_words(client: Client, meter: Meter, value: str) -> None:
    path = client.url("meters.link", token=token_of(meter))
    body = f"value1={quote(value, errors='surrogatepass')}".encode()

    answer = client.ask("POST", path, data=body, content_type=FORM)

    assert (answer.status_code, readings()) == (422, [])


@pytest.mark.parametrize(
    "body", [b"meant=1:", b"meant=9:5&value1=1", b"answer=%00&asked=%ff", b"key=%00&value1=", b"{"]
)
def test_odd_form_breaks_nothing(client: Client, meter: Meter, body: bytes) -> None:
    path = client.url("meters.link", token=token_of(meter))

    answer = client.ask("POST", path, data=body, content_type=FORM)

    assert (answer.status_code, readings()) == (422, [])


def test_consumer_revokes_the_links_of_letters_that_went_astray(
    signed_in: Client, another_client: Client, meter: Meter
) -> None:
    token = token_of(meter)

    asked = signed_in.open("meters.contracts").click("Отзовите ссылки из писем")
    after = asked.submit("Отозвать ссылки")

    assert "больше не открываются" in after.text
    assert another_client.open("meters.link", token=token).h1 == "Ссылка отозвана"
    db.session.expire_all()
    assert another_client.open("meters.link", token=token_of(meter)).status == 200
