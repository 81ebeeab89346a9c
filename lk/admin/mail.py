"""`flask admin mail …`: letters that wait, that have left, that did not get through."""

from datetime import date
from typing import Any

import click

from lk import audit
from lk.admin import output
from lk.admin.operator import Operator, as_json, begin_and_commit, changes, operates, reads
from lk.admin.speech import Group, Refused
from lk.admin.types import DAY, WORDS, OneOf, Whole, start_of
from lk.outbox import Letter, deliver_due, service

mail = Group("mail", help="Письма: очередь, отправленные, повтор, отправка сейчас.")

STATES = {"waiting": "ждет", "sent": "отправлено", "dropped": "снято"}
TITLES = {
    "id": "№",
    "purpose": "Письмо",
    "recipient": "Кому",
    "state_label": "Состояние",
    "created_at": "Создано",
    "sent_at": "Отправлено",
    "attempts": "Попыток",
    "last_error": "Ошибка",
}
FACTS = {**TITLES, "due_at": "Следующая попытка"}
MOST = 100
LETTER = Whole(1, 999_999_999)


@mail.command("list")
@click.option("--status", type=OneOf(tuple(STATES)), help="Ждут, отправлены или сняты.")
@click.option("--since", type=DAY, help="Созданные с этого дня.")
@click.option("--text", type=WORDS, default="", help="Часть адреса или вид письма целиком.")
@click.option("--limit", type=Whole(1, 100_000), default=100, help="Сколько строк, до.")
@as_json
@reads("office.mail_listed")
def show_all(status: str | None, since: date | None, text: str, limit: int, as_json: bool) -> None:
    """Показать письма, новые сверху."""
    found = service.letters(state=status, since=start_of(since), text=text, limit=limit)
    rows = [_row(each) for each in found]
    output.show_list(rows, TITLES, as_json=as_json, empty="Таких писем нет.")


@mail.command("show")
@click.argument("letter", metavar="№", type=LETTER)
@as_json
@reads("office.mail_seen")
def show(letter: int, as_json: bool) -> None:
    """Показать, что с письмом. Текста здесь нет: он складывается при отправке."""
    output.show_one(_row(_find(letter)), FACTS, as_json=as_json)


@mail.command("resend")
@click.argument("letter", metavar="№", type=LETTER)
@as_json
@changes
def resend(operator: Operator, letter: int, as_json: bool) -> None:
    """Отправить письмо еще раз, с новыми кодами и ссылками."""
    found = _find(letter)
    service.send_again(found, at=operator.at)
    audit.record(
        "mail.resent",
        actor=operator.actor,
        subject=f"letter:{found.id}",
        at=operator.at,
        comment=operator.comment,
    )
    output.say(f"Письмо № {found.id} поставлено в очередь.", as_json=as_json, id=found.id)


@mail.command("deliver")
@as_json
@operates
def deliver(operator: Operator, as_json: bool) -> None:
    """Отправить сейчас все, что ждет, не дожидаясь срока повтора."""
    with begin_and_commit():
        service.hasten(at=operator.at)
        audit.record(
            "mail.delivered",
            actor=operator.actor,
            subject="letters",
            at=operator.at,
            comment=operator.comment,
        )
    taken = 0
    while count := deliver_due(most=MOST):
        taken += count
        if count < MOST:
            break
    waiting = len(service.letters(state="waiting", limit=100_000))
    output.say(
        f"Взято писем: {taken}. Ждут следующей попытки: {waiting}.",
        as_json=as_json,
        taken=taken,
        waiting=waiting,
    )


def _find(letter: int) -> Letter:
    found = service.find(letter)
    if found is None:
        raise Refused(f"Письма № {letter} нет. Все письма: flask admin mail list.")
    return found


def _row(letter: Letter) -> dict[str, Any]:
    return {
        "id": letter.id,
        "purpose": letter.purpose,
        "recipient": letter.recipient,
        "state": letter.state,
        "state_label": STATES[letter.state],
        "created_at": letter.created_at,
        "due_at": letter.due_at,
        "sent_at": letter.sent_at,
        "attempts": letter.attempts,
        "last_error": letter.last_error,
    }
