from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lk.account.models import User
from lk.applications import rules
from lk.applications.acts import WITHDRAW, Act, is_enough, is_open
from lk.applications.models import Application, CaseFile
from lk.applications.service.case_files import add_files
from lk.applications.service.deadlines import start_clock_of_act
from lk.applications.service.events import happen, has_happened, tell_office
from lk.applications.service.locking import lock
from lk.applications.service.moving import record_move, write
from lk.db import db
from lk.uploads import ReadyFile


def perform(
    *,
    application: Application,
    user: User,
    act: Act,
    at: datetime,
    text: str = "",
    ready: Sequence[ReadyFile] = (),
    key: str | None = None,
) -> bool:
    """The applicant's act: a line of the history, the files, a letter to the office; from then on
    the office is to move. The status stays.

    `key` is the form's one-time key; False when the act has been done already. Files that get no
    row: see `remove_unclaimed`. Raises ActClosed, ActIncomplete.
    """
    lock(application)
    full_key = f"{application.id}:{act.code}:{key}" if key else None
    if _is_done(application, act, full_key):
        return False
    if act is WITHDRAW or not is_open(act, application.status):
        raise rules.ActClosed
    words, by = text.strip(), f"consumer:{user.login}"
    if not is_enough(act, text=words, files=len(ready)):
        raise rules.ActIncomplete
    files = add_files(
        application, ready, side="consumer", code=act.file_code, title=act.file_title, by=by, at=at
    )
    details = _details(words, files)
    event = happen(
        application, act.event, by=by, at=at, details=details, key=full_key, files=len(files)
    )
    application.note_act(act.code, at)
    start_clock_of_act(application, event=act.event, at=at)
    tell_office(application, event)
    return True


def _is_done(application: Application, act: Act, key: str | None) -> bool:
    if key and has_happened(key):
        return True
    is_here = application.status in act.statuses
    return is_here and act.is_once and act.code in application.acts_done


def _details(words: str, files: Sequence[CaseFile]) -> dict[str, Any]:
    """What the history keeps sealed; nothing for an act without words and files."""
    if not words and not files:
        return {}
    names = "\n".join(f"Файл «{each.name}»" for each in files)
    return {"text": words, "name": names, "files": [each.public_id for each in files]}


def withdraw(*, application: Application, user: User, at: datetime, reason: str = "") -> bool:
    """«Отозвать заявку»: until the contract is made. Both sides get a letter.

    False when it is withdrawn already. Raises ActClosed.
    """
    lock(application)
    if application.is_cancelled:
        return False
    if not application.may_cancel:
        raise rules.ActClosed
    by, words = f"consumer:{user.login}", reason.strip()
    event = happen(
        application, WITHDRAW.event, by=by, at=at, details={"text": words} if words else None
    )
    change = record_move(application, "cancelled", by=by, at=at, facts=rules.Facts())
    db.session.flush()
    facts = {"change_id": change.id, "always": True}
    write("applications.status", application, user, at, f"{change.id}", **facts)
    tell_office(application, event)
    return True
