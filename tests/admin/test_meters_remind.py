"""`flask admin meters remind`: what the worker does by itself, at once."""

from datetime import UTC, datetime
from typing import Any

import pytest

from lk.account import service as accounts
from lk.clock import now
from tests.factories import a_consumer, a_contract, a_meter, a_reading
from tests.harness.writing import start_writing


@pytest.fixture
def meter(consumer: Any) -> Any:
    return a_meter(a_contract(consumer))


def test_those_who_have_something_to_send_are_written_to_once(
    ok: Any, as_json: Any, meter: Any, consumer: Any, letters: Any
) -> None:
    other = a_consumer("petrova")
    a_reading(a_meter(a_contract(other)), other)

    said = ok("meters", "remind").replace("\xa0", " ")
    again = as_json("meters", "remind")

    assert "1 письмо за 2026-11, прием до 26.11.2026 (частное лицо)." in said
    assert again["windows"][0]["letters"] == 0
    assert len(letters.to(consumer.email)) == 1
    assert letters.to(other.email) == []


def test_trial_counts_and_writes_nothing(
    ok: Any, meter: Any, consumer: Any, letters: Any, audit_lines: Any
) -> None:
    audit_lines()

    said = ok("meters", "remind", "--dry-run").replace("\xa0", " ")

    assert "Пробный запуск" in said
    assert "1 письмо" in said
    assert (letters.to(consumer.email), audit_lines()) == ([], [])


@pytest.mark.parametrize("how", [["--dry-run"], []])
def test_those_who_have_switched_it_off_are_counted_apart(
    ok: Any, as_json: Any, meter: Any, letters: Any, session: Any, how: list[str]
) -> None:
    for login in ("petrova", "sidorov"):
        other = a_consumer(login)
        a_meter(a_contract(other))
        start_writing()
        accounts.save_notices(user=other, muted=["readings"], at=now())
        session.commit()

    said = ok("meters", "remind", *how).replace("\xa0", " ")
    again = as_json("meters", "remind", "--dry-run")

    assert "1 письмо за 2026-11" in said
    assert "Еще 2 потребителя отключили такие письма: им не пишем." in said
    assert again["windows"][0]["muted"] == 2
    assert letters.to("petrova@example.ru") == []


def test_nothing_is_said_of_switching_off_where_nobody_has(ok: Any, meter: Any) -> None:
    assert "отключил" not in ok("meters", "remind")


def test_line_of_the_journal_has_the_count_alone(ok: Any, meter: Any, audit_lines: Any) -> None:
    audit_lines()

    ok("meters", "remind", "--by", "Петрова", "--period", "2026-11")

    (line,) = audit_lines()
    assert (line.event, line.actor, line.subject) == (
        "meters.reminded",
        "office:Петрова",
        "period:2026-11",
    )
    assert line.details == {"letters": 1, "comment": ""}


def test_between_windows_there_is_nothing_to_remind_of(ok: Any, meter: Any, clock: Any) -> None:
    clock.set(datetime(2026, 11, 10, 5, 0, tzinfo=UTC))

    assert "напоминать не о чем" in ok("meters", "remind")


@pytest.mark.parametrize(
    ("period", "said"),
    [("2026-10", "сегодня не принимаются"), ("ноябрь", "не месяц"), ("2026-13", "не месяц")],
)
def test_month_that_is_not_taken_now_is_refused(
    refused: Any, meter: Any, period: str, said: str
) -> None:
    assert said in refused("meters", "remind", "--period", period)
