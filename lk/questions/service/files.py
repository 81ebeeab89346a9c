"""Files that come with messages: judged and stored before any lock is held, then named by rows."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import select

from lk.db import db
from lk.files import store
from lk.questions import rules
from lk.questions.models import Message, MessageFile, Thread
from lk.uploads import Chosen, ReadyFile, Refusal, Taken, size_of, take_all
from lk.uploads.errors import FileError

# What `take_in` calls the place of a file; messages have but one.
SLOT = "message"


def prepare_files(files: Sequence[tuple[str, BinaryIO]]) -> Taken:
    """Judge and store the files of one message, names with streams; no lock may be held.

    Each stored one has to get its row with the message, or be removed (`remove_unclaimed`). What
    can be told from number and size is told before anything is judged.
    """
    chosen = [Chosen(SLOT, name, stream) for name, stream in files]
    if len(chosen) > rules.MOST_FILES:
        return Taken(refusals=[Refusal("", "", rules.TooManyFiles.message)])
    if refusals := [refusal for each in chosen if (refusal := _refusal(each))]:
        return Taken(refusals=refusals)
    return take_all(chosen, lambda *_: None)


def add_files(message: Message, thread: Thread, ready: Sequence[ReadyFile]) -> None:
    """Rows for files that lie in the store already; of two alike one is kept."""
    known: set[str] = set()
    for each in ready:
        if each.stored.sha256_original not in known:
            known.add(each.stored.sha256_original)
            db.session.add(_row(message, thread, each, message.at))
    db.session.flush()


def files_of(*, thread: Thread) -> Sequence[MessageFile]:
    """All files of a thread, oldest first, for the office."""
    query = select(MessageFile).where(MessageFile.thread_id == thread.id)
    return db.session.scalars(query.order_by(MessageFile.id)).all()


def read_file(file: MessageFile) -> Iterator[bytes]:
    """The bytes, decrypted chunk by chunk; raises FileNotFoundError or CannotOpen."""
    return store().open(file.storage_key, file.context)


def _refusal(chosen: Chosen) -> Refusal | None:
    """Why the file is not even judged, if so."""
    try:
        rules.check_size(size_of(chosen.stream))
    except FileError as error:
        return Refusal.of(chosen.slot, chosen.name, error.message)
    return None


def _row(message: Message, thread: Thread, ready: ReadyFile, at: datetime) -> MessageFile:
    return MessageFile(
        thread_id=thread.id, message_id=message.id, user_id=thread.user_id, **ready.columns(at)
    )
