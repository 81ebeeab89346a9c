"""The reminder: one letter to a person in a window, to those alone who have a reading to send."""

from datetime import UTC, datetime
from typing import Any

import pytest

from lk.account import service as accounts
from lk.clock import now
from lk.db import db
from lk.meters import upkeep
from lk.outbox import Letter
from tests.factories import a_contract, a_meter, a_reading
from tests.harness.writing import start_writing

NOVEMBER = datetime(2026, 11, 24, 5, 4, tzinfo=UTC)


def reminders(letters: Any, address: str) -> list[Any]:
    return [each for each in letters.to(address) if each.subject.startswith("Пора передать")]


def switch_off(consumer: Any, *topics: str) -> None:
    start_writing()
    accounts.save_notices(user=consumer, muted=topics, at=now())
    db.session.commit()


def test_letter_says_which_meter_until_when_and_carries_its_link(
    consumer: Any, letters: Any, clock: Any
) -> None:
    a_meter(a_contract(consumer, "38005843"), "720021")

    written = upkeep.remind(at=now())
    (letter,) = reminders(letters, consumer.email)

    text = letter.text.replace("\xa0", " ")
    assert written == 1
    assert letter.subject == "Пора передать показания за ноябрь 2026: до 26.11.2026"
    assert "До 26 ноября 2026 г. включительно" in text
    assert "Счетчик № 720021, договор № 38005843" in text
    assert "г. Томск, пер. Светлый, д. 3" in text
    (path,) = [each for each in letter.paths if each.startswith("/lk/meters/link/")]
    assert f"https://lk.test{path}" in letter.html_links


def test_worker_writes_once_however_often_it_looks(consumer: Any, letters: Any, clock: Any) -> None:
    a_meter(a_contract(consumer))

    written = []
    for _ in range(12):
        written.append(upkeep.remind(at=now()))
        letters.deliver()
        clock.forward(hours=6)

    assert sum(written) == 1
    assert len(reminders(letters, consumer.email)) == 1


def test_next_month_brings_the_next_letter(consumer: Any, letters: Any, clock: Any) -> None:
    a_meter(a_contract(consumer))
    upkeep.remind(at=now())
    letters.deliver()
    clock.forward(days=30)

    upkeep.remind(at=now())

    assert [each.subject[-10:] for each in reminders(letters, consumer.email)] == [
        "26.11.2026",
        "26.12.2026",
    ]


@pytest.mark.parametrize(
    ("day", "hour", "count"), [(22, 5, 0), (23, 1, 0), (23, 2, 1), (26, 5, 1), (27, 5, 0)]
)
def test_letters_leave_by_day_while_the_window_is_open(
    consumer: Any, clock: Any, day: int, hour: int, count: int
) -> None:
    a_meter(a_contract(consumer))
    clock.set(datetime(2026, 11, day, hour, 30, tzinfo=UTC))

    assert upkeep.remind(at=now()) == count


def test_company_is_reminded_in_its_own_window(consumer: Any, letters: Any, clock: Any) -> None:
    a_meter(a_contract(consumer, kind="organisation"))

    early = upkeep.remind(at=now())
    clock.set(datetime(2026, 11, 30, 5, 0, tzinfo=UTC))
    late = upkeep.remind(at=now())
    (letter,) = reminders(letters, consumer.email)

    assert (early, late) == (0, 1)
    assert letter.subject == "Пора передать показания за ноябрь 2026: до 01.12.2026"


def test_home_and_company_of_one_person_are_two_letters(
    consumer: Any, letters: Any, clock: Any
) -> None:
    a_meter(a_contract(consumer), "111111")
    a_meter(a_contract(consumer, kind="cooperative"), "222222")

    upkeep.remind(at=now())
    letters.deliver()
    clock.set(datetime(2026, 11, 30, 5, 0, tzinfo=UTC))
    upkeep.remind(at=now())
    home, company = reminders(letters, consumer.email)

    assert ("111111" in home.text, "222222" in home.text) == (True, False)
    assert ("111111" in company.text, "222222" in company.text) == (False, True)


@pytest.mark.parametrize(
    "facts",
    [
        {"may_send": False},
        {"bound": {"unbound_at": NOVEMBER}},
    ],
    ids=["may not send", "unbound"],
)
def test_contract_that_sends_nothing_is_left_in_peace(
    consumer: Any, clock: Any, facts: dict[str, Any]
) -> None:
    a_meter(a_contract(consumer, **facts))

    assert upkeep.remind(at=now()) == 0


def test_removed_meter_sent_reading_and_charged_month_are_not_asked_for(
    consumer: Any, clock: Any
) -> None:
    contract = a_contract(consumer)
    a_meter(contract, removed_on=now().date())
    a_meter(contract, history=[("2026-11", 100, 10, "actual")])
    a_reading(a_meter(contract), consumer)

    assert upkeep.remind(at=now()) == 0


def test_refused_reading_is_asked_for_again(consumer: Any, letters: Any, clock: Any) -> None:
    a_reading(a_meter(a_contract(consumer), "720033"), consumer, state="rejected")

    upkeep.remind(at=now())

    assert "720033" in reminders(letters, consumer.email)[-1].text


def test_letter_that_waited_asks_only_for_what_is_still_missing(
    consumer: Any, letters: Any, clock: Any
) -> None:
    contract = a_contract(consumer)
    first, second = a_meter(contract, "111111"), a_meter(contract, "222222")
    upkeep.remind(at=now())

    a_reading(first, consumer)
    (letter,) = reminders(letters, consumer.email)

    assert second.number in letter.text
    assert first.number not in letter.text


@pytest.mark.parametrize("reason", ["sent", "late", "blocked"])
def test_letter_without_a_reason_any_more_does_not_leave(
    consumer: Any, letters: Any, clock: Any, reason: str
) -> None:
    meter = a_meter(a_contract(consumer))
    upkeep.remind(at=now())

    if reason == "sent":
        a_reading(meter, consumer)
    elif reason == "late":
        clock.forward(days=3)
    else:
        consumer.blocked_at = now()

    assert reminders(letters, consumer.email) == []


def test_whoever_has_switched_such_letters_off_is_left_in_peace_until_they_are_on_again(
    consumer: Any, letters: Any, clock: Any
) -> None:
    a_meter(a_contract(consumer))

    switch_off(consumer, "answers", "readings")
    while_off = upkeep.remind(at=now())
    put = db.session.query(Letter).count()
    switch_off(consumer, "answers")
    after = upkeep.remind(at=now())

    assert (while_off, put, after) == (0, 0, 1)
    assert len(reminders(letters, consumer.email)) == 1


def test_letter_that_was_switched_off_on_its_way_comes_when_such_letters_are_on_again(
    consumer: Any, letters: Any, clock: Any
) -> None:
    a_meter(a_contract(consumer))
    upkeep.remind(at=now())
    switch_off(consumer, "readings")
    letters.deliver()

    while_off = upkeep.remind(at=now())
    switch_off(consumer)
    after = [upkeep.remind(at=now()) for _ in range(2)]
    found = reminders(letters, consumer.email)
    again = upkeep.remind(at=now())

    assert (while_off, after, again) == (0, [1, 0], 0)
    assert len(found) == 1
