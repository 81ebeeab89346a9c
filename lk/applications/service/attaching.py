from collections.abc import Sequence
from datetime import datetime

from lk import audit
from lk.account.models import User
from lk.applications import rules
from lk.applications.models import Application, Document
from lk.applications.service.events import happen, tell_office
from lk.applications.service.folder import Folder, Room, folder_of
from lk.applications.service.locking import lock
from lk.db import db
from lk.uploads import ReadyFile, Refusal


def attach(
    *, application: Application, user: User, ready: Sequence[ReadyFile], at: datetime
) -> list[Refusal]:
    """Rows for files that lie in the store already; what no longer fits comes back refused.

    In their slots they take the place of rejected files, which are kept as replaced. The stored
    file of a refused one has no row: see `remove_unclaimed`. Raises NotEditable.
    """
    lock(application)
    folder = folder_of(application, at=at)
    if not folder.is_open:
        raise rules.NotEditable
    fitting, refusals = _sorted_out(folder, ready)
    added: list[Document] = []
    for each in fitting:
        before = [row.position for row in (*folder.every, *added) if row.slot == each.slot]
        added.append(_row(application, each, max(before, default=-1) + 1, at))
        note_file("application.file_added", application, user, each.public_id, at)
    db.session.add_all(added)
    if ready:
        application.saved_at = at
    if added and application.is_corrected_at(at) and not application.has_unsent:
        application.keep_typed(application.submitted)  # begun, and to be told of if it is not sent
    db.session.flush()
    _replace(folder, added, user)
    return refusals


def note_file(
    event: str, application: Application, user: User, document: str, at: datetime
) -> None:
    """A line of the audit about a file: by its id alone, for a name may tell of a person."""
    subject = f"application:{application.public_id}"
    actor = f"consumer:{user.login}"
    audit.record(event, actor=actor, subject=subject, at=at, document=document)


def _sorted_out(
    folder: Folder, ready: Sequence[ReadyFile]
) -> tuple[list[ReadyFile], list[Refusal]]:
    """What gets a row, and what is refused; what is there already is neither."""
    room = Room.left_by(folder.application.kind, folder.every)
    known = {(each.slot, each.sha256_original): each.is_rejected for each in folder.every}
    fitting: list[ReadyFile] = []
    refusals: list[Refusal] = []
    for each in ready:
        key = (each.slot, each.stored.sha256_original)
        if known.get(key) is False:
            continue  # sent twice: a double click, or F5 on the answer
        try:
            folder.check(each.slot)
            if known.get(key):
                raise rules.RejectedBefore
            room.take(each.slot, each.size)
        except rules.FileError as error:
            refusals.append(Refusal.of(each.slot, each.name, error.message))
        else:
            known[key] = False
            fitting.append(each)
    return fitting, refusals


def _replace(folder: Folder, added: Sequence[Document], user: User) -> None:
    """The rejected files of these slots are replaced now: the case's history tells of it, and the
    office is told, unless the application is to be sent again anyhow.
    """
    for slot in sorted({each.slot for each in added}):
        old = [each for each in folder.of(slot) if each.may_be_replaced]
        if not old:
            continue
        for each in old:
            each.replaced_at = folder.at
        new = [each for each in added if each.slot == slot]
        event = happen(
            folder.application,
            "document_replaced",
            by=f"consumer:{user.login}",
            at=folder.at,
            comment=folder.application.kind.slot(slot).title,
            details={"old": [each.name for each in old], "new": [each.name for each in new]},
            slot=slot,
            replaced=[each.public_id for each in old],
        )
        if not folder.is_asked_back:
            tell_office(folder.application, event)
    db.session.flush()


def _row(application: Application, ready: ReadyFile, place: int, at: datetime) -> Document:
    row = Document(
        application_id=application.id,
        user_id=application.user_id,
        slot=ready.slot,
        position=place,
        pages=ready.pages,
        **ready.columns(at),
    )
    row.keep_thumbnail(ready.thumbnail)
    return row
