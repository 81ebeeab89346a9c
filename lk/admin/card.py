from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy import or_, select

from lk.account import topics
from lk.admin import output
from lk.admin.columns import COLUMNS, titles_of, to_row
from lk.admin.files import take_out
from lk.admin.group import applications, find, step_words
from lk.admin.operator import as_json, reads
from lk.admin.types import PLACE, WORDS
from lk.applications import rules, service
from lk.applications.models import Application
from lk.applications.story_words import OFFICE_EVENTS
from lk.db import db
from lk.outbox import Letter
from lk.questions import service as questions
from lk.questions.models import Message
from lk.web.filters import day, filesize

AUTHORS = {"consumer": "Потребитель", "office": "Специалист"}
SIDES = {"consumer": "от потребителя", "office": "от офиса"}
VERDICTS = {"accepted": "принят", "rejected": "отклонен", "": "не проверен"}
DETAILS = {
    "name": "Ведет",
    "text": "Текст",
    "comment": "Слова",
    "files": "Файлы",
    "old": "Были",
    "new": "Стали",
}
STATES = {
    "waiting": "ждет отправки",
    "sent": "отправлено",
    "failed": "не отправлено",
    "unneeded": "не понадобилось",
    "muted": "отключено потребителем",
}


@applications.command("show")
@click.argument("number", metavar="НОМЕР", type=WORDS)
@click.option("--files", "folder", type=PLACE, metavar="ПАПКА", help="Выложить и файлы в папку.")
@click.option("--force", is_flag=True, help="С --files: заменить файлы, которые там уже есть.")
@as_json
@reads("office.application_seen")
def show(number: str, folder: Path | None, force: bool, as_json: bool) -> None:
    """Показать дело целиком: ответы, файлы, историю с заметками, переписку, письма."""
    application = find(number)
    facts = case_facts(application)
    if folder:
        facts["files"] = take_out(application, folder, over=force)
    if as_json:
        output.show_one(facts, {}, as_json=True)
        return
    output.show_one(to_row(application, COLUMNS), titles_of(COLUMNS), as_json=False)
    for title, pairs in _groups(facts["text"]).items():
        output.show_pairs(title, pairs)
    _show_files(facts)
    _show_history(facts)
    _show_talk(facts)
    output.show_lines("Куда можно перевести", facts["allowed"] or ["Никуда."])
    if folder:
        output.show_lines("Файлы выложены", [f"{len(facts['files'])}, папка {folder}"])


def case_facts(application: Application) -> dict[str, Any]:
    """The case as plain JSON: the application, its thread, the states of its letters."""
    facts = service.export(application)
    thread = questions.thread_of(application_id=application.id)
    found = questions.messages(thread=thread) if thread else []
    facts["messages"] = [
        {key: getattr(each, key) for key in ("number", "at", "author", "by", "text")}
        for each in found
    ]
    facts["letters"] = [_letter(each) for each in letters_of(application, found)]
    codes = () if application.is_draft else rules.status(application.status).allowed
    facts["allowed"] = [step_words(code) for code in codes]
    return facts


def letters_of(application: Application, messages: Sequence[Message]) -> Sequence[Letter]:
    """The letters that this case has caused, to whomever; the oldest first."""
    numbers = [each.id for each in messages]
    of_case = Letter.facts["application"].as_string() == application.public_id
    of_talk = Letter.facts["message_id"].as_integer().in_(numbers)
    whose = or_(Letter.user_id == application.user_id, Letter.user_id.is_(None))
    query = select(Letter).where(whose, or_(of_case, of_talk)).order_by(Letter.id)
    return db.session.scalars(query).all()


def _letter(letter: Letter) -> dict[str, Any]:
    return {
        "id": letter.id,
        "purpose": letter.purpose,
        "title": letter_title(letter),
        "recipient": letter.recipient,
        "state": letter.state,
        "created_at": letter.created_at,
        "sent_at": letter.sent_at,
        "attempts": letter.attempts,
        "last_error": letter.last_error,
    }


def _groups(text: Sequence[dict[str, str]]) -> dict[str, list[tuple[str, str]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for each in text:
        groups.setdefault(each["group"], []).append((each["label"], each["value"]))
    return groups


def _show_files(facts: Mapping[str, Any]) -> None:
    documents = [_document_words(each) for each in facts["documents"]]
    output.show_lines("Документы", documents or ["Нет."])
    case = [
        f"{each['title']} ({SIDES[each['side']]}): {_file_words(each)}"
        for each in facts["case_files"]
    ]
    if case:
        output.show_lines("Файлы дела", case)
    receipts = [
        f"№ {each['number']} от {_when(each['at'])}, sha256 данных {each['data_sha256']}"
        for each in facts["receipts"]
    ]
    if receipts:
        output.show_lines("Квитанции", receipts)


def _document_words(document: Mapping[str, Any]) -> str:
    words = f"{document['slot_title']}: {_file_words(document)} — {VERDICTS[document['verdict']]}"
    if document["verdict_comment"]:
        words += f" ({document['verdict_comment']})"
    if document["unsent"]:
        words += ", приложен к исправлению, которое не отправлено"
    return words + (", заменен новым" if document["replaced_at"] else "")


def _file_words(file: Mapping[str, Any]) -> str:
    pages = f", страниц: {file['pages']}" if file.get("pages") else ""
    return f"{file['name']}, {filesize(file['size'])}{pages}, sha256 {file['sha256']}"


def _show_history(facts: Mapping[str, Any]) -> None:
    """Changes of status and all else that happened, in the order of time."""
    lines = [(each["at"], each["status_label"], each) for each in facts["history"]]
    lines += [
        (each["at"], OFFICE_EVENTS.get(each["code"], each["code"]).rstrip("."), each)
        for each in facts["events"]
    ]
    for at, title, each in sorted(lines, key=lambda line: line[0]):
        known = fact_words(each.get("facts", {}))
        pairs = [("Когда", datetime.fromisoformat(at)), ("Кто", by_words(each["by"]))]
        pairs += [("Пояснение", each["comment"]), ("Сведения", known)]
        pairs += [("Подробно", text) for text in _details(each.get("details", {}))]
        output.show_pairs(title, [pair for pair in pairs if pair[1]])


def _details(details: Mapping[str, Any]) -> Iterator[str]:
    """What lies sealed with an event, for people; programs get it as it is."""
    for name, words in DETAILS.items():
        value = details.get(name)
        if value not in (None, "", []):
            yield f"{words}: {', '.join(value) if isinstance(value, list) else value}"
    for each in details.get("fields", ()):
        yield f"{each['label']}: было «{each['before']}», стало «{each['after']}»"


def _show_talk(facts: Mapping[str, Any]) -> None:
    if facts["messages"]:
        output.heading("Переписка")
    for each in facts["messages"]:
        output.message(f"{AUTHORS[each['author']]} ({each['by']})", each["at"], each["text"])
    letters = [
        f"№ {each['id']}, {each['title']}, {each['recipient']}: {STATES[each['state']]}"
        + (f" ({each['last_error']})" if each["last_error"] else "")
        for each in facts["letters"]
    ]
    output.show_lines("Письма", letters or ["Нет."])


def letter_title(letter: Letter) -> str:
    """The subject that it went under, or what such letters are about."""
    return letter.subject or topics.kind_of(letter.purpose).title


def by_words(by: str) -> str:
    """«Петрова», «заявитель, вход ivanova», «портал»."""
    side, _, name = by.partition(":")
    if not name:
        return "портал"
    return f"заявитель, вход {name}" if side == "consumer" else name


def fact_words(facts: Mapping[str, Any]) -> str:
    """All facts of a change in one line; a term by the table is a term as well."""
    named = {"term": "срок по правилам", **rules.FACT_NAMES}
    return "; ".join(
        f"{named.get(name, name)}: "
        + str(day(date.fromisoformat(value)) if name in {"date", "due", "term"} else value)
        for name, value in facts.items()
    )


def _when(at: str) -> str:
    return output.as_words(datetime.fromisoformat(at))
