"""The consumer's next steps as cards: what waits, why, and the one button that leads there."""

from dataclasses import dataclass

from flask import url_for

from lk.applications.models import Application
from lk.clock import today
from lk.company import company
from lk.home.service import Cabinet
from lk.meters.service import Due
from lk.questions.models import Thread
from lk.web.filters import long_day, moment, plural

METERS = "счетчик,счетчика,счетчиков"


@dataclass(frozen=True)
class Card:
    """`tone` is «wait» where the consumer's turn has come, «info» for the rest."""

    title: str
    text: str
    url: str
    link_text: str
    tone: str


def next_steps(cabinet: Cabinet) -> list[Card]:
    """What is asked of the consumer first, then answers, then drafts; newest first in each."""
    return [
        *map(_waiting, cabinet.waiting),
        *map(_reading, cabinet.due),
        *map(_answer, cabinet.unread),
        *map(_draft, cabinet.drafts),
    ]


def _waiting(case: Application) -> Card:
    if not case.waits_for_consumer:
        return _replacing(case)
    label = case.status_label
    until = case.until_words(today(company().time_zone))
    return Card(
        title=f"Заявка {case.number}: {label[:1].lower()}{label[1:]}",
        text=f"{case.next_words} {until}{'.' if until else ''}".strip(),
        url=url_for("applications.card", public_id=case.public_id),
        link_text="Открыть заявку",
        tone="wait",
    )


def _replacing(case: Application) -> Card:
    return Card(
        title=f"Заявка {case.number}: замените {_documents(case.rejected_files)}",
        text="Специалист написал, что не так. Остальное присылать заново не нужно.",
        url=url_for("applications.files", public_id=case.public_id),
        link_text="Посмотреть и заменить",
        tone="wait",
    )


def _documents(count: int) -> str:
    return "документ" if count == 1 else "документы"


def _reading(due: Due) -> Card:
    meter, until = due.named[0], f"Принимаем до {long_day(due.window.closes)} включительно."
    is_one = due.meters == 1
    what = f"счетчик {meter.number}" if is_one else plural(due.meters, METERS)
    return Card(
        title=f"Передайте показания: {what}",
        text=f"{meter.address}. {until}" if is_one else until,
        url=_place_of(due),
        link_text="Внести показание" if is_one else "Выбрать счетчик",
        tone="wait",
    )


def _place_of(due: Due) -> str:
    if due.meters == 1:
        return url_for("meters.send", public_id=due.named[0].public_id)
    return url_for("meters.mine", state="unsent")


def _answer(thread: Thread) -> Card:
    return Card(
        title=f"Новый ответ: {thread.title}",
        text=f"Получен {moment(thread.last_message_at)}",
        url=url_for("questions.thread", public_id=thread.public_id),
        link_text="Прочитать",
        tone="wait",
    )


def _draft(draft: Application) -> Card:
    return Card(
        title=f"Черновик: {draft.kind.short_title}",
        text=f"Сохранено {moment(draft.saved_at)}",
        url=url_for("applications.resume", public_id=draft.public_id),
        link_text="Продолжить",
        tone="info",
    )
