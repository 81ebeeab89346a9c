from collections.abc import Iterator, Sequence
from datetime import datetime

from lk import files
from lk.account.models import User
from lk.applications import rules
from lk.applications.models import Application, Document
from lk.applications.service.attaching import note_file
from lk.applications.service.folder import Folder, Room, folder_of
from lk.applications.service.locking import lock
from lk.db import db
from lk.uploads import Chosen, ReadyFile, Taken, take_all


def prepare_files(folder: Folder, chosen: Sequence[Chosen]) -> Taken:
    """Judge and store files of the slots before any lock is held.

    Each stored one has to get its row by `attach`, or be removed (`remove_unclaimed`).
    """
    room = Room.left_by(folder.application.kind, folder.every)

    def check(file: Chosen, size: int, _before: Sequence[ReadyFile]) -> None:
        folder.check(file.slot)
        room.take(file.slot, size)

    return take_all(chosen, check)


def remove_document(
    *, application: Application, user: User, public_id: str, at: datetime
) -> Document | None:
    """Forget a file of this application; its stored bytes are to be removed after the commit.

    None when there is none (a second click). Raises NotEditable once it was submitted.
    """
    found = _to_change(application, public_id, at)
    if found is None:
        return None
    document, _ = found
    db.session.delete(document)
    application.saved_at = at
    note_file("application.file_removed", application, user, public_id, at)
    db.session.flush()
    return document


def move_document(
    *, application: Application, public_id: str, is_up: bool, at: datetime
) -> Document | None:
    """Move a file one place within its slot; at the end of its way it stays. None when there is
    no such file. Raises NotEditable once it was submitted.
    """
    found = _to_change(application, public_id, at)
    if found is None:
        return None
    document, folder = found
    row = folder.of(document.slot)
    here = row.index(document)
    there = max(here - 1, 0) if is_up else min(here + 1, len(row) - 1)
    row.insert(there, row.pop(here))
    for place, each in enumerate(row):
        each.position = place
    application.saved_at = at
    db.session.flush()
    return document


def read_document(document: Document) -> Iterator[bytes]:
    """The bytes, decrypted chunk by chunk; raises FileNotFoundError or CannotOpen."""
    return files.store().open(document.storage_key, document.context)


def _to_change(
    application: Application, public_id: str, at: datetime
) -> tuple[Document, Folder] | None:
    lock(application)
    folder = folder_of(application, at=at)
    # Compared here: what came may hold signs that PostgreSQL takes for an error.
    document = next((each for each in folder.current if each.public_id == public_id), None)
    if not folder.is_open or (document and not folder.may_change(document)):
        raise rules.NotEditable
    return (document, folder) if document else None
