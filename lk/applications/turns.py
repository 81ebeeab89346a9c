"""Whose turn it is, by when, and what if it is late: in words for the consumer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from lk.applications.terms import Term, counted
from lk.applications.working_days import SHIPPED, Calendar, working_days_between

NBSP = "\N{NO-BREAK SPACE}"
NO_TERM = "Срок не установлен"
# The applicant has done what the status asked for, and the office has not moved it on yet.
AFTER_ACT = "Мы получили ваш ответ. Специалист рассмотрит его и переведет заявку дальше."

_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip

_COMPANY_LATE = (
    "Мы не успели в срок, приносим извинения. Заявка отмечена у нас как просроченная. Спросите, что"
    " с ней, на вкладке «Задать вопрос» или по телефону."
)
_CONSUMER_LATE: Mapping[str, str] = {
    "need_docs": "Пока статус не изменился, документы еще можно отправить: сделайте это сегодня."
    " Иначе заявку аннулируют, и ее придется подавать заново.",
    "offer_posted": "Если вы уже оплатили счет или подписали договор, сообщите нам об этом."
    " Если нет, заявку могут аннулировать: напишите на вкладке «Задать вопрос», что мешает.",
}
_REFUSED = {"annulled", "rejected"}
_CONSUMER_LATE_ELSE = "Напишите нам на вкладке «Задать вопрос», что мешает."


@dataclass(frozen=True, slots=True)
class Turn:
    """The box «чей ход». `until` is «» when all is over, `law` without a term; `advice` is for a
    late one.

    `whose`: consumer, company, or None when all is over. `tone`: wait (yours), info (ours), bad
    (late), ok (over).
    """

    whose: str | None
    title: str
    text: str
    until: str = ""
    law: str = ""
    advice: str = ""
    tone: Literal["wait", "info", "bad", "ok"] = "info"
    is_late: bool = False

    @property
    def is_yours(self) -> bool:
        return self.whose == "consumer"


def turn(
    *,
    whose: str | None,
    status: str,
    text: str,
    company: str,
    due_on: date | None,
    today: date,
    law: str = "",
    calendar: Calendar = SHIPPED,
) -> Turn:
    """`text`: what happens now; `company` in the instrumental («Горсетями»); `law`: where the
    term is from, see `law_of`.
    """
    if whose is None:
        over: Literal["bad", "ok"] = "bad" if status in _REFUSED else "ok"
        return Turn(None, "Работа по заявке завершена", text, tone=over)
    title = "Ход за вами" if whose == "consumer" else f"Ход за {company}"
    quiet: Literal["wait", "info"] = "wait" if whose == "consumer" else "info"
    if due_on is None:
        return Turn(whose, title, text, until=NO_TERM, tone=quiet)
    is_late = due_on < today
    return Turn(
        whose,
        title,
        text,
        until=until(due_on, today=today, calendar=calendar),
        law=law,
        advice=_late_words(whose, status) if is_late else "",
        tone="bad" if is_late else quiet,
        is_late=is_late,
    )


def until(due_on: date, *, today: date, calendar: Calendar = SHIPPED) -> str:
    """«До 8 декабря 2026 г. включительно, осталось 10 рабочих дней», or how long ago it passed."""
    if due_on < today:
        return f"Срок прошел {ago(due_on, today=today, calendar=calendar)}: {long_day(due_on)}"
    left = working_days_between(today, due_on, calendar)
    if due_on == today:
        rest = "это сегодня"
    elif due_on == today + timedelta(days=1):
        rest = "это завтра"
    else:
        rest = f"{_left(left)} {counted(left, 'wd')}" if left else "рабочих дней не осталось"
    return f"До{NBSP}{long_day(due_on)} включительно, {rest}"


def ago(due_on: date, *, today: date, calendar: Calendar = SHIPPED) -> str:
    """How long ago a term ended: working days; calendar days when none of them was one."""
    days = working_days_between(due_on, today, calendar)
    if days:
        return f"{counted(days, 'wd')} назад"
    return f"{counted((today - due_on).days, 'cd')} назад"


def law_of(term: Term | None) -> str:
    """Where the term is from, in one line; None: the office has set it itself."""
    if term is None:
        return "Срок указал специалист."
    comma = "," if term.row.is_certain else ""
    return f"Срок — {term.row.length}{comma} {term.row.law_words}."


def long_day(day: date) -> str:
    """«8 декабря 2026 г.»"""
    return f"{day.day}{NBSP}{_MONTHS[day.month - 1]} {day.year}{NBSP}г."


def _left(count: int) -> str:
    return "остался" if count % 10 == 1 and count % 100 != 11 else "осталось"


def _late_words(whose: str, status: str) -> str:
    if whose == "company":
        return _COMPANY_LATE
    return _CONSUMER_LATE.get(status, _CONSUMER_LATE_ELSE)
