"""`flask admin applications …`: what has been applied for, and how it moves on."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import click

from lk.admin import output
from lk.admin.export import COLUMNS, masked, to_row, write_out
from lk.admin.files import take_out
from lk.admin.operator import Operator, as_json, changes, reads
from lk.admin.speech import Group, Refused
from lk.admin.types import DAY, PLACE, WORDS, OneOf, Whole, start_of
from lk.applications import rules, service
from lk.applications.models import Application
from lk.questions import service as questions
from lk.web.filters import day, filesize

applications = Group("applications", help="Заявки: список, карточка, статус, ответ, файлы.")

CODE = OneOf(tuple(rules.STATUSES))
COUNT = Whole(1, 100_000)

TITLES = {
    "number": "Номер",
    "status_label": "Статус",
    "status": "Код",
    "submitted_at": "Подана",
    "due": "Срок",
    "applicant": "Заявитель",
    "object_address": "Адрес объекта",
    "login": "Логин",
}
HEAD = {**TITLES, "title": "Тип заявки", "reason": "В связи с", "progress": "Ход работ, %"}


def filters(most: int) -> Callable[[Any], Any]:
    """`--status`, `--since`, `--text`, and `--limit`, which is `most` when not given."""

    def decorate(act: Any) -> Any:
        for option in (
            click.option("--limit", type=COUNT, default=most, help="Сколько строк, до."),
            click.option("--text", type=WORDS, default="", help="Слова из номера, имени, адреса."),
            click.option("--since", type=DAY, help="Поданные с этого дня."),
            click.option("--status", type=CODE, help="Код статуса."),
        ):
            act = option(act)
        return act

    return decorate


@applications.command("list")
@filters(100)
@as_json
@reads("office.applications_listed")
def show_all(status: str | None, since: date | None, text: str, limit: int, as_json: bool) -> None:
    """Показать заявки, новые сверху. Черновики: --status draft."""
    found = _found(status, since, text, limit)
    rows = [to_row(each) for each in found]
    output.show_list(rows, TITLES, as_json=as_json, empty="Таких заявок нет.")


@applications.command("show")
@click.argument("number", metavar="НОМЕР", type=WORDS)
@as_json
@reads("office.application_seen")
def show(number: str, as_json: bool) -> None:
    """Показать заявку целиком: ответы, документы, историю, допустимые статусы."""
    application = find(number)
    facts = service.export(application)
    facts["allowed"] = [_step(code) for code in rules.status(application.status).allowed]
    if as_json:
        output.show_one(facts, {}, as_json=True)
        return
    output.show_one(to_row(application), HEAD, as_json=False)
    for title, pairs in _groups(facts["text"]).items():
        output.show_pairs(title, pairs)
    _show_documents_and_history(application)
    output.show_lines("Куда можно перевести", facts["allowed"] or ["Никуда: статус окончательный."])


@applications.command("status")
@click.argument("case", metavar="НОМЕР", type=WORDS)
@click.argument("code", metavar="КОД", type=CODE)
@click.option("--date", type=DAY, help="Дата: регистрации, договора, акта…")
@click.option("--number", type=WORDS, help="Номер: регистрации, договора, акта.")
@click.option("--due", type=DAY, help="Срок для потребителя.")
@click.option("--progress", type=Whole(0, 100), metavar="ПРОЦЕНТ", help="Ход работ, %.")
@as_json
@changes
def move(operator: Operator, case: str, code: str, as_json: bool, **facts: Any) -> None:
    """Перевести заявку в другой статус. Потребитель получит письмо с пояснением (--comment)."""
    application = find(case)
    try:
        service.move_status(
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
    output.say(
        f"Заявка {application.number}: {label}. Письмо потребителю поставлено в очередь.",
        as_json=as_json,
        number=application.number,
        status=application.status,
        status_label=label,
    )


@applications.command("answer")
@click.argument("number", metavar="НОМЕР", type=WORDS)
@click.argument("text", metavar="ТЕКСТ", type=WORDS)
@as_json
@changes
def answer(operator: Operator, number: str, text: str, as_json: bool) -> None:
    """Написать потребителю в переписке по заявке. Он получит письмо."""
    application = find(number)
    if not application.may_ask:
        raise Refused("Это черновик, он еще не подан: переписки по нему нет.")
    thread = questions.thread_for(
        user_id=application.user_id,
        at=operator.at,
        title=f"Заявка {application.number}",
        application_id=application.id,
    )
    questions.answer(
        thread=thread, text=text, by=operator.by, at=operator.at, comment=operator.comment
    )
    output.say(
        f"Ответ по заявке {application.number} записан. Письмо поставлено в очередь.",
        as_json=as_json,
        number=application.number,
        thread=thread.public_id,
    )


@applications.command("files")
@click.argument("number", metavar="НОМЕР", type=WORDS)
@click.option("--to", "folder", type=PLACE, metavar="ПАПКА", required=True, help="Куда положить.")
@as_json
@reads("office.files_taken")
def files(number: str, folder: Any, as_json: bool) -> None:
    """Выложить документы заявки расшифрованными в папку, с перечнем и суммами sha256."""
    taken = take_out(find(number), folder)
    output.say(f"Файлов: {len(taken)}. Папка: {folder}", as_json=as_json, files=taken)


@applications.command("export")
@filters(100_000)
@click.option("--to", "target", type=PLACE, metavar="ФАЙЛ", help="Файл, иначе стандартный вывод.")
@as_json
@reads("office.applications_exported")
def export(
    *,
    status: str | None,
    since: date | None,
    text: str,
    limit: int,
    target: Any,
    as_json: bool,
) -> None:
    """Выгрузить заявки: CSV для Excel или --json. Паспорт, ИНН и СНИЛС закрыты звездочками."""
    found = _found(status, since, text, limit, is_whole=as_json)
    if as_json:
        write_out(output.as_text([masked(each) for each in found]).encode(), target)
    else:
        write_out(output.write_csv([to_row(each) for each in found], COLUMNS), target)


def find(number: str) -> Application:
    """The application by its number (any spelling) or id; Refused when there is none."""
    found = service.find_for_office(number)
    if found is None:
        raise Refused(
            f"Заявки «{number}» нет. Проверьте номер или найдите ее: flask admin applications list."
        )
    return found


def _found(
    status: str | None, since: date | None, text: str, limit: int, *, is_whole: bool = False
) -> Sequence[Application]:
    return service.list_for_office(
        status=status, since=start_of(since), text=text, limit=limit, is_whole=is_whole
    )


def _step(code: str) -> str:
    needs = [f"--{fact}" for fact in rules.status(code).needs]
    tail = f" (нужно: {', '.join(needs)})" if needs else ""
    return f"{code} — {rules.status_label(code)}{tail}"


def _refusal(application: Application, error: rules.MoveRefused) -> str:
    here = f"Сейчас у заявки {application.number} статус «{application.status_label}»"
    wanted = application.label_of(error.target)
    if not error.allowed:
        return f"{here}, он окончательный: перевести в «{wanted}» нельзя."
    allowed = "\n".join(f"  {_step(code)}" for code in error.allowed)
    return f"{here}, перевести в «{wanted}» нельзя. Можно:\n{allowed}"


def _groups(text: Sequence[dict[str, str]]) -> dict[str, list[tuple[str, str]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for each in text:
        groups.setdefault(each["group"], []).append((each["label"], each["value"]))
    return groups


def _show_documents_and_history(application: Application) -> None:
    documents = [f"{each.name} ({filesize(each.stored_size)})" for each in application.documents]
    output.show_lines("Документы", documents or ["Нет."])
    for change in application.changes:
        facts = "; ".join(_fact(name, value) for name, value in change.facts.items())
        pairs = [("Когда", change.at), ("Кто", change.by), ("Пояснение", change.comment)]
        output.show_pairs(application.label_of(change.status), [*pairs, ("Сведения", facts)])


def _fact(name: str, value: Any) -> str:
    words = day(date.fromisoformat(value)) if name in {"date", "due"} else value
    return f"{rules.FACT_NAMES[name]}: {words}"
