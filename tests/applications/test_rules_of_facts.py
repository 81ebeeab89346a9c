"""What the office may say of a move, and of which day."""

from datetime import date

import pytest

from lk.applications import rules
from lk.applications.rules import Facts

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 11, 25), "еще не наступил"), (date(2026, 11, 9), "раньше подачи заявки")],
)
def test_status_has_no_day_to_come_and_none_before_the_application(day, words):
    with pytest.raises(rules.FactRefused, match=words) as refused:
        rules.check_day(day, submitted_on=date(2026, 11, 10), today=DAY)

    assert refused.value.fact == "date"


@pytest.mark.parametrize("day", [date(2026, 11, 10), date(2026, 11, 17), DAY])
def test_status_may_be_written_down_late(day):
    assert rules.check_day(day, submitted_on=date(2026, 11, 10), today=DAY) is None


def test_construction_is_one_of_three_words():
    with pytest.raises(rules.FactRefused, match="none, no, yes"):
        rules.check_move(
            "offer_posted", "contract", Facts(date=DAY, number="7", construction="maybe")
        )
