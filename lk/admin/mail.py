"""`flask admin mail …`: letters that wait, that have left, that did not get through."""

from datetime import date
from typing import Any

import click

from lk import audit
from lk.account import topics
from lk.admin import output
from lk.admin.letters import reason_words
from lk.admin.operator import (
    Operator,
    as_json,
    begin_and_commit,
    changes,
    dry_run,
    operates,
    reads,
)
from lk.admin.speech import Group, Refused
from lk.admin.types import DAY, WORDS, OneOf, Whole, start_of
from lk.company import company
from lk.outbox import Letter, deliver_due, digest, service

mail = Group("mail", help="Письма: очередь, отправленные, отключенные, повтор, сводка.")

STATES = {
    "waiting": "ждет",
    "sent": "отправлено",
    "failed": "не отправлено",
    "unneeded": "не понадобилось",
    "muted": "отключено",
}
TITLES = {
    "id": "№",
    "title": "Письмо",
    "recipient": "Кому",
    "state_label": "Состояние",
    "created_at": "Создано",
    "sent_at": "Отправлено",
    "attempts": "Попыток",
    "last_error": "Ошибка",
}
FACTS = {
    **TITLES,
    "purpose": "Вид",
    "topic_title": "Тема (ее можно отключить)",
    "reason_words": "Почему не ушло",
    "due_at": "Следующая попытка",
}
DIGEST = {key: TITLES[key] for key in ("id", "title", "recipient", "created_at", "attempts")}
DIGEST["reason_words"] = "Почему"
MOST = 100
LETTER = Whole(1, 999_999_999)


@mail.command("list")
@click.option(
    "--state", "--status", type=OneOf(tuple(STATES)), help="Что с письмом, одним из этих слов."
)
@click.option(
    "--topic",
    type=OneOf([each.code for each in topics.TOPICS]),
    help="Только письма на эту тему: их потребитель может отключить.",
)
@click.option("--since", type=DAY, help="Созданные с этого дня.")
@click.option("--text", type=WORDS, default="", help="Часть адреса или вид письма целиком.")
@click.option("--limit", type=Whole(1, 100_000), default=100, help="Сколько строк, до.")
@as_json
@reads("office.mail_listed")
def show_all(topic: str | None, since: date | None, as_json: bool, **wanted: Any) -> None:
    """Показать письма, новые сверху."""
    purposes = topics.purposes_of(topic) if topic else None
    found = service.letters(since=start_of(since), purposes=purposes, **wanted)
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
    if found.state == "muted":
        raise Refused(
            f"Письмо № {found.id} не ушло, потому что потребитель отключил такие письма. "
            "Если оно ему нужно, он повторит его сам: «Мои данные», «Мои письма»."
        )
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
@dry_run
@operates
def deliver(operator: Operator, as_json: bool) -> None:
    """Отправить сейчас все, что ждет, не дожидаясь срока повтора."""
    if operator.is_trial:
        waiting = len(service.letters(state="waiting", limit=100_000))
        words = f"Пробный запуск: ничего не отправлено. Ждут отправки: {waiting}."
        output.say(words, as_json=as_json, dry_run=True, waiting=waiting)
        return
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


@mail.command("digest")
@as_json
@changes
def send_digest(operator: Operator, as_json: bool) -> None:
    """Показать письма, которые не доходят, и отправить этот список офису (раз в день)."""
    found = digest.troubled(at=operator.at)
    day = operator.today.isoformat()
    is_put = digest.put_digest(to=company().office_email, at=operator.at, day=day)
    if is_put:
        audit.record(
            "mail.digest",
            actor=operator.actor,
            subject="letters",
            at=operator.at,
            count=len(found),
            comment=operator.comment,
        )
    rows = [_row(each) for each in found]
    if as_json:
        output.say("", as_json=True, letters=rows, is_sent=is_put)
        return
    output.show_list(rows, DIGEST, as_json=False, empty="Все письма доходят.")
    if found:
        output.say(_digest_words(is_put))


def _digest_words(is_put: bool) -> str:
    if is_put:
        return "Список поставлен в очередь на адрес офиса."
    if not company().office_email:
        return "Список никому не отправлен: у компании не указан адрес офиса (office_email)."
    return "Сегодня список офису уже отправляли."


def _find(letter: int) -> Letter:
    found = service.find(letter)
    if found is None:
        raise Refused(f"Письма № {letter} нет. Все письма: flask admin mail list.")
    return found


def _row(letter: Letter) -> dict[str, Any]:
    topic = topics.topic_of(letter.purpose)
    return {
        "id": letter.id,
        "purpose": letter.purpose,
        "title": letter.subject or topics.kind_of(letter.purpose).title,
        "topic": topic.code if topic else None,
        "topic_title": topic.title if topic else None,
        "reason": letter.reason,
        "reason_words": reason_words(letter) if letter.reason else None,
        "recipient": letter.recipient,
        "state": letter.state,
        "state_label": STATES[letter.state],
        "created_at": letter.created_at,
        "due_at": letter.due_at,
        "sent_at": letter.sent_at,
        "attempts": letter.attempts,
        "last_error": letter.last_error,
    }
