"""Sentences about versions and their periods, the same on the page and in JSON."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol


class Days(Protocol):
    """From when to when a version counts; `ends` None: until another one begins."""

    @property
    def begins(self) -> date: ...
    @property
    def ends(self) -> date | None: ...


def day(value: date) -> str:
    return f"{value:%d.%m.%Y}"


def period(begins: date, ends: date | None) -> str:
    return f"с {day(begins)} по {day(ends)}" if ends else f"с {day(begins)}, без срока"


def no_tariff(on: date, versions: Iterable[Days]) -> str:
    """Why there is no result, and for which days there is one."""
    periods = "; ".join(period(each.begins, each.ends) for each in versions)
    if not periods:
        return "Тарифы в кабинет пока не внесены, поэтому рассчитать стоимость здесь нельзя."
    return f"На {day(on)} тарифа нет. Выберите дату, на которую он есть: {periods}."


def of_another_day(on: date, today: date) -> str:
    """A result for another day says by whose figures it is; for today there is nothing to say."""
    if on < today:
        return f"Расчет на {day(on)} по тарифу, который действовал в этот день."
    if on > today:
        return f"Расчет на {day(on)} по известному сейчас тарифу: до этого дня он может измениться."
    return ""
