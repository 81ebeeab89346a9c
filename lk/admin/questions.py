"""`flask admin questions …`: what consumers ask, and the specialist's answers."""

from datetime import date
from typing import Any

import click

from lk.admin import output
from lk.admin.operator import Operator, as_json, changes, reads
from lk.admin.speech import Group, Refused
from lk.admin.types import DAY, WORDS, OneOf, Whole, start_of
from lk.applications import service as applications
from lk.questions import service
from lk.questions.models import Message, Thread

questions = Group("questions", help="Вопросы потребителей: список, переписка, ответ.")

TITLES = {
    "id": "Код",
    "title": "Вопрос",
    "login": "Логин",
    "name": "Потребитель",
    "last_message_at": "Последнее сообщение",
    "unanswered": "Без ответа",
}
AUTHORS = {"consumer": "Потребитель", "office": "Специалист"}


@questions.command("list")
@click.option(
    "--state",
    "--status",
    type=OneOf(("unanswered", "all")),
    default="unanswered",
    help="Только без ответа (так и без параметра) или все.",
)
@click.option("--since", type=DAY, help="С сообщением в этот день или позже.")
@click.option("--text", type=WORDS, default="", help="Слова из переписки, логина или адреса.")
@click.option("--limit", type=Whole(1, 100_000), default=100, help="Сколько строк, до.")
@as_json
@reads("office.questions_listed")
def show_all(state: str, since: date | None, text: str, limit: int, as_json: bool) -> None:
    """Показать вопросы; без ответа — те, что ждут дольше, сверху."""
    found = service.threads_for_office(state=state, since=start_of(since), text=text, limit=limit)
    rows = [_row(each) for each in found]
    output.show_list(rows, TITLES, as_json=as_json, empty="Таких вопросов нет.")


@questions.command("show")
@click.argument("thread", metavar="КОД", type=WORDS)
@as_json
@reads("office.question_seen")
def show(thread: str, as_json: bool) -> None:
    """Показать переписку по ее коду или по номеру заявки."""
    found = find(thread)
    messages = service.messages(thread=found)
    facts = _row(found) | {"messages": [_of_message(each) for each in messages]}
    output.show_one(facts, TITLES, as_json=as_json)
    for each in [] if as_json else messages:
        output.message(f"{AUTHORS[each.author]} ({each.by})", each.at, each.text)


@questions.command("answer")
@click.argument("thread", metavar="КОД", type=WORDS)
@click.argument("text", metavar="ТЕКСТ", type=WORDS)
@as_json
@changes
def answer(operator: Operator, thread: str, text: str, as_json: bool) -> None:
    """Ответить потребителю. Он увидит ответ в кабинете и получит письмо."""
    found = find(thread)
    service.answer(
        thread=found, text=text, by=operator.by, at=operator.at, comment=operator.comment
    )
    output.say(
        f"Ответ на «{found.title}» записан. Письмо поставлено в очередь.",
        as_json=as_json,
        thread=found.public_id,
    )


def find(code: str) -> Thread:
    """The thread by its code or by its application's number; Refused when there is none."""
    found = service.find(public_id=code.strip().lower())
    if found is None and (application := applications.find_for_office(code)):
        found = service.find(application_id=application.id)
    if found is None:
        raise Refused(f"Переписки «{code}» нет. Все вопросы: flask admin questions list.")
    return found


def _row(thread: Thread) -> dict[str, Any]:
    return {
        "id": thread.public_id,
        "title": thread.title,
        "subject": thread.subject_kind,
        "login": thread.user.login,
        "name": thread.user.display_name,
        "last_message_at": thread.last_message_at,
        "unanswered": thread.unread_by_office,
        "messages_count": thread.messages_count,
    }


def _of_message(message: Message) -> dict[str, Any]:
    return {key: getattr(message, key) for key in ("number", "at", "author", "by", "text")}
