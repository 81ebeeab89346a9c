"""What the office says of single documents: accepted, or rejected with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from lk.account.models import User
from lk.applications import rules
from lk.applications.models import Application, CaseEvent, Document
from lk.applications.service.events import happen
from lk.applications.service.folder import Folder, folder_of
from lk.applications.service.locking import lock
from lk.applications.service.moving import write
from lk.db import db

Verdict: TypeAlias = Literal["accepted", "rejected"]
LONGEST_COMMENT = 1000


class VerdictRefused(rules.ApplicationError):
    """The documents stay as they are; the message says why, to the office."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Judged:
    """What came of a verdict: on which slot and files; `is_told`: rejected, so a letter goes."""

    slot: str
    title: str
    documents: tuple[Document, ...]
    is_told: bool


def judge(
    *,
    application: Application,
    slot: str,
    verdict: Verdict,
    comment: str,
    by: str,
    at: datetime,
    file: str = "",
) -> Judged:
    """The office's word on the files of a slot, or on one of them: `file` is its id, its name or
    its place among them, from 1.

    A rejection needs a comment, which the consumer reads in a letter and in the case. Raises
    VerdictRefused when the case is no longer open, nothing is there to judge, or it has been said.
    """
    lock(application)
    words = comment.strip()
    _check(application, verdict, words)
    folder, title = folder_of(application, at=at), _title(application, slot)
    chosen = _chosen(folder, slot, file)
    told = [each for each in chosen if (each.verdict, each.verdict_comment) != (verdict, words)]
    if not told:
        state = "принят" if verdict == "accepted" else "не принят"
        raise VerdictRefused(f"«{title}»: уже {state}.")
    for each in told:
        each.verdict, each.verdict_comment = verdict, words
        each.verdict_at, each.verdict_by = at, by
    judged = Judged(slot, title, tuple(told), is_told=verdict == "rejected")
    event = _record(application, judged, words, by=by, at=at)
    if judged.is_told:
        _write(application, event, told)
    return judged


def _check(application: Application, verdict: Verdict, comment: str) -> None:
    if not rules.may_judge(application.status):
        label = application.status_label
        raise VerdictRefused(f"Статус заявки — «{label}»: документы уже не рассматривают.")
    if verdict == "rejected" and not comment:
        raise VerdictRefused("Напишите заявителю, что не так с документом: --comment.")
    if len(comment) > LONGEST_COMMENT:
        raise VerdictRefused(f"Пояснение длиннее {LONGEST_COMMENT} знаков. Сократите его.")


def _write(application: Application, event: CaseEvent, documents: Sequence[Document]) -> None:
    user = db.session.get_one(User, application.user_id)
    ids = [each.public_id for each in documents]
    purpose = "applications.document_rejected"
    write(purpose, application, user, event.at, str(event.id), documents=ids)


def _title(application: Application, slot: str) -> str:
    try:
        return application.kind.slot(slot).title
    except KeyError:
        known = "\n".join(f"  {each.code} — {each.title}" for each in application.kind.documents)
        raise VerdictRefused(f"Документа «{slot}» в заявке нет. Есть:\n{known}") from None


def _chosen(folder: Folder, slot: str, file: str) -> Sequence[Document]:
    """All current files of the slot, or the named one."""
    there = [each for each in folder.sent if each.slot == slot]
    if not there:
        raise VerdictRefused(f"Файлов документа «{slot}» в заявке нет.")
    if not file:
        return there
    named = [each for each in there if file in {each.public_id, each.name}]
    if not named and file.isascii() and file.isdigit() and 0 < int(file) <= len(there):
        named = [there[int(file) - 1]]
    if len(named) != 1:
        known = "\n".join(f"  {place}. {each.name}" for place, each in enumerate(there, start=1))
        raise VerdictRefused(f"Какой это файл, неясно. Укажите --file номером:\n{known}")
    return named


def _record(
    application: Application, judged: Judged, comment: str, *, by: str, at: datetime
) -> CaseEvent:
    """The line of the case, and that of the audit."""
    return happen(
        application,
        "document_rejected" if judged.is_told else "document_accepted",
        by=f"office:{by}",
        at=at,
        comment=f"{judged.title}: {comment}" if comment else judged.title,
        details={"files": [each.name for each in judged.documents]},
        slot=judged.slot,
        documents=[each.public_id for each in judged.documents],
    )
