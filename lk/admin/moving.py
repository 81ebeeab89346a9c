from typing import Any

import click

from lk.admin import output
from lk.admin.group import applications, find, step_words
from lk.admin.operator import Operator, as_json, changes
from lk.admin.speech import Refused, WrongUse
from lk.admin.types import DAY, WORDS, OneOf, Whole
from lk.applications import rules, service
from lk.applications.models import Application
from lk.web.filters import day

CODE = OneOf(tuple(rules.STATUSES))


@applications.command("status")
@click.argument("case", metavar="НОМЕР", type=WORDS)
@click.argument("code", metavar="КОД", type=CODE)
@click.option("--date", type=DAY, help="Дата: регистрации, договора, акта…")
@click.option("--number", type=WORDS, help="Номер: регистрации, договора, акта.")
@click.option("--due", type=DAY, help="Последний день срока; без него срок берется из правил.")
@click.option("--progress", type=Whole(0, 100), metavar="ПРОЦЕНТ", help="Ход работ, %.")
@click.option(
    "--construction",
    type=OneOf(rules.CONSTRUCTION),
    help="Строить ли сети: none — не нужно, no — без нового строительства, yes — нужно.",
)
@as_json
@changes
def move(operator: Operator, case: str, code: str, as_json: bool, **facts: Any) -> None:
    """Перевести заявку в другой статус. Потребитель получит письмо с пояснением (--comment)."""
    application = find(case)
    try:
        change = service.move_status(
            application=application,
            to=code,
            by=operator.by,
            at=operator.at,
            comment=operator.comment,
            facts=rules.Facts(**facts),
        )
    except rules.MoveRefused as error:
        raise Refused(_refusal(application, error)) from error
    label = application.status_label
    due = f" Срок: {day(application.due_on)}." if application.due_on else ""
    output.say(
        f"Заявка {application.number}: {label}.{due} Письмо потребителю поставлено в очередь.",
        as_json=as_json,
        number=application.number,
        status=application.status,
        status_label=label,
        turn=application.whose_turn,
        due=application.due_on,
        facts=change.facts,
    )


@applications.command("assign")
@click.argument("number", metavar="НОМЕР", type=WORDS)
@click.argument("name", metavar="[ИМЯ]", type=WORDS, required=False)
@click.option("--nobody", is_flag=True, help="Больше никто не ведет.")
@as_json
@changes
def assign(operator: Operator, number: str, name: str | None, nobody: bool, as_json: bool) -> None:
    """Назначить, кто ведет заявку, или снять (--nobody). Потребитель этого не видит."""
    if nobody == bool(name and name.strip()):
        raise WrongUse("Назовите, кто ведет заявку, или укажите --nobody.")
    application = find(number)
    service.assign(
        application=application,
        to=name or "",
        by=operator.by,
        at=operator.at,
        comment=operator.comment,
    )
    who = application.assigned_to
    words = f"ведет {who}" if who else "никто не ведет"
    output.say(
        f"Заявка {application.number}: {words}",
        as_json=as_json,
        number=application.number,
        assigned=who,
    )


@applications.command("note")
@click.argument("number", metavar="НОМЕР", type=WORDS)
@click.argument("text", metavar="ТЕКСТ", type=WORDS)
@as_json
@changes
def note(operator: Operator, number: str, text: str, as_json: bool) -> None:
    """Записать внутреннюю заметку. Потребитель ее не увидит; лежит она зашифрованной."""
    application = find(number)
    event = service.note(application=application, text=text, by=operator.by, at=operator.at)
    output.say(
        f"Заметка к заявке {application.number} записана.",
        as_json=as_json,
        number=application.number,
        note=event.id,
    )


def _refusal(application: Application, error: rules.MoveRefused) -> str:
    here = f"Сейчас у заявки {application.number} статус «{application.status_label}»"
    wanted = application.label_of(error.target)
    if not error.allowed:
        return f"{here}, он окончательный: перевести в «{wanted}» нельзя."
    allowed = "\n".join(f"  {step_words(code)}" for code in error.allowed)
    return f"{here}, перевести в «{wanted}» нельзя. Можно:\n{allowed}"
