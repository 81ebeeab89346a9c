"""Nobody finds a stranger's contract by trying."""

from typing import Any

import pytest
from sqlalchemy import select

from lk.audit.models import AuditEntry
from lk.clock import now
from lk.limits.models import Attempts
from lk.meters.service import guessing
from tests.client import Client
from tests.factories import another_consumer
from tests.meters.adding import a_free_contract, add

TOO_MANY = "Слишком много попыток. Попробуйте через"


@pytest.fixture
def somebody(app: Any) -> Any:
    """`somebody(3)`: a browser of one more consumer, in a network of its own."""

    def made(place: int) -> Client:
        return Client(app, address=f"198.51.100.{place}").sign_in_as(another_consumer())

    return made


def a_guess(place: int, **facts: Any) -> guessing.Guess:
    known = {
        "user_id": place,
        "address": f"198.51.{place // 200}.{place % 200}",
        "contract": f"c{place}",
        "meter": f"m{place}",
    }
    return guessing.Guess(**(known | facts))


def test_five_wrong_pairs_a_day_and_no_more(clock: Any, signed_in: Client, consumer: Any) -> None:
    a_free_contract()
    statuses = [add(signed_in, f"1{each}", f"2{each}").status for each in range(5)]

    refused = add(signed_in, "38005843", "720021")
    clock.forward(hours=24)
    again = add(signed_in.sign_in_as(consumer), "38005843", "720021")

    assert statuses == [422] * 5
    assert refused.status == 429
    assert refused.errors[0].startswith(f"{TOO_MANY} 24 часа")
    assert "999-888" in refused.errors[0]
    assert int(refused.headers["Retry-After"]) == 24 * 60 * 60
    assert again.h1 == "Мои приборы учета"


def test_a_network_has_twenty_a_day(clock: Any, app: Any) -> None:
    for each in range(20):
        client = Client(app, address="198.51.100.7").sign_in_as(another_consumer())
        assert add(client, f"1{each}", f"2{each}").status == 422

    client = Client(app, address="198.51.100.7").sign_in_as(another_consumer())

    assert add(client, "1", "2").status == 429


@pytest.mark.parametrize(
    ("contract", "meter"), [("№ 38 00", "x{}"), ("x{}", "72 00 21"), ("эс1", "y{}")]
)
def test_a_number_has_ten_in_thirty_days_however_it_is_spelled(
    clock: Any, somebody: Any, contract: str, meter: str
) -> None:
    same = contract if "{}" not in contract else meter
    spellings = [same, same.upper(), same.replace(" ", ""), f" {same}\N{NO-BREAK SPACE}"]
    for each in range(10):
        typed = spellings[each % 4]
        pair = (typed, meter.format(each)) if same == contract else (contract.format(each), typed)
        assert add(somebody(each), *pair).status == 422

    pair = (same, "other") if same == contract else ("other", same)
    refused = add(somebody(50), *pair)

    assert refused.status == 429
    assert refused.errors[0].startswith(f"{TOO_MANY} 30 дней")


def test_a_right_pair_costs_no_try(clock: Any, signed_in: Client, session: Any) -> None:
    for each in range(8):
        a_free_contract(f"3800{each}", f"7200{each}")

    statuses = [add(signed_in, f"3800{each}", f"7200{each}").status for each in range(8)]

    assert statuses == [200] * 8
    assert {each.count for each in session.query(Attempts)} == {0}


def test_a_right_pair_does_not_wipe_out_wrong_ones(clock: Any, signed_in: Client) -> None:
    a_free_contract()
    for each in range(4):
        add(signed_in, f"1{each}", f"2{each}")
    add(signed_in, "38005843", "720021")

    last, refused = add(signed_in, "1", "2"), add(signed_in, "3", "4")

    assert (last.status, refused.status) == (422, 429)


def test_all_together_have_no_more_than_two_hundred_an_hour(app: Any, clock: Any) -> None:
    admitted = 0
    for each in range(500):
        admitted += guessing.admit(a_guess(each), at=now()) is None
        if each >= 200:
            clock.forward(seconds=12)  # three hundred of them fill the hour

    assert 140 < admitted <= 200


def test_whoever_waits_for_the_others_has_lost_no_own_try(app: Any, clock: Any) -> None:
    for each in range(140):
        guessing.admit(a_guess(each), at=now())

    waits = [guessing.admit(a_guess(777), at=now()) for _ in range(9)]
    clock.forward(minutes=1)

    assert all(waits)
    assert guessing.admit(a_guess(777), at=now()) is None


def test_office_is_told_once_a_day(
    clock: Any, signed_in: Client, letters: Any, session: Any, log_lines: Any
) -> None:
    for each in range(140):
        guessing.admit(a_guess(each), at=now())

    pages = [add(signed_in, "38005843", "720021") for _ in range(3)]

    found = [each for each in letters.all if each.subject.startswith("Подбирают номера")]
    entries = session.scalars(select(AuditEntry).where(AuditEntry.event == "meters.guessed")).all()
    assert {each.status for each in pages} == {429}
    assert pages[0].errors[0].startswith(f"{TOO_MANY} 1 минуту")
    assert len(found) == 1
    assert "140 неверных пар" in found[0].text.replace("\xa0", " ")
    assert [(each.actor, each.details) for each in entries] == [("anyone", {"tries": 140})]


def test_limits_keep_no_number(clock: Any, signed_in: Client, session: Any) -> None:
    add(signed_in, "38005843", "720021")

    kept = " ".join(each.subject for each in session.query(Attempts))
    assert "38005843" not in kept
    assert "720021" not in kept


def test_a_flood_past_a_limit_writes_nothing(clock: Any, signed_in: Client) -> None:
    for each in range(5):
        add(signed_in, f"1{each}", f"2{each}")

    page = add(signed_in, "38005843", "720021")

    assert page.status == 429
    assert page.statements.written == set()
    assert not any("IMMEDIATE" in each for each in page.statements.all)
