"""`flask admin questions …`: what consumers ask, and the specialist's answers."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from lk.admin import output
from lk.admin.answering import give
from lk.admin.enclosures import enclosed, with_files
from lk.admin.files import Source, put_out
from lk.admin.operator import Operator, as_json, changes, dry_run, one_act, operates, reads
from lk.admin.speech import Group, Refused
from lk.admin.types import DAY, PLACE, WORDS, OneOf, Whole, start_of
from lk.applications import service as applications
from lk.clock import now
from lk.company import company
from lk.questions import rules, service
from lk.questions.models import Message, Thread
from lk.web.filters import filesize

questions = Group("questions", help="Вопросы потребителей: список, переписка, файлы, ответ.")

TITLES = {
    "id": "Код",
    "title": "Вопрос",
    "login": "Логин",
    "name": "Потребитель",
    "last_message_at": "Последнее сообщение",
    "unanswered": "Без ответа",
    "answer_by": "Ответить до",
    "is_late": "Просрочен",
}
STATES = ("unanswered", "overdue", "all")
AUTHORS = {"consumer": "Потребитель", "office": "Специалист"}


@questions.command("list")
@click.option(
    "--state",
    "--status",
    type=OneOf(STATES),
    default="unanswered",
    help="Без ответа (так и без параметра), просроченные или все.",
)
@click.option("--since", type=DAY, help="С сообщением в этот день или позже.")
@click.option("--text", type=WORDS, default="", help="Слова из переписки, логина или адреса.")
@click.option("--limit", type=Whole(1, 100_000), default=100, help="Сколько строк, до.")
@as_json
@reads("office.questions_listed")
def show_all(state: str, since: date | None, text: str, limit: int, as_json: bool) -> None:
    """Показать вопросы; сверху те, что ждут ответа дольше."""
    at, here = now(), company()
    is_late = state == "overdue"
    late = rules.late_before(at=at, days=here.answer_days, zone=here.time_zone) if is_late else None
    found = service.threads_for_office(
        state="unanswered" if is_late else state,
        late_before=late,
        since=start_of(since),
        text=text,
        limit=limit,
    )
    rows = [_row(each, at) for each in found]
    output.show_list(rows, TITLES, as_json=as_json, empty="Таких вопросов нет.")


@questions.command("show")
@click.argument("thread", metavar="КОД", type=WORDS)
@as_json
@reads("office.question_seen")
def show(thread: str, as_json: bool) -> None:
    """Показать переписку по ее коду или по номеру заявки."""
    found = find(thread)
    messages = service.messages(thread=found)
    facts = _row(found, now()) | {"messages": [_of_message(each) for each in messages]}
    output.show_one(facts, TITLES, as_json=as_json)
    for each in [] if as_json else messages:
        files = [f"  Файл: {file.name}, {filesize(file.stored_size)}" for file in each.files]
        words = "\n".join([each.text, *files])
        output.message(f"{AUTHORS[each.author]} ({each.by})", each.at, words)


@questions.command("files")
@click.argument("thread", metavar="КОД", type=WORDS)
@click.option("--to", "folder", type=PLACE, metavar="ПАПКА", required=True, help="Куда положить.")
@click.option("--force", is_flag=True, help="Заменить файлы, которые там уже есть.")
@as_json
@reads("office.files_taken")
def files(thread: str, folder: Path, force: bool, as_json: bool) -> None:
    """Выложить файлы переписки расшифрованными в папку, с перечнем и суммами sha256."""
    found = find(thread)
    kept = [Source("message", each) for each in service.files_of(thread=found)]
    if not kept:
        raise Refused(f"В переписке «{found.title}» нет файлов.")
    taken = put_out(kept, folder, {"thread": found.public_id}, over=force)
    output.say(f"Файлов: {len(taken)}. Папка: {folder}", as_json=as_json, files=taken)


@questions.command("answer")
@click.argument("thread", metavar="КОД", type=WORDS)
@click.argument("text", metavar="ТЕКСТ", type=WORDS)
@with_files
@as_json
@dry_run
@operates
def answer(
    operator: Operator, *, thread: str, text: str, files: Sequence[Path], as_json: bool
) -> None:
    """Ответить потребителю, можно с файлами. Он увидит ответ в кабинете и получит письмо."""
    with enclosed(files) as ready, one_act(operator):
        found = find(thread)
        give(operator, found, text, ready, about=f"на «{found.title}»", as_json=as_json)


@questions.command("close")
@click.argument("thread", metavar="КОД", type=WORDS)
@as_json
@changes
def close(operator: Operator, thread: str, as_json: bool) -> None:
    """Отметить, что ответ не нужен («спасибо»). Потребителю не пишем."""
    found = find(thread)
    if not service.close(thread=found, by=operator.by, at=operator.at, comment=operator.comment):
        raise Refused(f"«{found.title}»: здесь ничего не ждет ответа.")
    output.say(f"«{found.title}»: ответа больше не ждет.", as_json=as_json, thread=found.public_id)


def find(code: str) -> Thread:
    """The thread by its code or by its application's number; Refused when there is none."""
    found = service.find(public_id=code.strip().lower())
    if found is None and (application := applications.find_for_office(code)):
        found = service.find(application_id=application.id)
    if found is None:
        raise Refused(f"Переписки «{code}» нет. Все вопросы: flask admin questions list.")
    return found


def _row(thread: Thread, at: datetime) -> dict[str, Any]:
    promise = thread.promise(at)
    return {
        "id": thread.public_id,
        "title": thread.title,
        "subject": thread.subject_kind,
        "login": thread.user.login,
        "name": thread.user.display_name,
        "last_message_at": thread.last_message_at,
        "unanswered": thread.unread_by_office,
        "messages_count": thread.messages_count,
        "waiting_since": thread.waiting_since,
        "answer_by": promise.day if promise else None,
        "is_late": promise.is_late if promise else None,
    }


def _of_message(message: Message) -> dict[str, Any]:
    facts = {key: getattr(message, key) for key in ("number", "at", "author", "by", "text")}
    return facts | {"files": [{"name": each.name, "size": each.size} for each in message.files]}
