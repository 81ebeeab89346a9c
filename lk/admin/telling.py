"""What the office's story of a case has beside its history: talk, letters, the journal, days."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sqlalchemy import select

from lk.admin.card import STATES, by_words, letter_title, letters_of
from lk.applications.models import Application
from lk.applications.options import working_calendar
from lk.applications.story import Remark
from lk.applications.working_days import working_days_between
from lk.audit.models import AuditEntry
from lk.company import company
from lk.db import db
from lk.outbox import Letter
from lk.questions import service as questions
from lk.questions.models import Message
from lk.web.filters import moment, plural

LONGEST_QUOTE = 300
DAYS = "рабочий день,рабочих дня,рабочих дней"
_AUDIT = {
    "application.started": "Начат черновик",
    "application.estimated": "В черновик перенесен расчет стоимости",
    "application.kind_changed": "Изменен вид заявки",
    "application.correction_dropped": "Исправление отменено, заявка осталась прежней",
    "office.files_taken": "Файлы дела выложены в папку",
    "office.papers_taken": "Заявка в PDF выложена в папку",
    "office.refused": "Отказано в команде",
}


def remarks(application: Application) -> list[Remark]:
    """Whole sentences with their moments, in no order; the application must be loaded whole."""
    thread = questions.thread_of(application_id=application.id)
    messages = list(questions.messages(thread=thread)) if thread else []
    return [
        *_days(application),
        *map(_message, messages),
        *map(_letter, letters_of(application, messages)),
        *_journal(application),
    ]


def _days(application: Application) -> Iterator[Remark]:
    """How long each status has lasted, where it was a working day at least."""
    zone, changes = company().time_zone, application.changes
    for before, after in pairwise(changes):
        first, last = (each.at.astimezone(zone).date() for each in (before, after))
        if days := working_days_between(first, last, working_calendar()):
            label = application.label_of(before.status)
            text = f"В статусе «{label}» заявка была {plural(days, DAYS)}."
            yield Remark(after.at, text)


def _message(message: Message) -> Remark:
    who = "Заявитель спрашивает" if message.is_mine else "Специалист отвечает"
    return Remark(message.at, f"{who}: {_quoted(message.text)}. Кто: {message.by}.")


def _letter(letter: Letter) -> Remark:
    sent = f" {moment(letter.sent_at)}" if letter.sent_at else ""
    error = f" ({letter.last_error})" if letter.last_error else ""
    state = f"{STATES[letter.state]}{sent}{error}"
    text = f"Письмо № {letter.id} «{letter_title(letter)}» на {letter.recipient}: {state}."
    return Remark(letter.created_at, text)


def _journal(application: Application) -> Iterator[Remark]:
    """What stands in the audit only: beginnings, refusals, files that were taken out."""
    for entry in _entries(application):
        command = entry.details.get("command")
        what = f"{_AUDIT[entry.event]}: {command}" if command else _AUDIT[entry.event]
        yield Remark(entry.at, f"{what}. Кто: {by_words(entry.actor)}.")


def _entries(application: Application) -> Sequence[AuditEntry]:
    ids = [application.public_id, application.number or application.public_id]
    subjects = [f"application:{application.public_id}", *ids]
    wanted = AuditEntry.subject.in_(subjects), AuditEntry.event.in_(_AUDIT)
    return db.session.scalars(select(AuditEntry).where(*wanted).order_by(AuditEntry.id)).all()


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return f"«{words}»" if len(words) <= LONGEST_QUOTE else f"«{words[:LONGEST_QUOTE]}…»"
