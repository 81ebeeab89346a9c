"""Months as the billing names them: YYYY-MM. The standard library only."""

from datetime import date, timedelta

MONTHS = (
    "Январь", "Февраль", "Март", "Апрель", "Май", "Июнь",
    "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь",
)  # fmt: skip
SHORT_MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")


def period_of(on: date) -> str:
    """The month that a reading taken on that day belongs to: of the 1st, the month before.

    Day 1 is the state of the register at 00:00 (PP 442, from memory); see domain.md 5.
    """
    month = on - timedelta(days=1) if on.day == 1 else on
    return f"{month:%Y-%m}"


def before(period: str, months: int = 1) -> str:
    """The month so many months before; negative months go on."""
    whole = int(period[:4]) * 12 + int(period[5:]) - 1 - months
    return f"{whole // 12:04}-{whole % 12 + 1:02}"


def words_of(period: str) -> str:
    """«Ноябрь 2016»."""
    return f"{MONTHS[int(period[5:]) - 1]} {period[:4]}"


def is_period(text: str) -> bool:
    """Whether it is a month of our time, written YYYY-MM."""
    head, dash, tail = text.partition("-")
    if dash != "-" or len(head) != 4 or len(tail) != 2 or not (head + tail).isascii():
        return False
    return head.isdigit() and tail.isdigit() and 1990 <= int(head) <= 2100 and 1 <= int(tail) <= 12
