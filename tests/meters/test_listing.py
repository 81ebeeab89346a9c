"""The list of own meters: what is found, in which order, page by page, read from where."""

from datetime import date
from typing import Any

import pytest

from lk.clock import now
from lk.db import db
from lk.meters import service
from lk.meters.service import Edge, MeterPage, Wanted
from lk.meters.service.choosing import Shape, page_statement
from tests.factories import a_contract, a_meter, another_consumer
from tests.harness.meters import FIG20, a_reading, billed

PERIOD = "2026-11"


def found(user: Any, *, edge: Edge | None = None, limit: int = 20, **wanted: str) -> MeterPage:
    return service.meters_of(
        user_id=user.id,
        wanted=Wanted(**wanted),
        period=PERIOD,
        edge=edge,
        limit=limit,
        counts_all=True,
    )


def numbers(page: MeterPage) -> list[str]:
    return [row.number for row in page.rows]


@pytest.fixture
def three(consumer: Any) -> None:
    first, second = a_contract(consumer, "38005843"), a_contract(consumer, "55000001")
    a_meter(first, "720021", address="г. Томск, пер. Светлый, д. 3", removed_on=date(2016, 12, 1))
    a_meter(first, "111", address="г. Томск, ул. Ёлочная, д. 7", type="Меркурий 201.5")
    a_meter(second, "222", address="с. Зональное, д. 9", tariff="Двухзонный тариф")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("светл", ["720021"]),
        ("ЁЛОЧНАЯ", ["111"]),
        ("елочн", ["111"]),
        ("2002", ["720021"]),
        ("5500", ["222"]),
        ("меркурий", ["111"]),
        (" томск   5843 ", ["720021", "111"]),
        ("томск зональное", []),
        ("100%", []),
    ],
)
def test_each_word_is_looked_for_in_number_contract_address_and_type(
    three: None, consumer: Any, words: str, expected: list[str]
):
    page = found(consumer, text=words)

    assert sorted(numbers(page)) == sorted(expected)
    assert (page.found, page.total) == (len(expected), 3)


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({"contract": "38005843"}, ["111", "720021"]),
        ({"contract": "3800"}, []),
        ({"tariff": "Двухзонный тариф"}, ["222"]),
        ({"state": "removed"}, ["720021"]),
        ({"state": "at_work"}, ["111", "222"]),
        ({"state": "at_work", "contract": "38005843", "text": "томск"}, ["111"]),
    ],
)
def test_filters_narrow_the_list(
    three: None, consumer: Any, narrowed: dict[str, str], expected: list[str]
):
    page = found(consumer, order="number", **narrowed)

    assert numbers(page) == expected


def test_unsent_are_those_without_a_standing_reading_that_may_be_sent(consumer: Any):
    ours, forbidden = a_contract(consumer), a_contract(consumer, may_send=False)
    a_reading(a_meter(ours, "1"), consumer, period=PERIOD)
    a_reading(a_meter(ours, "2"), consumer, period=PERIOD, state="rejected")
    a_reading(a_meter(ours, "3"), consumer, period="2026-10")
    a_meter(ours, "4")
    a_meter(ours, "5", removed_on=date(2020, 1, 1))
    a_meter(forbidden, "6")

    page = found(consumer, state="unsent", order="number")

    assert numbers(page) == ["2", "3", "4"]


@pytest.mark.parametrize("order", ["address", "number", "contract"])
def test_pages_lead_through_the_whole_list_and_back(consumer: Any, order: str):
    for each in range(11):
        contract = a_contract(consumer)
        a_meter(contract, f"90{each * 7 % 11:02}", address=f"г. Томск, д. {each % 3}")

    first = found(consumer, order=order, limit=4)
    second = found(consumer, order=order, limit=4, edge=Edge(after=first.after))
    third = found(consumer, order=order, limit=4, edge=Edge(after=second.after))
    back = found(consumer, order=order, limit=4, edge=Edge(before=third.before))
    start = found(consumer, order=order, limit=4, edge=Edge(before=back.before))

    assert [len(each.rows) for each in (first, second, third)] == [4, 4, 3]
    assert len({*numbers(first), *numbers(second), *numbers(third)}) == 11
    assert numbers(back) == numbers(second)
    assert numbers(start) == numbers(first)
    assert (first.before, third.after, start.before) == ("", "", "")
    assert {each.found for each in (first, second, third, back)} == {11}


def test_orders_are_kept(consumer: Any):
    late, early = a_contract(consumer, "900"), a_contract(consumer, "100")
    a_meter(late, "1", address="б")
    a_meter(early, "3", address="а")
    a_meter(early, "2", address="в")

    by = {each: numbers(found(consumer, order=each)) for each in ("address", "number", "contract")}

    assert by["address"] == ["3", "1", "2"]
    assert by["number"] == ["1", "2", "3"]
    assert (set(by["contract"][:2]), by["contract"][2]) == ({"2", "3"}, "1")


def test_anothers_meter_is_no_edge(consumer: Any):
    a_meter(a_contract(consumer), "1")
    foreign = a_meter(a_contract(another_consumer()), "2")

    page = found(consumer, edge=Edge(after=foreign.public_id))

    assert numbers(page) == []
    assert page.found is None


def test_only_contracts_that_are_bound_now_are_searched(consumer: Any):
    a_meter(a_contract(another_consumer()), "1")
    a_meter(a_contract(consumer, bound={"unbound_at": now()}), "2")
    a_meter(a_contract(), "3")

    page = found(consumer)

    assert (page.found, page.total) == (0, 0)


def test_hidden_address_is_neither_found_nor_sorted_by(consumer: Any):
    seen = {"sees_from": date(2026, 5, 1)}
    a_meter(a_contract(consumer, "777", bound=seen), "42", address="г. Томск, ул. Ёлочная, д. 7")

    by_address = found(consumer, text="елочн")
    others = [found(consumer, text=each) for each in ("42", "777", "рим 614")]

    assert numbers(by_address) == []
    assert [numbers(each) for each in others] == [["42"]] * 3


def test_line_has_the_newest_month_of_each_zone(consumer: Any):
    meter = a_meter(a_contract(consumer), zones=2, history=FIG20)
    db.session.add_all(billed(meter, [("2016-11", 900, 5, "actual")], zone=2))
    db.session.commit()

    row = found(consumer).rows[0]

    assert (row.period, int(row.reading1), int(row.reading2)) == ("2016-11", 74525, 900)
    assert row.reading3 is None


def test_choices_are_named_as_long_as_there_are_few(three: None, consumer: Any):
    few = found(consumer)
    for _ in range(30):
        a_meter(a_contract(consumer))

    many = found(consumer)

    assert few.contracts == ["38005843", "55000001"]
    assert few.tariffs == ["Двухзонный тариф", "Общий тариф"]
    assert many.contracts == ()


def test_search_reads_own_rows_where_they_lie_together(consumer: Any):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the plan of SQLite")
    a_meter(a_contract(consumer))
    statement = page_statement(Shape(words=1))
    values = {"user": 1, "period": PERIOD, "most": 21, "word0": "а", "edge": ""}
    compiled = statement.compile(db.engine)
    names = compiled.positiontup or []

    plan = db.session.connection().exec_driver_sql(
        f"EXPLAIN QUERY PLAN {compiled}", tuple({**compiled.params, **values}[n] for n in names)
    )

    steps = [row[3] for row in plan]
    own = [step for step in steps if " own " in step]
    assert own == ["SEARCH own USING PRIMARY KEY (user_id=?)"] * 2  # the page and the count
    assert not any(step.startswith(("SCAN meters", "SCAN listed")) for step in steps)


def test_search_takes_one_select_however_many_meters_there_are(consumer: Any, queries: Any):
    for _ in range(3):
        a_meter(a_contract(consumer), history=FIG20)
    user_id = consumer.id
    before = len(queries.selects)

    service.meters_of(user_id=user_id, wanted=Wanted(), period=PERIOD, counts_all=True)

    assert len(queries.selects) - before == 1


def test_whole_list_goes_on_behind_a_batch(consumer: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lk.meters.service.listing.BATCH", 2)
    for each in range(5):
        a_meter(a_contract(consumer), str(each))

    rows = list(
        service.all_meters_of(user_id=consumer.id, wanted=Wanted(order="number"), period=PERIOD)
    )

    assert [row.number for row in rows] == ["0", "1", "2", "3", "4"]
